## Affinität zweier Nutzer

affinity-title = { $a } und { $b }
affinity-none = Sie haben keine Titel gemeinsam, die die Community kennt: { $a } hat { $n_a } Titel gesehen, { $b } { $n_b }.
affinity-sure = Hohe Sicherheit: 90-%-Intervall { $low } bis { $high }
affinity-fair = Mittlere Sicherheit: 90-%-Intervall { $low } bis { $high }
affinity-unsure = Geringe Sicherheit: 90-%-Intervall { $low } bis { $high }
affinity-few = Zu wenige Titel von beiden bewertet: Das richtet sich nur danach, was sie gesehen haben
affinity-shared =
    { $n ->
        [one] 1 gemeinsamer Titel
       *[other] { $n } gemeinsame Titel
    }, { $scored } von beiden bewertet
affinity-higher = { $higher } bewertet sie { NUMBER($points, minimumFractionDigits: 1) } höher als { $lower }
affinity-alike = Im Schnitt bewerten beide sie gleich
affinity-agree = Beiden gefällt
affinity-disagree = Sie sind sich uneinig über
affinity-order = Wertungen: { $a } / { $b }
affinity-word = Affinität
