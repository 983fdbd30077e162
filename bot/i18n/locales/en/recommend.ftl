## A page of recommendations

page-for = Recommendations for { $user }
page-from = What { $user } likes and would tell you to watch.
title-from-score = Scored { $score } by them
page-users =
    { $closeness ->
        [very-close]
            { $users ->
                [one] **1** very close user
               *[other] **{ $users }** very close users
            }
        [close]
            { $users ->
                [one] **1** close user
               *[other] **{ $users }** close users
            }
        [fairly-close]
            { $users ->
                [one] **1** fairly close user
               *[other] **{ $users }** fairly close users
            }
       *[distant]
            { $users ->
                [one] **1** user with little in common
               *[other] **{ $users }** users with little in common
            }
    }
page-lowered = { " " }(too few are closer)
page-no-users = No similar users found: these titles go by this list alone
page-unmapped =
    { $n ->
        [one] 1 title of the list is not on MyAnimeList, and counts for nothing here
       *[other] { $n } titles of the list are not on MyAnimeList, and count for nothing here
    }
page-empty-list = This list is empty, so these are the community's favourites. Add what you have watched, then press Refresh
page-only-planned = Nothing on this list has been watched yet: these titles go by what is planned
page-list-age = list fetched { $when }
page-own-list-age = list of { $when } (a newer one: `/{ cmd-account } { cmd-link }`)
page-banned = 🚫 **{ $title }** was banned by { $who }
page-only = Only { $filters }
page-max-episodes =
    { $n ->
        [one] 1 episode
       *[other] up to { $n } episodes
    }
page-without = Without { $genres }
page-since = from { $year }
page-until = until { $year }
page-planned = planned titles
page-with-planned = With planned titles
page-missing-users = Part of the community could not be searched just now. The answer may change when you refresh it.
page-not-stored = This user wants nothing stored. So this answer has one page and no buttons.
answer-deleted = 🗑️ The answer was deleted.
welcome =
    👋 **Hello, I'm Reko.** I recommend anime that people with similar taste have liked.
    • `/{ cmd-reko }` shows recommendations, each with how well it fits and why. Link your list once with the button, or name any public list.
    • 🚫 under a title bans it for this server; `/{ cmd-settings } { cmd-show }` is where those who manage the server decide who may, and the rest.
    • `/{ cmd-account } { cmd-forget }` deletes all that is stored about you.
welcome-privacy = • What is stored, and why: { $url }
filters-title = Filters
filter-genres = Genres
filter-genres-about = Only titles that have all of these
filter-exclude-genres = Excluded genres
filter-exclude-genres-about = Only titles that have none of these
filter-years = First aired
filter-years-about = For example 2015, 2010-2019, 2020- or -1999
filter-length = Length
filter-any-length = any length
filter-ages = Age ratings
filter-ages-about = Only titles with one of these
page-nothing = **Nothing left to recommend.**
page-nothing-new = **Nothing left to recommend:** all that the community knows is on this list, or belongs to a series that is.
page-nothing-with = **Nothing left to recommend.** { $n ->
        [one] There would be titles without this filter: { $filters }
       *[other] There would be titles without one of these filters: { $filters }
    }
page-nothing-together = **Nothing left to recommend:** no title fits all of these filters. Drop several of them.
page-bans = the bans here
score = { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
title-match =
    { $whose ->
        [own] **Match { $match }** · you'd give it about { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
       *[other] **Match { $match }** · they'd give it about { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
    }
title-enjoyment =
    { $whose ->
        [own] { $enjoyment } % likely to beat your average
       *[other] { $enjoyment } % likely to beat their average
    }
title-mean = MAL { $mean }
title-episodes = { $n } ep
title-users =
    { $of ->
        [one]
            { $n ->
                [0] Not recommended by the one similar user
               *[other] Recommended by the one similar user
            }
       *[other]
            { $n ->
                [0] None of { $of } similar users recommends it
                [one] 1 of { $of } similar users recommends it
                [both] Both similar users recommend it
                [all] All { $of } similar users recommend it
               *[other] { $n } of { $of } similar users recommend it
            }
    }

progress-waiting = ⏳ Waiting for { $site } to send the list of { $user }…
progress-reading =
    ⏳ Reading the list of { $user }: { $n ->
        [one] 1 title
       *[other] { $n } titles
    } so far…

button-refresh = Refresh
button-users = Similar users
button-filters = Filters…
button-link = Link my list
button-link-other = Link another name
button-mine = Show recommendations
button-undo = Undo
button-unvote = Withdraw my vote
button-ban-all =
    { $n ->
        [one] Ban it
       *[other] Ban all { $n }
    }
button-vote-all =
    { $n ->
        [one] Vote to ban it
       *[other] Vote to ban all { $n }
    }
button-opt-out-yes = Opt out
button-opt-out-undo = Undo the opt-out
button-cancel = Cancel
button-edit = Edit
button-bans = Ban list
button-reset = Reset
button-reset-settings = Reset the settings
button-reset-all =
    { $n ->
        [one] Reset, and remove the ban
       *[other] Reset, and remove all { $n } bans
    }
button-forget = Delete everything
