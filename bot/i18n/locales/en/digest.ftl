## Digests: what is new, every week or each season

digest-when-weekly = Every week
digest-when-season = At the start of each season
digest-when-off = Off
day-monday = Monday
day-tuesday = Tuesday
day-wednesday = Wednesday
day-thursday = Thursday
day-friday = Friday
day-saturday = Saturday
day-sunday = Sunday

digest-none-you = You get no digest.
digest-none-server = { $channel } gets no digest.
digest-about = A digest says when planned anime and sequels start, which new anime of the season fit, and what changed in the recommendations. When nothing is new, none is sent.
digest-on-you = 📬 You get a digest by direct message.
digest-on-server = 📬 { $channel } gets a digest.
digest-next-weekly = Every week, next on { $when } (time zone { $zone }). Change that with `/{ cmd-digest }`.
digest-next-season = At the start of each season, next on { $when } (time zone { $zone }). Change that with `/{ cmd-digest }`.
digest-from-people =
    { $n ->
        [0] Nobody here shares a list yet, so there would be nothing to tell: link one with `/{ cmd-account } { cmd-link }` and allow it with `/{ cmd-account } { cmd-sharing }`.
        [one] It is made from the list of 1 person here who allows it (`/{ cmd-account } { cmd-sharing }`). Nobody is named.
       *[other] It is made from the lists of { $n } people here who allow it (`/{ cmd-account } { cmd-sharing }`). Nobody is named.
    }
digest-hello = 📬 Digests for your anime list will come here. Each has a button that ends them.
digest-ended = 📭 No more digests. `/{ cmd-digest }` turns them on again.
button-digest-weekly = Every week
button-digest-season = Each season
button-digest-end = No more digests

digest-title = 📬 What's new for your anime list
digest-title-server = 📬 What's new for the people here
digest-you-airing = From your plan-to-watch list
digest-you-sequel = Sequels of what you completed
digest-you-season = New this season, for your taste
digest-you-loved = Somebody with taste like yours just liked
digest-you-movement = New at the top of your recommendations
digest-server-airing = Planned by people here
digest-server-sequel = Sequels of what people here completed
digest-server-season = New this season, for the taste of people here
digest-planned-by =
    { $n ->
        [one] planned by 1 person
       *[other] planned by { $n } people
    }
digest-completed-by =
    { $n ->
        [one] sequel of { $title }, which 1 person here completed
       *[other] sequel of { $title }, which { $n } people here completed
    }
digest-fits =
    { $n ->
        [one] fits 1 person
       *[other] fits { $n } people
    }
digest-sequel-of = sequel of { $title }
digest-sequel-scored = sequel of { $title }, which you gave { $score }
digest-match = match { $match }
digest-rank = now number { $rank }
digest-people =
    { $n ->
        [one] From the list of 1 person here
       *[other] From the lists of { $n } people here
    }
