## Die Karte eines Titels

more-about = Mehr über …
card-length = { $n } × { $minutes } Min.
card-minutes = { $minutes } Min.
card-aired = Gelaufen { $first }
card-aired-until = Gelaufen { $first } bis { $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **Warum?** Deine Wertung wäre wohl etwa **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (zu 90 % sicher: zwischen { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } und { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-score = **Warum, für { $user }?** Die Wertung von { $user } wäre wohl etwa **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (zu 90 % sicher: zwischen { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } und { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-listed =
    { $score ->
        [0] ; der Titel steht schon auf der Liste, ohne Wertung
       *[other] ; die **{ $score }**, die schon auf der Liste steht, zählt dafür nicht
    }
why-for = Diese Wertungen sprechen dafür: { $titles }.
why-against = Diese Wertungen sprechen dagegen: { $titles }.
why-for-and-against = Diese Wertungen sprechen dafür: { $raising }; diese dagegen: { $lowering }.
why-basis-community = Noch gibt es keine Wertungen, nach denen sich das richten könnte. Das ist also, was die Community davon hält.
why-basis-mean = Niemand in der Community hat es auf der Liste. Das kommt also vom Mittel auf MyAnimeList.
why-similar =
    { $seen ->
        [one]
            { $n ->
                [0] Der eine ähnliche Nutzer, der es gesehen hat, empfiehlt es nicht.
               *[other] Der eine ähnliche Nutzer, der es gesehen hat, empfiehlt es.
            }
       *[other]
            { $n ->
                [0] Keiner der { $seen } ähnlichen Nutzer, die es gesehen haben, empfiehlt es.
                [one] Einer der { $seen } ähnlichen Nutzer, die es gesehen haben, empfiehlt es.
                [both] Beide ähnlichen Nutzer, die es gesehen haben, empfehlen es.
                [all] Alle { $seen } ähnlichen Nutzer, die es gesehen haben, empfehlen es.
               *[other] { $n } der { $seen } ähnlichen Nutzer, die es gesehen haben, empfehlen es.
            }
    }
why-unseen =
    { $n ->
        [one] Der eine ähnliche Nutzer hat es nicht gesehen.
       *[other] Keiner der { $n } ähnlichen Nutzer hat es gesehen.
    }
why-range = Zu 90 % sicher: zwischen { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } und { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = Deine Wertungen, die das heben oder senken
why-scores = Wertungen, die das heben oder senken
why-histogram =
    { $n ->
        [one] Wertung von 1 ähnlichen Nutzer
       *[other] Wertungen von { $n } ähnlichen Nutzern
    }
button-hide = Nichts für mich
button-seen = Schon gesehen
button-ban-here = Hier bannen
button-vote-here = Hier für den Ban stimmen
hide-done = 🙈 Wird dir auf keinem Server mehr empfohlen. `/{ cmd-account } { cmd-hidden }` zeigt, was du ausblendest.
seen-done = 👁️ Wird dir auf keinem Server mehr empfohlen und zählt in Empfehlungen für deine eigene Liste als gesehen. `/{ cmd-account } { cmd-hidden }` zeigt, was du ausblendest.
seen-unlinked = 👁️ Wird dir auf keinem Server mehr empfohlen. Verknüpfe deine Liste mit `/{ cmd-account } { cmd-link }`, dann zählt es auch als gesehen.
unhide-done = ↩️ Nicht mehr ausgeblendet.
