## La fiche d’un titre

more-about = En savoir plus…
card-length = { $n } × { $minutes } min
card-minutes = { $minutes } min
card-aired = Diffusé : { $first }
card-aired-until = Diffusé : { $first } – { $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **Pourquoi ?** Tu lui mettrais environ **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (sûr à 90 % : entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } et { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-score = **Pourquoi, pour { $user } ?** { $user } lui mettrait environ **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (sûr à 90 % : entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } et { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-listed =
    { $score ->
        [0] ; il est déjà sur la liste, sans note
       *[other] ; le **{ $score }** qu’il a sur la liste n’est pas compté ici
    }
why-for = Ces notes parlent pour lui : { $titles }.
why-against = Ces notes parlent contre lui : { $titles }.
why-for-and-against = Ces notes parlent pour lui : { $raising } ; celles-ci contre : { $lowering }.
why-basis-community = Il n’y a pas encore de notes sur lesquelles s’appuyer : c’est l’avis de la communauté.
why-basis-mean = Personne dans la communauté ne l’a : cela vient de sa note moyenne sur MyAnimeList.
why-similar =
    { $seen ->
        [one]
            { $n ->
                [0] Le seul utilisateur similaire qui l’a vu ne le recommande pas.
               *[other] Le seul utilisateur similaire qui l’a vu le recommande.
            }
       *[other]
            { $n ->
                [0] Aucun des { $seen } utilisateurs similaires qui l’ont vu ne le recommande.
                [one] 1 des { $seen } utilisateurs similaires qui l’ont vu le recommande.
                [both] Les deux utilisateurs similaires qui l’ont vu le recommandent.
                [all] Les { $seen } utilisateurs similaires qui l’ont vu le recommandent tous.
               *[other] { $n } des { $seen } utilisateurs similaires qui l’ont vu le recommandent.
            }
    }
why-unseen =
    { $n ->
        [one] Le seul utilisateur similaire ne l’a pas vu.
       *[other] Aucun des { $n } utilisateurs similaires ne l’a vu.
    }
why-range = Sûr à 90 % : entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } et { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = Tes notes qui la font monter ou baisser
why-scores = Les notes qui la font monter ou baisser
why-histogram =
    { $n ->
        [one] Note de 1 utilisateur similaire
       *[other] Notes de { $n } utilisateurs similaires
    }
button-hide = Pas pour moi
button-seen = Déjà vu
button-ban-here = Bannir ici
button-vote-here = Voter pour le bannir ici
hide-done = 🙈 Masqué de tes recommandations, sur tous les serveurs. `/{ cmd-account } { cmd-hidden }` montre ce que tu masques.
seen-done = 👁️ Masqué de tes recommandations, sur tous les serveurs, et compté comme vu dans celles de ta propre liste. `/{ cmd-account } { cmd-hidden }` montre ce que tu masques.
seen-unlinked = 👁️ Masqué de tes recommandations, sur tous les serveurs. Lie ta liste avec `/{ cmd-account } { cmd-link }`, et il comptera aussi comme vu.
unhide-done = ↩️ N’est plus masqué.
