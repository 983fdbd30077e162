## Une page de recommandations

page-for = Recommandations pour { $user }
page-from = Ce que { $user } aime et te dirait de regarder.
title-from-score = Sa note : { $score }
page-users =
    { $closeness ->
        [very-close]
            { $users ->
                [one] **1** utilisateur très proche
               *[other] **{ $users }** utilisateurs très proches
            }
        [close]
            { $users ->
                [one] **1** utilisateur proche
               *[other] **{ $users }** utilisateurs proches
            }
        [fairly-close]
            { $users ->
                [one] **1** utilisateur assez proche
               *[other] **{ $users }** utilisateurs assez proches
            }
       *[distant]
            { $users ->
                [one] **1** utilisateur ayant peu en commun
               *[other] **{ $users }** utilisateurs ayant peu en commun
            }
    }
page-lowered = { " " }(trop peu sont plus proches)
page-no-users = Aucun utilisateur similaire trouvé : ces titres se fondent sur cette liste seule
page-unmapped =
    { $n ->
        [one] 1 titre de la liste n’est pas sur MyAnimeList et ne compte pas ici
       *[other] { $n } titres de la liste ne sont pas sur MyAnimeList et ne comptent pas ici
    }
page-empty-list = Cette liste est vide : voici donc les favoris de la communauté. Ajoute ce que tu as vu, puis appuie sur Actualiser
page-only-planned = Rien de cette liste n’a encore été vu : ces titres se fondent sur ce qui est prévu
page-list-age = liste lue { $when }
page-own-list-age = liste du { $when } (une plus récente : `/{ cmd-account } { cmd-link }`)
page-banned = 🚫 **{ $title }** a été banni par { $who }
page-only = Seulement { $filters }
page-max-episodes =
    { $n ->
        [one] 1 épisode
       *[other] jusqu’à { $n } épisodes
    }
page-without = Sans { $genres }
page-since = à partir de { $year }
page-until = jusqu’en { $year }
page-planned = titres prévus
page-with-planned = Avec les titres prévus
page-missing-users = Une partie de la communauté n’a pas pu être parcourue. La réponse peut changer quand tu l’actualises.
page-not-stored = Cet utilisateur ne veut rien laisser enregistrer. Cette réponse a donc une seule page et aucun bouton.
answer-deleted = 🗑️ La réponse a été supprimée.
welcome =
    👋 **Bonjour, je suis Reko.** Je recommande des anime que des gens aux goûts proches ont aimés.
    • `/{ cmd-reko }` montre des recommandations, avec pour chacune à quel point elle convient et pourquoi. Lie ta liste une fois avec le bouton, ou nomme n’importe quelle liste publique.
    • 🚫 sous un titre le bannit sur ce serveur ; dans `/{ cmd-settings } { cmd-show }`, ceux qui gèrent le serveur décident qui le peut, et du reste.
    • `/{ cmd-account } { cmd-forget }` supprime tout ce qui est enregistré sur toi.
welcome-privacy = • Ce qui est enregistré, et pourquoi : { $url }
filters-title = Filtres
filter-genres = Genres
filter-genres-about = Seulement des titres qui les ont tous
filter-exclude-genres = Genres exclus
filter-exclude-genres-about = Seulement des titres qui n’en ont aucun
filter-years = Première diffusion
filter-years-about = Par exemple 2015, 2010-2019, 2020- ou -1999
filter-length = Durée
filter-any-length = toute durée
filter-ages = Classification par âge
filter-ages-about = Seulement des titres avec l’une d’elles
page-nothing = **Plus rien à recommander.**
page-nothing-new = **Plus rien à recommander :** tout ce que la communauté connaît est sur cette liste, ou d’une série qui y est.
page-nothing-with = **Plus rien à recommander.** { $n ->
        [one] Il y aurait des titres sans ce filtre : { $filters }
       *[other] Il y aurait des titres sans l’un de ces filtres : { $filters }
    }
page-nothing-together = **Plus rien à recommander :** aucun titre ne passe tous ces filtres. Retires-en plusieurs.
page-bans = les bannissements d’ici
title-match =
    { $whose ->
        [own] **Accord { $match }** · tu lui mettrais environ { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
       *[other] **Accord { $match }** · note attendue : environ { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
    }
title-enjoyment =
    { $whose ->
        [own] { $enjoyment } % de chances de dépasser ta moyenne
       *[other] { $enjoyment } % de chances de dépasser sa moyenne
    }
title-episodes = { $n } ép.
title-users =
    { $of ->
        [one]
            { $n ->
                [0] Le seul utilisateur similaire ne le recommande pas
               *[other] Recommandé par le seul utilisateur similaire
            }
       *[other]
            { $n ->
                [0] Aucun des { $of } utilisateurs similaires ne le recommande
                [one] 1 des { $of } utilisateurs similaires le recommande
                [both] Les deux utilisateurs similaires le recommandent
                [all] Les { $of } utilisateurs similaires le recommandent
               *[other] { $n } des { $of } utilisateurs similaires le recommandent
            }
    }

progress-waiting = ⏳ En attente de la liste de { $user } de { $site }…
progress-reading =
    ⏳ Lecture de la liste de { $user } : { $n ->
        [one] 1 titre
       *[other] { $n } titres
    } jusqu’ici…

button-refresh = Actualiser
button-users = Utilisateurs similaires
button-filters = Filtres…
button-link = Lier ma liste
button-link-other = Lier un autre nom
button-mine = Voir les recommandations
button-undo = Annuler
button-unvote = Retirer mon vote
button-ban-all =
    { $n ->
        [one] Le bannir
       *[other] Bannir les { $n }
    }
button-vote-all =
    { $n ->
        [one] Voter pour le bannir
       *[other] Voter pour bannir les { $n }
    }
button-opt-out-yes = M’exclure
button-opt-out-undo = Annuler l’exclusion
button-cancel = Annuler
button-edit = Modifier
button-bans = Liste des bannissements
button-reset = Réinitialiser
button-reset-settings = Réinitialiser les réglages
button-reset-all =
    { $n ->
        [one] Réinitialiser, et lever le bannissement
       *[other] Réinitialiser, et lever les { $n } bannissements
    }
button-forget = Tout supprimer
