## Uma temporada

season-winter = Inverno
season-spring = Primavera
season-summer = Verão
season-fall = Outono
season-name =
    { $season ->
        [winter] Inverno de { $year }
        [spring] Primavera de { $year }
        [summer] Verão de { $year }
       *[fall] Outono de { $year }
    }
season-for = { $season } para { $user }
season-titles =
    { $n ->
        [one] **1** título
       *[other] **{ $n }** títulos, entre novos e os que continuam
    }
season-nothing = **Nada para mostrar.** Nenhum título desta temporada é conhecido ainda, ou todos estão nesta lista.
season-range = { " " }({ NUMBER($low, maximumFractionDigits: 1) }–{ NUMBER($high, maximumFractionDigits: 1) })
season-new = 🆕 Novo
season-little-known = 🆕 Novo, ainda pouco conhecido
season-continues = ▶️ Continua de uma temporada anterior
season-planned =
    { $whose ->
        [own] na sua lista de planejados
       *[other] na lista de planejados da pessoa
    }
season-misses-earlier =
    { $whose ->
        [own] você não viu o que vem antes
       *[other] o que vem antes não foi visto
    }
season-reason-sequel =
    { $score ->
        [none] { $whose ->
            [own] Segue **{ $title }**, que você viu
           *[other] Segue **{ $title }**, já visto
        }
       *[other] { $whose ->
            [own] Segue **{ $title }**, a que você deu { $score }
           *[other] Segue **{ $title }**, com nota { $score }
        }
    }
season-reason-studio =
    { $whose ->
        [own] De { $names }, o estúdio de **{ $title }**, a que você deu { $score }
       *[other] De { $names }, o estúdio de **{ $title }**, com nota { $score }
    }
season-reason-genres =
    { $whose ->
        [own] Você gosta de { $names }
       *[other] A pessoa gosta de { $names }
    }
season-reason-viewers =
    { $whose ->
        [own] Pessoas com o seu gosto assistem
       *[other] Pessoas com o mesmo gosto assistem
    }
season-reason-popular = Muita gente assiste ou planeja assistir
season-sheet-legend = Compatibilidade; nota prevista com margem de 90 %, de 1 a 10
season-sheet-continues = continua
season-sheet-little-known = pouco conhecido
season-sheet-sequel =
    { $score ->
        [none] Depois de { $title }
       *[other] Depois de { $title } ({ $score })
    }
season-sheet-studio = { $names }, como { $title }
