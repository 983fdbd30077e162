## Afinidad de dos usuarios

affinity-title = { $a } y { $b }
affinity-none =
    No tienen en común ningún título que la comunidad conozca: { $a } ha visto { $n_a ->
        [one] 1 título
       *[other] { $n_a } títulos
    }, { $b } { $n_b }.
affinity-sure = Confianza alta: intervalo del 90 %, de { $low } a { $high }
affinity-fair = Confianza media: intervalo del 90 %, de { $low } a { $high }
affinity-unsure = Confianza baja: intervalo del 90 %, de { $low } a { $high }
affinity-few = Muy pocos títulos puntuados por ambos: esto se basa solo en lo que han visto
affinity-shared =
    { $n ->
        [one] 1 título en común
       *[other] { $n } títulos en común
    }, { $scored } puntuados por ambos
affinity-higher = { $higher } los puntúa { NUMBER($points, minimumFractionDigits: 1) } más alto que { $lower }
affinity-alike = De media, ambos los puntúan igual
affinity-agree = A ambos les gusta
affinity-disagree = No coinciden en
affinity-order = Notas: { $a } / { $b }
affinity-word = afinidad
