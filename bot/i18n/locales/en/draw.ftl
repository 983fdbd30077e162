## A title drawn at random

cmd-random = reko-random
cmd-random-about = Draw an anime to watch now
opt-draw-planned-about = Draw from your plan-to-watch list
button-draw = Draw again
draw-figures = **{ $match }** match · predicted { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % likely to enjoy
draw-for = Drawn for { $user } from the 100 best; better matches come more often.
draw-for-planned = Drawn from what { $user } plans to watch; better matches come more often.
draw-none = There's nothing to draw from.
draw-none-planned = There's nothing on the plan-to-watch list that could be watched next.
