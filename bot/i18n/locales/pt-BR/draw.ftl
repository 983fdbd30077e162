## Um título sorteado

cmd-random = reko-sorteio
cmd-random-about = Sortear um anime para assistir agora
opt-draw-planned-about = Sortear da sua lista de planejados
button-draw = Sortear de novo
draw-figures = compatibilidade **{ $match }** · nota esperada { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % de chance de gostar
draw-for = Sorteado para { $user } entre os 100 melhores; os que mais combinam saem mais.
draw-for-planned = Sorteado do que { $user } planeja ver; os que mais combinam saem mais.
draw-none = Não há de onde sortear.
draw-none-planned = Na lista de planejados não há nada que possa ser visto agora.
