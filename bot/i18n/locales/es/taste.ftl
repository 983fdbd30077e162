## Los gustos de un usuario, como imagen y como texto

style-picture = Imagen
style-text = Texto

taste-title = Gustos de { $user }
taste-subtitle =
    { $seen ->
        [one] 1 título visto
       *[other] { $seen } títulos vistos
    }, { $scored } puntuados
taste-subtitle-mean = { $subtitle }, media { NUMBER($mean, minimumFractionDigits: 2) }
taste-nothing = Aquí no se conoce ningún título de esta lista.
taste-standing = Por encima del … % de la comunidad
taste-standing-titles = Títulos vistos
taste-standing-mean = Nota media
taste-standing-spread = Variedad de notas
taste-standing-dropped = Abandonados
taste-standing-mainstream = Títulos conocidos
taste-genres = Géneros, % de lo visto
taste-mark = Líneas blancas: la comunidad
taste-community = comunidad: { $share } %
taste-scores = Notas puestas
taste-decades = Décadas, %
taste-generous = Generoso con
taste-harsh = Exigente con
taste-favourites = Favoritos que pocos conocen
