## Des titres comme d’autres

cmd-like = reko-comme
cmd-like-about = Trouver des anime comme celui que tu nommes
opt-like-title-about = L’anime auquel les autres doivent ressembler ; choisis-le dans la liste
opt-like-and = et
opt-like-and-about = Un second anime auquel ils doivent aussi ressembler
opt-unlike = sauf_comme
opt-unlike-about = Un anime d’un autre genre que ce que tu cherches

like-title = Des anime comme { $titles }
like-unlike = Différents de { $titles }
like-for = Pour { $user } : rien de sa liste. Accord : 100 est l’anime le plus proche qui soit.
like-for-everybody = Pour tous. Accord : 100 est l’anime le plus proche qui soit. Lie ta liste avec /{ cmd-account } { cmd-link } pour voir ce qui te convient.
like-figures = accord { $match }
like-figures-user = accord { $match } · note attendue { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % de chances d’aimer
like-none = Il n’y a pas d’anime de ce genre qui puisse être montré.
error-like-unlike = Un anime ne peut pas à la fois se ressembler et différer de lui-même.
