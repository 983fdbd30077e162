## Ähnliche Nutzer

users-title =
    { $n ->
        [one] 1 ähnlicher Nutzer
       *[other] { $n } ähnliche Nutzer
    }
users-love =
    { $n ->
        [one] 1 Person, die { $genre } liebt
       *[other] { $n } Leute, die { $genre } lieben
    }
users-closest = Höchste Affinität: **{ $affinity }** von 100
users-about = Die ähnlichsten, mit einem Hash, der nur hier gilt. Zahl = Affinität, 0–100.
users-line =
    { $n ->
        [one] · empfiehlt 1 dieser Titel
       *[other] · empfiehlt { $n } dieser Titel
    }
users-ban = Nutzer ausschließen…
users-banned =
    { $n ->
        [0] Schon gebannt.
        [one] 🚫 1 Nutzer ist hier jetzt von Empfehlungen ausgeschlossen.
       *[other] 🚫 { $n } Nutzer sind hier jetzt von Empfehlungen ausgeschlossen.
    }
