## Una temporada

season-winter = Invierno
season-spring = Primavera
season-summer = Verano
season-fall = Otoño
season-name =
    { $season ->
        [winter] Invierno de { $year }
        [spring] Primavera de { $year }
        [summer] Verano de { $year }
       *[fall] Otoño de { $year }
    }
season-for = { $season } para { $user }
season-titles =
    { $n ->
        [one] **1** título
       *[other] **{ $n }** títulos, entre nuevos y los que continúan
    }
season-nothing = **Nada que mostrar.** Aún no se conoce ningún título de esta temporada, o todos están en esta lista.
season-range = { " " }({ NUMBER($low, maximumFractionDigits: 1) }–{ NUMBER($high, maximumFractionDigits: 1) })
season-new = 🆕 Nuevo
season-little-known = 🆕 Nuevo, aún poco conocido
season-continues = ▶️ Continúa de una temporada anterior
season-planned =
    { $whose ->
        [own] en tu lista de pendientes
       *[other] en su lista de pendientes
    }
season-misses-earlier =
    { $whose ->
        [own] no has visto lo que va antes
       *[other] no ha visto lo que va antes
    }
season-reason-sequel =
    { $score ->
        [none] { $whose ->
            [own] Sigue a **{ $title }**, que has visto
           *[other] Sigue a **{ $title }**, que ha visto
        }
       *[other] { $whose ->
            [own] Sigue a **{ $title }**, al que pusiste un { $score }
           *[other] Sigue a **{ $title }**, al que puso un { $score }
        }
    }
season-reason-studio =
    { $whose ->
        [own] De { $names }, el estudio de **{ $title }**, al que pusiste un { $score }
       *[other] De { $names }, el estudio de **{ $title }**, al que puso un { $score }
    }
season-reason-genres =
    { $whose ->
        [own] Te gusta: { $names }
       *[other] Le gusta: { $names }
    }
season-reason-viewers =
    { $whose ->
        [own] Lo ve gente con tus gustos
       *[other] Lo ve gente con sus gustos
    }
season-reason-popular = Mucha gente lo ve o lo tiene pendiente
season-sheet-legend = Encaje; nota prevista con su margen del 90 %, de 1 a 10
season-sheet-continues = continúa
season-sheet-little-known = poco conocido
season-sheet-sequel =
    { $score ->
        [none] Después de { $title }
       *[other] Después de { $title } ({ $score })
    }
season-sheet-studio = { $names }, como { $title }
