## Eine Saison

season-winter = Winter
season-spring = Frühling
season-summer = Sommer
season-fall = Herbst
season-name =
    { $season ->
        [winter] Winter { $year }
        [spring] Frühling { $year }
        [summer] Sommer { $year }
       *[fall] Herbst { $year }
    }
season-for = { $season } für { $user }
season-titles =
    { $n ->
        [one] **1** Titel
       *[other] **{ $n }** Titel, neue und laufende
    }
season-nothing = **Nichts zu zeigen.** Von dieser Saison sind noch keine Titel bekannt, oder alle stehen auf dieser Liste.
season-range = { " " }({ NUMBER($low, maximumFractionDigits: 1) }–{ NUMBER($high, maximumFractionDigits: 1) })
season-new = 🆕 Neu
season-little-known = 🆕 Neu, noch wenig bekannt
season-continues = ▶️ Läuft seit einer früheren Saison
season-planned =
    { $whose ->
        [own] auf deiner Plan-to-watch-Liste
       *[other] auf der Plan-to-watch-Liste
    }
season-misses-earlier =
    { $whose ->
        [own] was davor kommt, hast du nicht gesehen
       *[other] was davor kommt, ist nicht gesehen
    }
season-reason-sequel =
    { $score ->
        [none] { $whose ->
            [own] Folgt auf **{ $title }**, das du gesehen hast
           *[other] Folgt auf **{ $title }**, das gesehen ist
        }
       *[other] { $whose ->
            [own] Folgt auf **{ $title }**, dem du { $score } gegeben hast
           *[other] Folgt auf **{ $title }**, bewertet mit { $score }
        }
    }
season-reason-studio =
    { $whose ->
        [own] Von { $names }, dem Studio von **{ $title }**, dem du { $score } gegeben hast
       *[other] Von { $names }, dem Studio von **{ $title }**, bewertet mit { $score }
    }
season-reason-genres =
    { $whose ->
        [own] Du magst { $names }
       *[other] Passt zur Vorliebe für { $names }
    }
season-reason-viewers =
    { $whose ->
        [own] Leute mit deinem Geschmack sehen es
       *[other] Leute mit diesem Geschmack sehen es
    }
season-reason-popular = Viele sehen es oder haben es vor
season-sheet-legend = Match; erwartete Wertung mit ihrem 90-%-Bereich, von 1 bis 10
season-sheet-continues = läuft weiter
season-sheet-little-known = wenig bekannt
season-sheet-sequel =
    { $score ->
        [none] Nach { $title }
       *[other] Nach { $title } ({ $score })
    }
season-sheet-studio = { $names }, wie { $title }
