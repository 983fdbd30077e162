## Títulos parecidos a otros

cmd-like = reko-como
cmd-like-about = Encontrar anime parecidos a uno que nombres
opt-like-title-about = Anime al que se deben parecer los demás; elígelo de la lista
opt-like-and = y
opt-like-and-about = Un segundo anime al que también se deben parecer
opt-unlike = distinto_de
opt-unlike-about = Un anime de otro tipo que el que buscas

like-title = Anime como { $titles }
like-unlike = Distinto de { $titles }
like-for = Para { $user }: nada de su lista. Encaje: 100 es el anime más parecido que hay.
like-for-everybody = Para todos. Encaje: 100 es el anime más parecido que hay. Vincula tu lista con /{ cmd-account } { cmd-link } para ver qué encaja contigo.
like-figures = encaje { $match }
like-figures-user = encaje { $match } · nota esperada { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % de probabilidad de que guste
like-none = No hay ningún anime así que se pueda mostrar.
error-like-unlike = Un anime no puede parecerse a sí mismo y ser distinto a la vez.
