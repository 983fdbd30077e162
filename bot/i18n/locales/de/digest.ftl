## Neuigkeiten: wöchentlich oder zu jeder Saison

digest-when-weekly = Jede Woche
digest-when-season = Zum Beginn jeder Saison
digest-when-off = Aus
day-monday = Montag
day-tuesday = Dienstag
day-wednesday = Mittwoch
day-thursday = Donnerstag
day-friday = Freitag
day-saturday = Samstag
day-sunday = Sonntag

digest-none-you = Du bekommst keine Neuigkeiten.
digest-none-server = { $channel } bekommt keine Neuigkeiten.
digest-about = Die Neuigkeiten sagen, wann geplante Anime und Fortsetzungen anlaufen, welche neuen Anime der Saison passen und was sich an den Empfehlungen geändert hat. Gibt es nichts Neues, kommt nichts.
digest-on-you = 📬 Du bekommst Neuigkeiten per Direktnachricht.
digest-on-server = 📬 { $channel } bekommt Neuigkeiten.
digest-next-weekly = Jede Woche, das nächste Mal am { $when } (Zeitzone { $zone }). Ändern lässt sich das mit `/{ cmd-digest }`.
digest-next-season = Zum Beginn jeder Saison, das nächste Mal am { $when } (Zeitzone { $zone }). Ändern lässt sich das mit `/{ cmd-digest }`.
digest-from-people =
    { $n ->
        [0] Hier teilt noch niemand eine Liste, also gäbe es nichts zu berichten: Verknüpfe eine mit `/{ cmd-account } { cmd-link }` und erlaube es mit `/{ cmd-account } { cmd-sharing }`.
        [one] Grundlage ist die Liste einer Person hier, die es erlaubt (`/{ cmd-account } { cmd-sharing }`). Niemand wird genannt.
       *[other] Grundlage sind die Listen von { $n } Leuten hier, die es erlauben (`/{ cmd-account } { cmd-sharing }`). Niemand wird genannt.
    }
digest-hello = 📬 Hierher kommen Neuigkeiten zu deiner Anime-Liste. Jede hat einen Knopf, der sie beendet.
digest-ended = 📭 Keine Neuigkeiten mehr. `/{ cmd-digest }` schaltet sie wieder ein.
button-digest-weekly = Jede Woche
button-digest-season = Jede Saison
button-digest-end = Keine Neuigkeiten mehr

digest-title = 📬 Neues zu deiner Anime-Liste
digest-title-server = 📬 Neues für die Leute hier
digest-you-airing = Von deiner Plan-to-watch-Liste
digest-you-sequel = Fortsetzungen von dem, was du gesehen hast
digest-you-season = Neu in dieser Saison, nach deinem Geschmack
digest-you-loved = Gefiel gerade jemandem mit deinem Geschmack
digest-you-movement = Neu an der Spitze deiner Empfehlungen
digest-server-airing = Von Leuten hier geplant
digest-server-sequel = Fortsetzungen von dem, was Leute hier gesehen haben
digest-server-season = Neu in dieser Saison, nach dem Geschmack der Leute hier
digest-planned-by =
    { $n ->
        [one] von 1 Person geplant
       *[other] von { $n } Leuten geplant
    }
digest-completed-by =
    { $n ->
        [one] Fortsetzung von { $title }, das 1 Person hier gesehen hat
       *[other] Fortsetzung von { $title }, das { $n } Leute hier gesehen haben
    }
digest-fits =
    { $n ->
        [one] passt zu 1 Person
       *[other] passt zu { $n } Leuten
    }
digest-sequel-of = Fortsetzung von { $title }
digest-sequel-scored = Fortsetzung von { $title }, dem du { $score } gegeben hast
digest-match = Match { $match }
digest-rank = jetzt Nummer { $rank }
digest-people =
    { $n ->
        [one] Aus der Liste von 1 Person hier
       *[other] Aus den Listen von { $n } Leuten hier
    }
