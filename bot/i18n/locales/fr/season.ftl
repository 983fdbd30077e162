## Une saison

season-winter = Hiver
season-spring = Printemps
season-summer = Été
season-fall = Automne
season-name =
    { $season ->
        [winter] Hiver { $year }
        [spring] Printemps { $year }
        [summer] Été { $year }
       *[fall] Automne { $year }
    }
season-for = { $season } pour { $user }
season-titles =
    { $n ->
        [one] **1** titre
       *[other] **{ $n }** titres, entre nouveautés et séries en cours
    }
season-nothing = **Rien à montrer.** Aucun titre de cette saison n’est encore connu, ou tous sont sur cette liste.
season-range = { " " }({ NUMBER($low, maximumFractionDigits: 1) }–{ NUMBER($high, maximumFractionDigits: 1) })
season-new = 🆕 Nouveau
season-little-known = 🆕 Nouveau, encore peu connu
season-continues = ▶️ Continue depuis une saison précédente
season-planned =
    { $whose ->
        [own] sur ta liste « à voir »
       *[other] sur sa liste « à voir »
    }
season-misses-earlier =
    { $whose ->
        [own] tu n’as pas vu ce qui précède
       *[other] ce qui précède n’a pas été vu
    }
season-reason-sequel =
    { $score ->
        [none] { $whose ->
            [own] Suit **{ $title }**, que tu as vu
           *[other] Suit **{ $title }**, déjà vu
        }
       *[other] { $whose ->
            [own] Suit **{ $title }**, à qui tu as mis { $score }
           *[other] Suit **{ $title }**, noté { $score }
        }
    }
season-reason-studio =
    { $whose ->
        [own] De { $names }, le studio de **{ $title }**, à qui tu as mis { $score }
       *[other] De { $names }, le studio de **{ $title }**, noté { $score }
    }
season-reason-genres =
    { $whose ->
        [own] Tu aimes : { $names }
       *[other] Dans ses goûts : { $names }
    }
season-reason-viewers =
    { $whose ->
        [own] Des gens avec tes goûts le regardent
       *[other] Des gens avec les mêmes goûts le regardent
    }
season-reason-popular = Beaucoup de gens le regardent ou le prévoient
season-sheet-legend = Accord ; note prévue et sa marge à 90 %, de 1 à 10
season-sheet-continues = en cours
season-sheet-little-known = peu connu
season-sheet-sequel =
    { $score ->
        [none] Après { $title }
       *[other] Après { $title } ({ $score })
    }
season-sheet-studio = { $names }, comme { $title }
