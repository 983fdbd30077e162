## Connected accounts, and changes of the person's own list

cmd-connect = konto-verbinden
cmd-connect-about = Verbinde dein Konto, damit Knöpfe deine Liste ändern können
cmd-disconnect = konto-trennen
cmd-disconnect-about = Lösche die Verbindung mit deinem Konto
opt-site = seite
opt-site-about = Wo deine Liste ist
connect-ask = Öffne die Seite von { $site }, erlaube den Zugriff und komm zurück. Dann ändern ➕ und 👁️ unter einem Titel deine Liste, und ich kann sie für dich lesen, wenn sie privat ist. Der Link gilt einmal und 10 Minuten lang. Er ist nur für dich: Gib ihn niemandem.
button-connect = Konto verbinden
button-connect-open = Zu { $site }
connected = ✅ **{ $user }** bei { $site } ist mit deinem Discord-Konto verbunden. Das warst nicht du? `/{ cmd-account } { cmd-disconnect }`
link-connected = Dein Konto ist verbunden: Knöpfe können deine Liste ändern. `/{ cmd-account } { cmd-disconnect }` beendet das.
disconnected = ✅ Die Verbindung ist gelöscht. Dein Name bleibt verknüpft. So entziehst du auch bei { $site } den Zugriff: { $url }
disconnect-none = Kein Konto ist verbunden.
button-plan = Will ich sehen
plan-menu = ➕ Will ich sehen…
score-ask = **{ $title }**: Welche Wertung gibst du?
score-menu = Deine Wertung
score-none = Keine Wertung
list-planned = ➕ **{ $title }** steht als geplant auf deiner Liste.
list-known = **{ $title }** stand schon auf deiner Liste ({ $status }) und bleibt, wie es war.
list-seen =
    { $score ->
        [0] ✅ **{ $title }** steht als gesehen auf deiner Liste, ohne Wertung.
       *[other] ✅ **{ $title }** steht als gesehen auf deiner Liste, mit { $score }.
    }
list-seen-again =
    { $score ->
        [0] ✅ **{ $title }** siehst du laut deiner Liste gerade noch einmal, ohne Wertung.
       *[other] ✅ **{ $title }** siehst du laut deiner Liste gerade noch einmal, mit { $score }.
    }
list-undone = ↩️ Deine Liste ist wieder wie zuvor.
list-not-undone = Das lässt sich nicht mehr rückgängig machen: Es ist zu lange her oder wurde seitdem geändert.
list-status-watching = sehe ich gerade
list-status-completed = gesehen
list-status-on-hold = pausiert
list-status-dropped = abgebrochen
error-connect-off = Hier lassen sich keine Konten verbinden: Der Betreiber dieses Bots hat das nicht eingerichtet.
error-connect-site = Konten bei { $site } lassen sich hier nicht verbinden.
error-not-connected = Verbinde zuerst dein Konto, um deine Liste zu ändern.
error-connection-lost = { $site } nimmt die Verbindung mit deinem Konto nicht mehr an. Verbinde es noch einmal.
error-claimed = **{ $user }** ist mit einem anderen Discord-Nutzer verbunden, du kannst das Konto also nicht verknüpfen.
error-not-on-site = Die Seite deiner Liste hat diesen Titel nicht.
