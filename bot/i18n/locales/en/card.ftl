## The card of a title

more-about = More about…
card-length = { $n } × { $minutes } min
card-minutes = { $minutes } min
card-aired = Aired { $first }
card-aired-until = Aired { $first } to { $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **Why?** You'd give it about **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (90 % sure: between { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-score = **Why, for { $user }?** { $user } would give it about **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (90 % sure: between { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-listed =
    { $score ->
        [0] ; it is already on the list, without a score
       *[other] ; the **{ $score }** that it has on the list is left out here
    }
why-for = These scores speak for it: { $titles }.
why-against = These scores speak against it: { $titles }.
why-for-and-against = These scores speak for it: { $raising }; these against it: { $lowering }.
why-basis-community = There are no scores to go by yet, so that is what the community thinks of it.
why-basis-mean = Nobody in the community has it, so that comes from its mean on MyAnimeList.
why-similar =
    { $seen ->
        [one]
            { $n ->
                [0] The one similar user who has seen it does not recommend it.
               *[other] The one similar user who has seen it recommends it.
            }
       *[other]
            { $n ->
                [0] None of the { $seen } similar users who have seen it recommend it.
                [one] 1 of the { $seen } similar users who have seen it recommends it.
                [both] Both similar users who have seen it recommend it.
                [all] All { $seen } similar users who have seen it recommend it.
               *[other] { $n } of the { $seen } similar users who have seen it recommend it.
            }
    }
why-unseen =
    { $n ->
        [one] The one similar user has not seen it.
       *[other] None of the { $n } similar users has seen it.
    }
why-range = 90 % sure: between { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = Your scores that raise or lower it
why-scores = Scores that raise or lower it
why-histogram =
    { $n ->
        [one] Score of 1 similar user
       *[other] Scores of { $n } similar users
    }
button-hide = Not for me
button-seen = Seen it
button-ban-here = Ban here
button-vote-here = Vote to ban it here
hide-done = 🙈 Hidden from your recommendations, in every server. `/{ cmd-account } { cmd-hidden }` shows what you hide.
seen-done = 👁️ Hidden from your recommendations, in every server, and counted as seen in those for your own list. `/{ cmd-account } { cmd-hidden }` shows what you hide.
seen-unlinked = 👁️ Hidden from your recommendations, in every server. Link your list with `/{ cmd-account } { cmd-link }`, and it also counts as seen.
unhide-done = ↩️ No longer hidden.
