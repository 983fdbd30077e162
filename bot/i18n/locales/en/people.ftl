## People of a server

neighbours-title = Closest in taste to { $name }
neighbours-figures =
    90 % range { $low } to { $high }, { $n ->
        [one] 1 title in common
       *[other] { $n } titles in common
    }
neighbours-few-scores =
    { $n ->
        [one] 1 title in common
       *[other] { $n } titles in common
    }, too few of them scored by both
neighbours-none = There's nobody to compare with here yet. People are listed who have linked a list, use me in this server and allow it with `/{ cmd-account } { cmd-sharing }`.
neighbours-about = Affinity, 0 to 100. /{ cmd-account } { cmd-sharing } decides whether you are listed.
who-title = Who here knows { $title }?
who-seen = Have seen it
who-planned = Plan to watch it
who-likely = Would like it most
who-unscored = no score
who-watching = watching
who-on-hold = on hold
who-dropped = dropped
who-predicted = about { NUMBER($score, minimumFractionDigits: 1) }, { $chance } % likely to enjoy
who-none = Nobody is listed here yet. People are listed who have linked a list, use me in this server and allow it with `/{ cmd-account } { cmd-sharing }`.
who-about = Scores of 1 to 10. /{ cmd-account } { cmd-sharing } decides whether you are listed.
error-people-off = This server doesn't list its people. Somebody who manages it can change that: `/{ cmd-settings } { cmd-show }`.
