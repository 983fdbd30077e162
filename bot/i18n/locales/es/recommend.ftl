## Una página de recomendaciones

page-for = Recomendaciones para { $user }
page-from = Lo que le gusta a { $user } y te recomendaría ver.
title-from-score = Le puso un { $score }
page-users =
    { $closeness ->
        [very-close]
            { $users ->
                [one] **1** usuario muy afín
               *[other] **{ $users }** usuarios muy afines
            }
        [close]
            { $users ->
                [one] **1** usuario afín
               *[other] **{ $users }** usuarios afines
            }
        [fairly-close]
            { $users ->
                [one] **1** usuario bastante afín
               *[other] **{ $users }** usuarios bastante afines
            }
       *[distant]
            { $users ->
                [one] **1** usuario con poco en común
               *[other] **{ $users }** usuarios con poco en común
            }
    }
page-lowered = { " " }(hay muy pocos más afines)
page-no-users = No se han encontrado usuarios similares: estos títulos se basan solo en esta lista
page-unmapped =
    { $n ->
        [one] 1 título de la lista no está en MyAnimeList y aquí no cuenta
       *[other] { $n } títulos de la lista no están en MyAnimeList y aquí no cuentan
    }
page-empty-list = Esta lista está vacía, así que estos son los favoritos de la comunidad. Añade lo que has visto y pulsa Actualizar
page-only-planned = Todavía no se ha visto nada de esta lista: estos títulos se basan en lo pendiente
page-list-age = lista leída { $when }
page-own-list-age = lista del { $when } (una más nueva: `/{ cmd-account } { cmd-link }`)
page-banned = 🚫 { $who } vetó **{ $title }**
page-only = Solo { $filters }
page-max-episodes =
    { $n ->
        [one] 1 episodio
       *[other] hasta { $n } episodios
    }
page-without = Sin { $genres }
page-since = desde { $year }
page-until = hasta { $year }
page-planned = títulos pendientes
page-with-planned = Con títulos pendientes
page-missing-users = Ahora mismo no se ha podido buscar en una parte de la comunidad. La respuesta puede cambiar cuando la actualices.
page-not-stored = Este usuario no quiere que se guarde nada. Por eso esta respuesta tiene una sola página y ningún botón.
answer-deleted = 🗑️ La respuesta se ha borrado.
welcome =
    👋 **Hola, soy Reko.** Recomiendo anime que ha gustado a personas con gustos parecidos.
    • `/{ cmd-reko }` muestra recomendaciones, cada una con lo bien que encaja y por qué. Vincula tu lista una vez con el botón o nombra cualquier lista pública.
    • 🚫 debajo de un título lo veta en este servidor; en `/{ cmd-settings } { cmd-show }` quienes administran el servidor deciden quién puede hacerlo, y lo demás.
    • `/{ cmd-account } { cmd-forget }` borra todo lo que se guarda sobre ti.
welcome-privacy = • Qué se guarda y por qué: { $url }
filters-title = Filtros
filter-genres = Géneros
filter-genres-about = Solo títulos que tengan todos estos
filter-exclude-genres = Géneros excluidos
filter-exclude-genres-about = Solo títulos que no tengan ninguno de estos
filter-years = Primera emisión
filter-years-about = Por ejemplo 2015, 2010-2019, 2020- o -1999
filter-length = Duración
filter-any-length = cualquier duración
filter-ages = Clasificación por edad
filter-ages-about = Solo títulos con una de estas
page-nothing = **No queda nada que recomendar.**
page-nothing-new = **No queda nada que recomendar:** todo lo que la comunidad conoce está en esta lista o es de una serie que lo está.
page-nothing-with = **No queda nada que recomendar.** { $n ->
        [one] Habría títulos sin este filtro: { $filters }
       *[other] Habría títulos sin uno de estos filtros: { $filters }
    }
page-nothing-together = **No queda nada que recomendar:** ningún título cumple todos estos filtros. Quita varios.
page-bans = los vetos de aquí
title-match =
    { $whose ->
        [own] **Encaje { $match }** · le pondrías un { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
       *[other] **Encaje { $match }** · le pondría un { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
    }
title-enjoyment =
    { $whose ->
        [own] { $enjoyment } % de probabilidad de superar tu media
       *[other] { $enjoyment } % de probabilidad de superar su media
    }
title-episodes = { $n } ep.
title-users =
    { $of ->
        [one]
            { $n ->
                [0] El único usuario similar no lo recomienda
               *[other] Lo recomienda el único usuario similar
            }
       *[other]
            { $n ->
                [0] No lo recomienda ninguno de { $of } usuarios similares
                [one] Lo recomienda 1 de { $of } usuarios similares
                [both] Lo recomiendan los dos usuarios similares
                [all] Lo recomiendan los { $of } usuarios similares
               *[other] Lo recomiendan { $n } de { $of } usuarios similares
            }
    }

progress-waiting = ⏳ Esperando a que { $site } envíe la lista de { $user }…
progress-reading =
    ⏳ Leyendo la lista de { $user }: { $n ->
        [one] 1 título
       *[other] { $n } títulos
    } hasta ahora…

button-refresh = Actualizar
button-users = Usuarios similares
button-filters = Filtros…
button-link = Vincular mi lista
button-link-other = Vincular otro nombre
button-mine = Ver recomendaciones
button-undo = Deshacer
button-unvote = Retirar mi voto
button-ban-all =
    { $n ->
        [one] Vetarlo
       *[other] Vetar los { $n }
    }
button-vote-all =
    { $n ->
        [one] Votar para vetarlo
       *[other] Votar para vetar los { $n }
    }
button-opt-out-yes = Excluirme
button-opt-out-undo = Deshacer la exclusión
button-cancel = Cancelar
button-edit = Editar
button-bans = Lista de vetos
button-reset = Restablecer
button-reset-settings = Restablecer los ajustes
button-reset-all =
    { $n ->
        [one] Restablecer y quitar el veto
       *[other] Restablecer y quitar los { $n } vetos
    }
button-forget = Borrarlo todo
