## Afinidade de dois usuários

affinity-title = { $a } e { $b }
affinity-none =
    Eles não têm em comum nenhum título que a comunidade conheça: { $a } viu { $n_a ->
        [one] 1 título
       *[other] { $n_a } títulos
    }, { $b } { $n_b }.
affinity-sure = Confiança alta: intervalo de 90 %, de { $low } a { $high }
affinity-fair = Confiança média: intervalo de 90 %, de { $low } a { $high }
affinity-unsure = Confiança baixa: intervalo de 90 %, de { $low } a { $high }
affinity-few = Poucos títulos avaliados pelos dois: isto se baseia só no que viram
affinity-shared =
    { $n ->
        [one] 1 título em comum
       *[other] { $n } títulos em comum
    }, { $scored } avaliados pelos dois
affinity-higher = { $higher } dá notas { NUMBER($points, minimumFractionDigits: 1) } mais altas que { $lower }
affinity-alike = Em média, os dois dão as mesmas notas
affinity-agree = Os dois gostam de
affinity-disagree = Eles discordam em
affinity-order = Notas: { $a } / { $b }
affinity-word = afinidade
