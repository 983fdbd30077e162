## Etwas zusammen ansehen

group-title = Zusammen ansehen
group-how = Drücke **Mitmachen**, um mit deiner verknüpften Liste dabei zu sein. Alle hier sehen dann, wie gut dir jeder Titel wahrscheinlich gefiele, nicht aber deinen Benutzernamen. Danach drückt { $owner } **Los**.
group-members = Mitglieder: { $n } von { $max }
group-nobody = Noch niemand
group-wanted = Gesucht
group-pick = Mitglieder hinzufügen, die ihre Liste teilen
group-not-shared = Nicht hinzugefügt: { $who }. Sie haben keine Liste verknüpft oder teilen sie nicht, können aber selbst **Mitmachen** drücken.
group-people =
    { $n ->
        [one] 1 Person
       *[other] { $n } Leute
    }
group-rule-everyone = Etwas für alle
group-rule-average = Das Beste im Durchschnitt
group-rule-no-misery = Nichts, was jemand nicht mag
group-rewatch = auch, was eine Person schon kennt
group-for = Für { $who }
group-chance = **Match { $match }** · mit **{ $chance } %** Wahrscheinlichkeit mögt ihr es { $n ->
        [2] beide
       *[other] alle
    }
group-member = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** ({ $enjoyment } %)
group-member-seen = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (👁️ gesehen)
group-legend = Die Wertung, die jede Person wohl gäbe, und wie wahrscheinlich es ihr gefällt
group-least = Am wenigsten gefällt es wohl { $who }
group-planned-by = 🗓️ Geplant von { $who }
group-none = Es bleibt nichts übrig, was ihr alle ansehen könntet. Nehmt weniger Filter, oder erlaubt schon Gesehenes.
group-none-planned = Es gibt keinen Titel, den mindestens zwei von euch planen und den ihr zusammen anfangen könntet.
group-picture-about = Wahrscheinlichkeit in Prozent, dass es jeder Person gefällt, und dass es allen gefällt
group-picture-all = Alle
group-picture-planned = Weißer Punkt: ist geplant
group-picture-seen = Blau: schon gesehen
group-poll = Was sehen wir an?
button-join = Mitmachen oder aussteigen
button-go = Los
button-planned = Gemeinsam geplant
button-all-titles = Alle Titel
button-poll = Umfrage
button-picture = Bild
button-change-group = Gruppe ändern
error-group-too-few = Eine Gruppe braucht mindestens zwei verschiedene Leute mit einer Liste. Füge jemanden hinzu, oder lass andere mitmachen.
error-group-full = Eine Gruppe hat höchstens { $n } Mitglieder.
error-group-opted-out = Einer dieser Namen möchte nicht gespeichert werden und kann in keiner Gruppe stehen.
error-group-private = Die Liste von { $who } ist privat. Sie kann öffentlich gestellt werden, oder die Person verlässt die Gruppe.
error-group-unknown = Den Namen, den { $who } verknüpft hat, gibt es nicht mehr. Der jetzige kann verknüpft werden, oder die Person verlässt die Gruppe.
error-group-no-poll = Für eine Umfrage gibt es zu wenige Titel.
