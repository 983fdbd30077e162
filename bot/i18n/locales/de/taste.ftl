## Der Geschmack eines Nutzers, als Bild und als Text

style-picture = Bild
style-text = Text

taste-title = Geschmack von { $user }
taste-subtitle =
    { $seen ->
        [one] 1 Titel gesehen
       *[other] { $seen } Titel gesehen
    }, { $scored } bewertet
taste-subtitle-mean = { $subtitle }, Schnitt { NUMBER($mean, minimumFractionDigits: 2) }
taste-nothing = Kein Titel auf dieser Liste ist hier bekannt.
taste-standing = Höher als … % der Community
taste-standing-titles = Gesehene Titel
taste-standing-mean = Durchschnittliche Wertung
taste-standing-spread = Streuung der Wertungen
taste-standing-dropped = Abgebrochen
taste-standing-mainstream = Bekannte Titel
taste-genres = Genres, % der gesehenen Titel
taste-mark = Weiße Striche: die Community
taste-community = Community: { $share } %
taste-scores = Vergebene Wertungen
taste-decades = Jahrzehnte, %
taste-generous = Großzügig bei
taste-harsh = Streng bei
taste-favourites = Lieblinge, die wenige kennen
