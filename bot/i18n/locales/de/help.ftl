## Hilfe

help-title = Wie Reko funktioniert
help-about = Reko findet Leute, deren Geschmack deinem ähnelt, und empfiehlt, was ihnen gefällt. Deine Liste kann auf MyAnimeList, AniList oder Kitsu sein. Fang mit `/{ cmd-reko }` an.
help-figures = Was die Zahlen bedeuten
help-match = **Match** ist die Reihenfolge: wie gut ein Titel zu deiner Liste passt. 90 passt besser als 90 von 100 Titeln, die dir gefallen.
help-score = **Deine Wertung wohl etwa** ist das, was du dem Titel wahrscheinlich geben würdest, von 1 bis 10.
help-enjoyment = **Chance über deinem Schnitt** ist die Wahrscheinlichkeit, dass du mindestens deinen eigenen Durchschnitt vergibst.
help-users = Ähnliche Nutzer
help-users-about = Sie empfehlen einen Titel, wenn sie ihn sehen oder abgeschlossen haben und ihn mindestens mit ihrem eigenen Durchschnitt bewertet haben oder gar nicht.
help-below = Unter einer Antwort
help-below-about = **Mehr über …** sagt, warum ein Titel zu deiner Liste passt, und kann ihn nur für dich ausblenden. 🚫 bannt ihn hier. **Neu laden** ruft deine Liste neu ab.
help-commands = Befehle
help-more = Mehr
help-docs = Anleitung
help-privacy = Datenschutz
help-terms = Nutzungsbedingungen
