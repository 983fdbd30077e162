## Nouveautés : chaque semaine ou chaque saison

digest-when-weekly = Chaque semaine
digest-when-season = Au début de chaque saison
digest-when-off = Jamais
day-monday = Lundi
day-tuesday = Mardi
day-wednesday = Mercredi
day-thursday = Jeudi
day-friday = Vendredi
day-saturday = Samedi
day-sunday = Dimanche

digest-none-you = Tu ne reçois pas de nouveautés.
digest-none-server = { $channel } ne reçoit pas de nouveautés.
digest-about = Les nouveautés disent quand des anime prévus et des suites commencent, quels nouveaux anime de la saison conviennent, et ce qui a changé dans les recommandations. S’il n’y a rien de nouveau, rien n’est envoyé.
digest-on-you = 📬 Tu reçois les nouveautés par message privé.
digest-on-server = 📬 { $channel } reçoit les nouveautés.
digest-next-weekly = Chaque semaine, la prochaine fois le { $when } (fuseau horaire { $zone }). `/{ cmd-digest }` permet de le changer.
digest-next-season = Au début de chaque saison, la prochaine fois le { $when } (fuseau horaire { $zone }). `/{ cmd-digest }` permet de le changer.
digest-from-people =
    { $n ->
        [0] Personne ici ne partage encore de liste, il n’y aurait donc rien à dire : lies-en une avec `/{ cmd-account } { cmd-link }` et autorise-le avec `/{ cmd-account } { cmd-sharing }`.
        [one] Elles viennent de la liste de 1 personne d’ici qui l’autorise (`/{ cmd-account } { cmd-sharing }`). Personne n’est nommé.
       *[other] Elles viennent des listes de { $n } personnes d’ici qui l’autorisent (`/{ cmd-account } { cmd-sharing }`). Personne n’est nommé.
    }
digest-hello = 📬 Les nouveautés de ta liste d’anime arriveront ici. Chacune a un bouton qui y met fin.
digest-ended = 📭 Plus de nouveautés. `/{ cmd-digest }` les réactive.
button-digest-weekly = Chaque semaine
button-digest-season = Chaque saison
button-digest-end = Plus de nouveautés

digest-title = 📬 Du nouveau pour ta liste d’anime
digest-title-server = 📬 Du nouveau pour les gens d’ici
digest-you-airing = De ta liste « à voir »
digest-you-sequel = Suites de ce que tu as terminé
digest-you-season = Nouveau cette saison, à ton goût
digest-you-loved = Quelqu’un aux goûts comme les tiens vient d’aimer
digest-you-movement = Nouveau en tête de tes recommandations
digest-server-airing = Prévu par des gens d’ici
digest-server-sequel = Suites de ce que des gens d’ici ont terminé
digest-server-season = Nouveau cette saison, au goût des gens d’ici
digest-planned-by =
    { $n ->
        [one] prévu par 1 personne
       *[other] prévu par { $n } personnes
    }
digest-completed-by =
    { $n ->
        [one] suite de { $title }, que 1 personne d’ici a terminé
       *[other] suite de { $title }, que { $n } personnes d’ici ont terminé
    }
digest-fits =
    { $n ->
        [one] convient à 1 personne
       *[other] convient à { $n } personnes
    }
digest-sequel-of = suite de { $title }
digest-sequel-scored = suite de { $title }, à qui tu as mis { $score }
digest-match = accord { $match }
digest-rank = désormais numéro { $rank }
digest-people =
    { $n ->
        [one] De la liste de 1 personne d’ici
       *[other] Des listes de { $n } personnes d’ici
    }
