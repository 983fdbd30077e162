## A season

season-winter = Winter
season-spring = Spring
season-summer = Summer
season-fall = Fall
season-name =
    { $season ->
        [winter] Winter { $year }
        [spring] Spring { $year }
        [summer] Summer { $year }
       *[fall] Fall { $year }
    }
season-for = { $season } for { $user }
season-titles =
    { $n ->
        [one] **1** title
       *[other] **{ $n }** titles, new and continuing
    }
season-nothing = **Nothing to show.** No titles of this season are known yet, or all of them are on this list.
season-range = { " " }({ NUMBER($low, maximumFractionDigits: 1) }–{ NUMBER($high, maximumFractionDigits: 1) })
season-new = 🆕 New
season-little-known = 🆕 New, little known yet
season-continues = ▶️ Continues from an earlier season
season-planned =
    { $whose ->
        [own] on your plan-to-watch list
       *[other] on their plan-to-watch list
    }
season-misses-earlier =
    { $whose ->
        [own] you haven't seen what comes before
       *[other] they haven't seen what comes before
    }
season-reason-sequel =
    { $score ->
        [none] { $whose ->
            [own] Follows **{ $title }**, which you have seen
           *[other] Follows **{ $title }**, which they have seen
        }
       *[other] { $whose ->
            [own] Follows **{ $title }**, which you gave { $score }
           *[other] Follows **{ $title }**, which they gave { $score }
        }
    }
season-reason-studio =
    { $whose ->
        [own] From { $names }, the studio of **{ $title }**, which you gave { $score }
       *[other] From { $names }, the studio of **{ $title }**, which they gave { $score }
    }
season-reason-genres =
    { $whose ->
        [own] You like { $names }
       *[other] They like { $names }
    }
season-reason-viewers =
    { $whose ->
        [own] People with your taste watch it
       *[other] People with their taste watch it
    }
season-reason-popular = Many people watch it or plan to
season-sheet-legend = Match; predicted score with its 90 % range on a scale from 1 to 10
season-sheet-continues = continues
season-sheet-little-known = little known
season-sheet-sequel =
    { $score ->
        [none] After { $title }
       *[other] After { $title } ({ $score })
    }
season-sheet-studio = { $names }, as { $title }
