## La gente de un servidor

neighbours-title = Con gustos más afines a { $name }
neighbours-figures =
    intervalo del 90 %, de { $low } a { $high }, { $n ->
        [one] 1 título en común
       *[other] { $n } títulos en común
    }
neighbours-few-scores =
    { $n ->
        [one] 1 título en común
       *[other] { $n } títulos en común
    }, muy pocos puntuados por ambos
neighbours-none = Aquí todavía no hay nadie con quien comparar. Aparece quien ha vinculado una lista, me usa en este servidor y lo permite con `/{ cmd-account } { cmd-sharing }`.
neighbours-about = Afinidad, de 0 a 100. /{ cmd-account } { cmd-sharing } decide si apareces.
who-title = ¿Quién conoce aquí { $title }?
who-seen = Lo han visto
who-planned = Lo tienen pendiente
who-likely = Les gustaría más
who-unscored = sin nota
who-watching = viéndolo
who-on-hold = en pausa
who-dropped = abandonado
who-predicted = un { NUMBER($score, minimumFractionDigits: 1) } aprox., { $chance } % de probabilidad de que le guste
who-none = Aquí todavía no aparece nadie. Aparece quien ha vinculado una lista, me usa en este servidor y lo permite con `/{ cmd-account } { cmd-sharing }`.
who-about = Notas de 1 a 10. /{ cmd-account } { cmd-sharing } decide si apareces.
error-people-off = Este servidor no muestra a su gente. Quien lo administre puede cambiarlo: `/{ cmd-settings } { cmd-show }`.
