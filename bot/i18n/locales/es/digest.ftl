## Novedades: cada semana o cada temporada

digest-when-weekly = Cada semana
digest-when-season = Al empezar cada temporada
digest-when-off = Nunca
day-monday = Lunes
day-tuesday = Martes
day-wednesday = Miércoles
day-thursday = Jueves
day-friday = Viernes
day-saturday = Sábado
day-sunday = Domingo

digest-none-you = No recibes novedades.
digest-none-server = { $channel } no recibe novedades.
digest-about = Las novedades dicen cuándo empiezan anime pendientes y secuelas, qué anime nuevos de la temporada encajan y qué ha cambiado en las recomendaciones. Si no hay nada nuevo, no se envía nada.
digest-on-you = 📬 Recibes las novedades por mensaje directo.
digest-on-server = 📬 { $channel } recibe las novedades.
digest-next-weekly = Cada semana, la próxima vez el { $when } (zona horaria { $zone }). Se cambia con `/{ cmd-digest }`.
digest-next-season = Al empezar cada temporada, la próxima vez el { $when } (zona horaria { $zone }). Se cambia con `/{ cmd-digest }`.
digest-from-people =
    { $n ->
        [0] Aquí nadie comparte todavía una lista, así que no habría nada que contar: vincula una con `/{ cmd-account } { cmd-link }` y permítelo con `/{ cmd-account } { cmd-sharing }`.
        [one] Se hace con la lista de 1 persona de aquí que lo permite (`/{ cmd-account } { cmd-sharing }`). No se nombra a nadie.
       *[other] Se hace con las listas de { $n } personas de aquí que lo permiten (`/{ cmd-account } { cmd-sharing }`). No se nombra a nadie.
    }
digest-hello = 📬 Aquí llegarán las novedades de tu lista de anime. Cada mensaje tiene un botón para terminarlas.
digest-ended = 📭 No habrá más novedades. `/{ cmd-digest }` las activa de nuevo.
button-digest-weekly = Cada semana
button-digest-season = Cada temporada
button-digest-end = No más novedades

digest-title = 📬 Novedades para tu lista de anime
digest-title-server = 📬 Novedades para la gente de aquí
digest-you-airing = De tu lista de pendientes
digest-you-sequel = Secuelas de lo que completaste
digest-you-season = Nuevo esta temporada, a tu gusto
digest-you-loved = A alguien con gustos como los tuyos le acaba de gustar
digest-you-movement = Nuevo en lo alto de tus recomendaciones
digest-server-airing = Pendiente de gente de aquí
digest-server-sequel = Secuelas de lo que completó gente de aquí
digest-server-season = Nuevo esta temporada, al gusto de la gente de aquí
digest-planned-by =
    { $n ->
        [one] pendiente de 1 persona
       *[other] pendiente de { $n } personas
    }
digest-completed-by =
    { $n ->
        [one] secuela de { $title }, que completó 1 persona de aquí
       *[other] secuela de { $title }, que completaron { $n } personas de aquí
    }
digest-fits =
    { $n ->
        [one] encaja con 1 persona
       *[other] encaja con { $n } personas
    }
digest-sequel-of = secuela de { $title }
digest-sequel-scored = secuela de { $title }, al que pusiste un { $score }
digest-match = encaje { $match }
digest-rank = ahora número { $rank }
digest-people =
    { $n ->
        [one] De la lista de 1 persona de aquí
       *[other] De las listas de { $n } personas de aquí
    }
