## As pessoas de um servidor

neighbours-title = Gosto mais próximo de { $name }
neighbours-figures =
    intervalo de 90 %, de { $low } a { $high }, { $n ->
        [one] 1 título em comum
       *[other] { $n } títulos em comum
    }
neighbours-few-scores =
    { $n ->
        [one] 1 título em comum
       *[other] { $n } títulos em comum
    }, poucos avaliados pelos dois
neighbours-none = Ainda não há ninguém aqui para comparar. Aparece quem vinculou uma lista, me usa neste servidor e permite isso com `/{ cmd-account } { cmd-sharing }`.
neighbours-about = Afinidade, de 0 a 100. /{ cmd-account } { cmd-sharing } decide se você aparece.
who-title = Quem aqui conhece { $title }?
who-seen = Já viram
who-planned = Planejam ver
who-likely = Gostariam mais
who-unscored = sem nota
who-watching = assistindo
who-on-hold = em pausa
who-dropped = abandonado
who-predicted = cerca de { NUMBER($score, minimumFractionDigits: 1) }, { $chance } % de chance de gostar
who-none = Ninguém aparece aqui ainda. Aparece quem vinculou uma lista, me usa neste servidor e permite isso com `/{ cmd-account } { cmd-sharing }`.
who-about = Notas de 1 a 10. /{ cmd-account } { cmd-sharing } decide se você aparece.
error-people-off = Este servidor não lista suas pessoas. Quem o gerencia pode mudar isso: `/{ cmd-settings } { cmd-show }`.
