## Commencer sans liste : noter quelques titres

cmd-start = reko-débuter
cmd-start-about = Pas de liste ? Note dix anime connus et reçois des recommandations
start-question = { $n } sur { $total } : tu le connais ?
button-liked = J’ai aimé
button-not-liked = Pas pour moi
button-not-seen = Pas vu
button-keep = Garder comme ma liste
start-so-far = Tes anime jusqu’ici
start-done = Tes anime
start-line = { $rank }. [{ $title }]({ $url }) · accord **{ $match }** · note prévue { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
start-none-known = Tu n’en connaissais aucun jusqu’ici : voici donc les favoris de la communauté.
start-next = Tu as une liste sur MyAnimeList, AniList ou Kitsu ? Avec `/{ cmd-account } { cmd-link }`, les recommandations sont bien meilleures. Tes réponses ne sont gardées que si tu le veux.
start-kept =
    { $n ->
        [one] 💾 Ta note est gardée comme ta liste : `/{ cmd-reko }` marche donc. `/{ cmd-account } { cmd-unlink }` la supprime.
       *[other] 💾 Tes { $n } notes sont gardées comme ta liste : `/{ cmd-reko }` marche donc. `/{ cmd-account } { cmd-unlink }` les supprime.
    }
