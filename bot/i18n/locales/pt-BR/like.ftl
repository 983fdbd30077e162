## Títulos parecidos com outros

cmd-like = reko-como
cmd-like-about = Encontrar animes parecidos com um que você diga
opt-like-title-about = Anime com que os outros devem se parecer; escolha-o na lista
opt-like-and = e
opt-like-and-about = Um segundo anime com que também devem se parecer
opt-unlike = diferente_de
opt-unlike-about = Um anime de outro tipo que o que você procura

like-title = Animes como { $titles }
like-unlike = Diferentes de { $titles }
like-for = Para { $user }: nada da lista da pessoa. Compatibilidade: 100 é o anime mais parecido que existe.
like-for-everybody = Para todos. Compatibilidade: 100 é o anime mais parecido que existe. Vincule sua lista com /{ cmd-account } { cmd-link } para ver o que combina com você.
like-figures = compatibilidade { $match }
like-figures-user = compatibilidade { $match } · nota esperada { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % de chance de gostar
like-none = Não há nenhum anime assim que possa ser mostrado.
error-like-unlike = Um anime não pode se parecer consigo mesmo e ser diferente ao mesmo tempo.
