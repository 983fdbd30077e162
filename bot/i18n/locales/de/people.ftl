## Die Leute eines Servers

neighbours-title = { $name } im Geschmack am nächsten
neighbours-figures =
    90-%-Intervall { $low } bis { $high }, { $n ->
        [one] 1 gemeinsamer Titel
       *[other] { $n } gemeinsame Titel
    }
neighbours-few-scores =
    { $n ->
        [one] 1 gemeinsamer Titel
       *[other] { $n } gemeinsame Titel
    }, zu wenige davon von beiden bewertet
neighbours-none = Hier gibt es noch niemanden zum Vergleichen. Gezeigt wird, wer eine Liste verknüpft hat, mich auf diesem Server benutzt und es mit `/{ cmd-account } { cmd-sharing }` erlaubt.
neighbours-about = Affinität, 0 bis 100. /{ cmd-account } { cmd-sharing } bestimmt, ob du gezeigt wirst.
who-title = Wer hier kennt { $title }?
who-seen = Haben es gesehen
who-planned = Wollen es sehen
who-likely = Ihnen würde es am besten gefallen
who-unscored = ohne Wertung
who-watching = sieht es gerade
who-on-hold = pausiert
who-dropped = abgebrochen
who-predicted = etwa { NUMBER($score, minimumFractionDigits: 1) }, gefällt mit { $chance } % Wahrscheinlichkeit
who-none = Hier wird noch niemand gezeigt. Gezeigt wird, wer eine Liste verknüpft hat, mich auf diesem Server benutzt und es mit `/{ cmd-account } { cmd-sharing }` erlaubt.
who-about = Wertungen von 1 bis 10. /{ cmd-account } { cmd-sharing } bestimmt, ob du gezeigt wirst.
error-people-off = Dieser Server zeigt seine Leute nicht. Wer ihn verwaltet, kann das ändern: `/{ cmd-settings } { cmd-show }`.
