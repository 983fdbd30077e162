## Un titre tiré au hasard

cmd-random = reko-hasard
cmd-random-about = Tirer au sort un anime à regarder maintenant
opt-draw-planned-about = Tirer de ta liste « à voir »
button-draw = Tirer encore
draw-figures = accord **{ $match }** · note attendue { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % de chances d’aimer
draw-for = Tiré pour { $user } parmi les 100 meilleurs ; ceux qui conviennent mieux sortent plus souvent.
draw-for-planned = Tiré de ce que { $user } prévoit de voir ; ceux qui conviennent mieux sortent plus souvent.
draw-none = Il n’y a rien à tirer.
draw-none-planned = Sur la liste « à voir », il n’y a rien qui puisse être regardé maintenant.
