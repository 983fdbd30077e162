## La ficha de un título

more-about = Más sobre…
card-length = { $n } × { $minutes } min
card-minutes = { $minutes } min
card-aired = Emitido: { $first }
card-aired-until = Emitido: { $first } – { $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **¿Por qué?** Le pondrías un **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** aproximadamente (con un 90 % de seguridad, entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } y { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-score = **¿Por qué, para { $user }?** { $user } le pondría un **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** aproximadamente (con un 90 % de seguridad, entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } y { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-listed =
    { $score ->
        [0] ; ya está en la lista, sin nota
       *[other] ; aquí no se cuenta el **{ $score }** que tiene en la lista
    }
why-for = Estas notas hablan a favor: { $titles }.
why-against = Estas notas hablan en contra: { $titles }.
why-for-and-against = Estas notas hablan a favor: { $raising }; estas, en contra: { $lowering }.
why-basis-community = Todavía no hay notas en las que basarse, así que es la opinión de la comunidad.
why-basis-mean = Nadie de la comunidad lo tiene, así que sale de su nota media en MyAnimeList.
why-similar =
    { $seen ->
        [one]
            { $n ->
                [0] El único usuario similar que lo ha visto no lo recomienda.
               *[other] El único usuario similar que lo ha visto lo recomienda.
            }
       *[other]
            { $n ->
                [0] Ninguno de los { $seen } usuarios similares que lo han visto lo recomienda.
                [one] 1 de los { $seen } usuarios similares que lo han visto lo recomienda.
                [both] Los dos usuarios similares que lo han visto lo recomiendan.
                [all] Los { $seen } usuarios similares que lo han visto lo recomiendan.
               *[other] { $n } de los { $seen } usuarios similares que lo han visto lo recomiendan.
            }
    }
why-unseen =
    { $n ->
        [one] El único usuario similar no lo ha visto.
       *[other] Ninguno de los { $n } usuarios similares lo ha visto.
    }
why-range = Con un 90 % de seguridad: entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } y { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = Tus notas que la suben o la bajan
why-scores = Notas que la suben o la bajan
why-histogram =
    { $n ->
        [one] Nota de 1 usuario similar
       *[other] Notas de { $n } usuarios similares
    }
button-hide = No es para mí
button-seen = Ya lo he visto
button-ban-here = Vetar aquí
button-vote-here = Votar para vetarlo aquí
hide-done = 🙈 Oculto de tus recomendaciones en todos los servidores. `/{ cmd-account } { cmd-hidden }` muestra lo que ocultas.
seen-done = 👁️ Oculto de tus recomendaciones en todos los servidores, y contado como visto en las de tu propia lista. `/{ cmd-account } { cmd-hidden }` muestra lo que ocultas.
seen-unlinked = 👁️ Oculto de tus recomendaciones en todos los servidores. Vincula tu lista con `/{ cmd-account } { cmd-link }` y contará además como visto.
unhide-done = ↩️ Ya no está oculto.
