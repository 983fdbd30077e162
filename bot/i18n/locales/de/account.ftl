## Konten

link-done =
    ✅ Du bist mit **{ $user }** verknüpft; die Liste hat { $n ->
        [one] 1 Titel
       *[other] { $n } Titel
    }. `/{ cmd-reko }` braucht keinen Namen mehr.
link-joins = Mit der nächsten Erneuerung der Daten hilft deine Liste auch anderen bei ihren Empfehlungen, ohne deinen Namen. `/{ cmd-account } { cmd-opt-out }`, wenn du das nicht möchtest.
link-joins-not = Deine Liste wird nur für Empfehlungen verwendet, um die unter deinem Namen gebeten wird.
link-private =
    ✅ Du bist mit **{ $user }** verknüpft, aber die Liste ist privat. Mach sie unter { $privacy }{ $site ->
        [MyAnimeList] {" "}(alles unter „Hide“ abwählen)
       *[other] {""}
    } öffentlich. Lass dir dann Empfehlungen zeigen.
link-unchecked = ✅ Du bist mit **{ $user }** verknüpft. { $site } war nicht erreichbar, um zu prüfen, ob es diesen Namen gibt.
link-opted-out = Über **{ $user }** soll nichts gespeichert werden; dieser Name lässt sich nicht verknüpfen. Hast du das selbst gewünscht, hebt `/{ cmd-account } { cmd-opt-out }` es auf; sonst wende dich an den Betreiber dieses Bots.
link-none = Du hast keine Liste verknüpft.
form-link-name = Dein Benutzername
form-link-about = Name oder URL des Profils (sonst anilist:name, kitsu:name). Die Liste muss öffentlich sein.
own-list = „Hochgeladene Liste“
link-file-done =
    ✅ Deine Liste ist gespeichert, mit { $n ->
        [one] 1 Titel
       *[other] { $n } Titeln
    }. `/{ cmd-reko }` braucht keinen Namen mehr.
link-file-unmapped =
    { $n ->
        [one] 1 Eintrag hat keinen Titel auf MyAnimeList und wurde weggelassen.
       *[other] { $n } Einträge haben keinen Titel auf MyAnimeList und wurden weggelassen.
    }
link-file-kept = Sie wird nur für dich verwendet, bis du eine neuere hochlädst oder sie mit `/{ cmd-account } { cmd-unlink }` löschst. Was du an deiner Liste änderst, kommt hier nicht von selbst an: Lade ab und zu eine neuere Datei hoch.
link-shown-file = Du benutzt eine Liste, die du am { $when } hochgeladen hast. Eine neuere lädst du mit `/{ cmd-account } { cmd-link }` hoch.
link-shown = Du bist seit { $when } mit **{ $user }** verknüpft.
sharing-nobody = Andere können nicht über deinen Namen auf Discord nach deinen Empfehlungen fragen und erfahren deinen Benutzernamen nicht von mir. `/{ cmd-account } { cmd-sharing }` ändert das.
sharing-server = Mitglieder von Servern, auf denen du mich benutzt, dürfen nach deinen Empfehlungen fragen (`/{ cmd-reko }` mit der Option `mitglied`), ihren Geschmack mit deinem vergleichen und finden dich unter den Leuten des Servers. Die Antworten zeigen deinen Benutzernamen und deine Wertungen.
sharing-everybody = Alle dürfen nach deinen Empfehlungen fragen (`/{ cmd-reko }` mit der Option `mitglied`) und ihren Geschmack mit deinem vergleichen. Mitglieder von Servern, auf denen du mich benutzt, finden dich unter den Leuten des Servers. Die Antworten zeigen deinen Benutzernamen und deine Wertungen.
unlinked = ↩️ Deine Liste ist nicht mehr verknüpft.
data-sent =
    { $n ->
        [0] Über dich ist nichts gespeichert. Die Datei sagt dasselbe.
        [one] Alles, was über dich gespeichert ist: 1 Eintrag.
       *[other] Alles, was über dich gespeichert ist: { $n } Einträge.
    } `/{ cmd-account } { cmd-forget }` löscht es.
opt-out-unlinked = Über dich ist nichts unter einem Benutzernamen gespeichert. Verknüpfe zuerst den Namen, über den nichts gespeichert werden soll.
opt-out-ask =
    Soll über **{ $user }** nichts mehr gespeichert werden?
    - Die gespeicherten Kopien dieser Liste werden gelöscht und alle Verknüpfungen mit diesem Namen, auch die anderer Discord-Konten.
    - Die Liste hilft anderen nicht mehr bei ihren Empfehlungen, sobald die Daten erneuert sind (meist innerhalb eines Tages).
    - `/{ cmd-reko }` geht mit diesem Namen weiterhin, aber davon wird nichts aufgehoben: eine Seite, keine Knöpfe.
    - Gespeichert bleibt der Name selbst, um ihn abzulehnen, und deine Discord-ID, denn nur du und der Betreiber können das aufheben.
opt-out-shown =
    Über **{ $user }** wird auf deinen Wunsch nichts gespeichert. Das aufheben? Dann darf die Liste wieder gespeichert werden, und du kannst sie mit `/{ cmd-account } { cmd-link }` verknüpfen.
    Für einen zweiten Namen wende dich an den Betreiber dieses Bots.
opt-out-done = ✅ Über **{ $user }** wird nichts mehr gespeichert. Mit `/{ cmd-account } { cmd-opt-out }` kannst du das aufheben.
opt-out-undone = ↩️ Über **{ $user }** darf wieder etwas gespeichert werden. Verknüpfe den Namen mit `/{ cmd-account } { cmd-link }`.
opt-out-unchanged = Nichts wurde geändert.

forget-ask = Alles löschen, was über dich gespeichert ist: die Verknüpfung mit deinem Benutzernamen, deine Liste, deine Empfehlungen, deine Stimmen, die Namen, nach denen du gefragt hast, und die Titel, die du ausblendest? Bans, die du auf Servern ausgesprochen hast, bleiben, ohne deinen Namen. Ein Verbot, etwas zu speichern, bleibt auch, lässt sich dann aber nur noch vom Betreiber aufheben. Das lässt sich nicht rückgängig machen.
forget-not = Nichts wurde gelöscht.
forget-nothing = Über dich war nichts gespeichert.
forget-done = ✅ Gelöscht:
forgot-connection = die Verbindung mit deinem Konto und ihre Zugangsschlüssel
forgot-connecting = die Verbindung, die du begonnen hast
forgot-list-changes =
    { $n ->
        [one] der Vermerk über { $n } Änderung deiner Liste
       *[other] der Vermerk über { $n } Änderungen deiner Liste
    }
forgot-link = die Verknüpfung mit deinem Benutzernamen
forgot-lists =
    { $n ->
        [one] deine gespeicherte Liste
       *[other] { $n } gespeicherte Listen
    }
forgot-servers =
    { $n ->
        [one] der Vermerk, dass du Reko auf 1 Server benutzt
       *[other] die Vermerke, dass du Reko auf { $n } Servern benutzt
    }
forgot-visits = der Vermerk, wann deine Liste geladen wurde
forgot-results =
    { $n ->
        [one] 1 Satz Empfehlungen
       *[other] { $n } Sätze Empfehlungen
    }
forgot-language = die Sprache, in der du Titel liest
forgot-messages =
    { $n ->
        [one] 1 Nachricht, die an dich gehen sollte
       *[other] { $n } Nachrichten, die an dich gehen sollten
    }
forgot-digests = die Neuigkeiten, die du bekommen hast
forgot-digest-titles =
    { $n ->
        [one] 1 Titel aus deinen Neuigkeiten, der schon genannt war
       *[other] { $n } Titel aus deinen Neuigkeiten, die schon genannt waren
    }
forgot-server-digests =
    { $n ->
        [one] deine Discord-ID an den Neuigkeiten von 1 Server (die Neuigkeiten bleiben)
       *[other] deine Discord-ID an den Neuigkeiten von { $n } Servern (die Neuigkeiten bleiben)
    }
forgot-votes =
    { $n ->
        [one] 1 Stimme
       *[other] { $n } Stimmen
    }
forgot-names =
    { $n ->
        [one] 1 Name, nach dem du gefragt hast
       *[other] { $n } Namen, nach denen du gefragt hast
    }
forgot-memberships =
    { $n ->
        [one] 1 Teilnahme an einer Gruppe
       *[other] { $n } Teilnahmen an Gruppen
    }
forgot-groups =
    { $n ->
        [one] 1 Gruppe, die du begonnen hast
       *[other] { $n } Gruppen, die du begonnen hast
    }
forgot-bans =
    { $n ->
        [one] 1 ausgeblendeter Titel
       *[other] { $n } ausgeblendete Titel
    }
forgot-signatures =
    { $n ->
        [one] dein Name an 1 Server-Ban
       *[other] dein Name an { $n } Server-Bans
    }

why-several = Mehrere Titel passen.
why-choose = Welcher?

titles-english = Englisch, wo es einen englischen Namen gibt
titles-romaji = Japanisch in lateinischer Schrift
titles-default = Wie auf dem Server, sonst nach der Sprache von Discord
titles-reader = Nach der Sprache der Lesenden
titles-chosen = ✅ So liest du die Namen von Anime: { $language }.
forgot-opt-outs = deine Discord-ID am Speicherverbot (das Verbot bleibt)
