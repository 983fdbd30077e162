## Affinity of two users

affinity-title = { $a } and { $b }
affinity-none =
    They have no titles in common that the community knows: { $a } has seen { $n_a ->
        [one] 1 title
       *[other] { $n_a } titles
    }, { $b } { $n_b }.
affinity-sure = High confidence: 90 % interval { $low } to { $high }
affinity-fair = Medium confidence: 90 % interval { $low } to { $high }
affinity-unsure = Low confidence: 90 % interval { $low } to { $high }
affinity-few = Too few titles scored by both: this goes by what they have seen alone
affinity-shared =
    { $n ->
        [one] 1 title in common
       *[other] { $n } titles in common
    }, { $scored } scored by both
affinity-higher = { $higher } scores them { NUMBER($points, minimumFractionDigits: 1) } higher than { $lower }
affinity-alike = On average both score them the same
affinity-agree = Both like
affinity-disagree = They disagree on
affinity-order = Scores: { $a } / { $b }
affinity-word = affinity
