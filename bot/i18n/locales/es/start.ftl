## Empezar sin lista: puntuar unos títulos

cmd-start = reko-empezar
cmd-start-about = ¿Sin lista? Puntúa diez anime conocidos y recibe recomendaciones
start-question = { $n } de { $total }: ¿lo conoces?
button-liked = Me gustó
button-not-liked = No es para mí
button-not-seen = No lo he visto
button-keep = Guardar como mi lista
start-so-far = Tus anime hasta ahora
start-done = Tus anime
start-line = { $rank }. [{ $title }]({ $url }) · encaje **{ $match }** · nota prevista { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
start-none-known = De momento no conocías ninguno, así que estos son los favoritos de la comunidad.
start-next = ¿Tienes una lista en MyAnimeList, AniList o Kitsu? Con `/{ cmd-account } { cmd-link }`, las recomendaciones mejoran mucho. Tus respuestas solo se guardan si tú quieres.
start-kept =
    { $n ->
        [one] 💾 Tu nota está guardada como tu lista, así que `/{ cmd-reko }` funciona. `/{ cmd-account } { cmd-unlink }` la borra.
       *[other] 💾 Tus { $n } notas están guardadas como tu lista, así que `/{ cmd-reko }` funciona. `/{ cmd-account } { cmd-unlink }` las borra.
    }
