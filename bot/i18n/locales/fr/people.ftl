## Les gens d’un serveur

neighbours-title = Les goûts les plus proches de { $name }
neighbours-figures =
    intervalle à 90 % de { $low } à { $high }, { $n ->
        [one] 1 titre en commun
       *[other] { $n } titres en commun
    }
neighbours-few-scores =
    { $n ->
        [one] 1 titre en commun
       *[other] { $n } titres en commun
    }, trop peu notés par les deux
neighbours-none = Il n’y a encore personne à qui comparer ici. On y voit ceux qui ont lié une liste, m’utilisent sur ce serveur et l’autorisent avec `/{ cmd-account } { cmd-sharing }`.
neighbours-about = Affinité, de 0 à 100. /{ cmd-account } { cmd-sharing } décide si tu y figures.
who-title = Qui connaît { $title } ici ?
who-seen = L’ont vu
who-planned = Prévoient de le voir
who-likely = L’aimeraient le plus
who-unscored = sans note
who-watching = en cours
who-on-hold = en pause
who-dropped = abandonné
who-predicted = environ { NUMBER($score, minimumFractionDigits: 1) }, { $chance } % de chances d’aimer
who-none = Personne n’est encore listé ici. On y voit ceux qui ont lié une liste, m’utilisent sur ce serveur et l’autorisent avec `/{ cmd-account } { cmd-sharing }`.
who-about = Notes de 1 à 10. /{ cmd-account } { cmd-sharing } décide si tu y figures.
error-people-off = Ce serveur ne liste pas ses membres. Quelqu’un qui le gère peut changer cela : `/{ cmd-settings } { cmd-show }`.
