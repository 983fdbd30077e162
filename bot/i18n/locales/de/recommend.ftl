## Eine Seite mit Empfehlungen

page-for = Empfehlungen für { $user }
page-from = Was { $user } mag und dir zum Ansehen empfehlen würde.
title-from-score = Dort mit { $score } bewertet
page-users =
    { $closeness ->
        [very-close]
            { $users ->
                [one] **1** sehr ähnlicher Nutzer
               *[other] **{ $users }** sehr ähnliche Nutzer
            }
        [close]
            { $users ->
                [one] **1** ähnlicher Nutzer
               *[other] **{ $users }** ähnliche Nutzer
            }
        [fairly-close]
            { $users ->
                [one] **1** halbwegs ähnlicher Nutzer
               *[other] **{ $users }** halbwegs ähnliche Nutzer
            }
       *[distant]
            { $users ->
                [one] **1** Nutzer mit wenig Gemeinsamkeiten
               *[other] **{ $users }** Nutzer mit wenig Gemeinsamkeiten
            }
    }
page-lowered = { " " }(zu wenige sind ähnlicher)
page-no-users = Keine ähnlichen Nutzer gefunden: Diese Titel richten sich allein nach der Liste
page-unmapped =
    { $n ->
        [one] 1 Titel der Liste gibt es nicht auf MyAnimeList; er zählt hier nicht
       *[other] { $n } Titel der Liste gibt es nicht auf MyAnimeList; sie zählen hier nicht
    }
page-empty-list = Diese Liste ist leer, daher die Favoriten der Community. Trag ein, was du gesehen hast, und drück dann „Neu laden“
page-only-planned = Auf dieser Liste ist noch nichts gesehen: Diese Titel richten sich nach dem Geplanten
page-list-age = Liste abgerufen { $when }
page-own-list-age = Liste vom { $when } (eine neuere: `/{ cmd-account } { cmd-link }`)
page-banned = 🚫 **{ $title }** wurde von { $who } gebannt
page-only = Nur { $filters }
page-max-episodes =
    { $n ->
        [one] 1 Folge
       *[other] bis zu { $n } Folgen
    }
page-without = Ohne { $genres }
page-since = ab { $year }
page-until = bis { $year }
page-planned = geplante Titel
page-with-planned = Mit geplanten Titeln
page-missing-users = Ein Teil der Community war gerade nicht erreichbar. Wenn du neu lädst, kann die Antwort anders ausfallen.
page-not-stored = Über diesen Namen soll nichts gespeichert werden. Darum hat diese Antwort nur eine Seite und keine Knöpfe.
answer-deleted = 🗑️ Die Antwort ist gelöscht.
welcome =
    👋 **Hallo, ich bin Reko.** Ich empfehle Anime, die Leuten mit ähnlichem Geschmack gefallen haben.
    • `/{ cmd-reko }` zeigt Empfehlungen, jede mit der Angabe, wie gut sie passt und warum. Verknüpfe einmal deine Liste mit dem Knopf, oder nenne irgendeine öffentliche.
    • 🚫 unter einem Titel bannt ihn auf diesem Server; wer das darf und alles Weitere legt mit `/{ cmd-settings } { cmd-show }` fest, wer den Server verwaltet.
    • `/{ cmd-account } { cmd-forget }` löscht alles, was über dich gespeichert ist.
welcome-privacy = • Was gespeichert wird und wozu: { $url }
filters-title = Filter
filter-genres = Genres
filter-genres-about = Nur Titel, die alle diese haben
filter-exclude-genres = Ausgeschlossene Genres
filter-exclude-genres-about = Nur Titel, die keines davon haben
filter-years = Erstausstrahlung
filter-years-about = Zum Beispiel 2015, 2010-2019, 2020- oder -1999
filter-length = Länge
filter-any-length = beliebig lang
filter-ages = Altersfreigaben
filter-ages-about = Nur Titel mit einer davon
page-nothing = **Es gibt nichts mehr zu empfehlen.**
page-nothing-new = **Es gibt nichts mehr zu empfehlen:** Alles, was die Community kennt, steht auf dieser Liste oder gehört zu einer Serie von ihr.
page-nothing-with = **Es gibt nichts mehr zu empfehlen.** { $n ->
        [one] Ohne diesen Filter gäbe es Titel: { $filters }
       *[other] Ohne einen dieser Filter gäbe es Titel: { $filters }
    }
page-nothing-together = **Es gibt nichts mehr zu empfehlen:** Kein Titel passt zu all diesen Filtern. Lass mehrere weg.
page-bans = die Bans hier
title-match =
    { $whose ->
        [own] **Match { $match }** · deine Wertung wohl etwa { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
       *[other] **Match { $match }** · Wertung wohl etwa { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
    }
title-enjoyment =
    { $whose ->
        [own] mit { $enjoyment } % Chance über deinem Schnitt
       *[other] mit { $enjoyment } % Chance über dem eigenen Schnitt
    }
title-episodes =
    { $n ->
        [one] 1 Folge
       *[other] { $n } Folgen
    }
title-users =
    { $of ->
        [one]
            { $n ->
                [0] Der eine ähnliche Nutzer empfiehlt es nicht
               *[other] Der eine ähnliche Nutzer empfiehlt es
            }
       *[other]
            { $n ->
                [0] Keiner von { $of } ähnlichen Nutzern empfiehlt es
                [one] 1 von { $of } ähnlichen Nutzern empfiehlt es
                [both] Beide ähnlichen Nutzer empfehlen es
                [all] Alle { $of } ähnlichen Nutzer empfehlen es
               *[other] { $n } von { $of } ähnlichen Nutzern empfehlen es
            }
    }

progress-waiting = ⏳ Warte auf die Liste von { $user } von { $site }…
progress-reading = ⏳ Lese die Liste von { $user }: bisher { $n } Titel…

button-refresh = Neu laden
button-users = Ähnliche Nutzer
button-filters = Filter …
button-link = Meine Liste verknüpfen
button-link-other = Anderen Namen verknüpfen
button-mine = Empfehlungen zeigen
button-undo = Rückgängig
button-unvote = Stimme zurücknehmen
button-ban-all =
    { $n ->
        [one] Bannen
       *[other] Alle { $n } bannen
    }
button-vote-all =
    { $n ->
        [one] Für den Ban stimmen
       *[other] Für alle { $n } Bans stimmen
    }
button-opt-out-yes = Nichts mehr speichern
button-opt-out-undo = Aufheben
button-cancel = Abbrechen
button-edit = Bearbeiten
button-bans = Bannliste
button-reset = Zurücksetzen
button-reset-settings = Einstellungen zurücksetzen
button-reset-all =
    { $n ->
        [one] Zurücksetzen und den Ban aufheben
       *[other] Zurücksetzen und alle { $n } Bans aufheben
    }
button-forget = Alles löschen
