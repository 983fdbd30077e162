## Un título al azar

cmd-random = reko-azar
cmd-random-about = Sacar al azar un anime para ver ahora
opt-draw-planned-about = Sacar de tu lista de pendientes
button-draw = Sacar otro
draw-figures = encaje **{ $match }** · nota esperada { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % de probabilidad de que guste
draw-for = Sacado para { $user } de los 100 mejores; los que mejor encajan salen más.
draw-for-planned = Sacado de lo que { $user } tiene pendiente; los que mejor encajan salen más.
draw-none = No hay nada de donde sacar.
draw-none-planned = En la lista de pendientes no hay nada que se pueda ver a continuación.
