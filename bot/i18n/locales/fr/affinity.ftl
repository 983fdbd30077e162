## Affinité de deux utilisateurs

affinity-title = { $a } et { $b }
affinity-none =
    Ils n’ont en commun aucun titre que la communauté connaît : { $a } a vu { $n_a ->
        [one] 1 titre
       *[other] { $n_a } titres
    }, { $b } { $n_b }.
affinity-sure = Confiance élevée : intervalle à 90 % de { $low } à { $high }
affinity-fair = Confiance moyenne : intervalle à 90 % de { $low } à { $high }
affinity-unsure = Confiance faible : intervalle à 90 % de { $low } à { $high }
affinity-few = Trop peu de titres notés par les deux : seuls les titres vus comptent ici
affinity-shared =
    { $n ->
        [one] 1 titre en commun
       *[other] { $n } titres en commun
    }, { $scored } notés par les deux
affinity-higher = { $higher } les note { NUMBER($points, minimumFractionDigits: 1) } plus haut que { $lower }
affinity-alike = En moyenne, tous deux les notent pareil
affinity-agree = Les deux aiment
affinity-disagree = Ils ne sont pas d’accord sur
affinity-order = Notes : { $a } / { $b }
affinity-word = affinité
