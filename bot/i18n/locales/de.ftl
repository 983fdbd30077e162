# Texte des Bots. Die Befehle heißen überall gleich, nur ihre Beschreibungen sind übersetzt.

## Befehle

cmd-reko-about = Anime-Empfehlungen von MyAnimeList-Nutzern mit ähnlichem Geschmack
cmd-affinity-about = Den Geschmack zweier MyAnimeList-Nutzer vergleichen
cmd-help-about = Was die Zahlen bedeuten und welche Befehle es gibt
cmd-why-about = Warum ein Anime zu deiner Liste passt, oder nicht
cmd-account-about = Dein verknüpftes MyAnimeList-Konto, und was über dich gespeichert ist
cmd-link-about = Verknüpfe dein MyAnimeList-Konto, dann braucht /reko keinen Namen
cmd-account-show-about = Dein verknüpftes MyAnimeList-Konto anzeigen
cmd-sharing-about = Ob andere nach deinen Empfehlungen fragen und ihren Geschmack mit deinem vergleichen dürfen
cmd-unlink-about = Die Verknüpfung mit deinem MyAnimeList-Konto entfernen
cmd-data-about = Alles herunterladen, was über dich gespeichert ist
cmd-opt-out-about = Nichts über deinen Namen auf MyAnimeList speichern lassen, oder das aufheben
cmd-hidden-about = Titel, die du ausblendest, und sie wieder zeigen
cmd-forget-about = Alles löschen, was über dich gespeichert ist
cmd-settings-about = Wie sich Reko auf diesem Server verhält
cmd-show-about = Alle Einstellungen anzeigen und in einem Formular bearbeiten
cmd-bans-about = Anzeigen, was hier gebannt ist, und Bans aufheben
cmd-export-about = Die Bannliste als Datei herunterladen
cmd-import-about = Bans aus einer exportierten Datei importieren
cmd-reset-about = Alles auf die Standardwerte zurücksetzen
menu-compare = Geschmack vergleichen
menu-delete = Diese Antwort löschen

opt-user = name
opt-user-about = Name auf MyAnimeList; sonst dein verknüpftes Konto
opt-member = mitglied
opt-member-about = Ein Mitglied, das andere nach seinen Empfehlungen fragen lässt
opt-own-user-about = Dein Name auf MyAnimeList
opt-user-a = name_a
opt-user-a-about = Name auf MyAnimeList
opt-user-b = name_b
opt-user-b-about = Mit wem verglichen wird; sonst dein verknüpftes Konto
opt-accuracy = genauigkeit
opt-accuracy-about = Wie ähnlich die anderen Nutzer sein müssen
opt-genre = genre
opt-genre-about = Nur Titel dieses Genres
opt-type = art
opt-type-about = Nur Titel dieser Art
opt-planned = geplant
opt-planned-about = Was mit Titeln auf deiner Plan-to-watch-Liste geschieht
opt-popularity = bekanntheit
opt-popularity-about = Geheimtipps oder Bekanntes bevorzugen
cmd-titles-about = In welcher Sprache du die Namen von Anime liest
opt-title = titel
opt-title-about = Einer seiner Namen, oder dessen Anfang
opt-language = sprache
opt-allowed = erlaubt
opt-file = datei
opt-file-about = Eine Datei aus /reko-settings export

type-movie = Film
type-special = Special
type-tv-special = TV-Special
type-music = Musik
type-cm = Werbung
type-pv = Werbevideo

age-g = G: für alle
age-pg = PG: für Kinder
age-pg-13 = PG-13: ab 13
age-r = R: ab 17, Gewalt und derbe Sprache
age-r-plus = R+: leichte Nacktheit
age-rx = Rx: nur für Erwachsene

planned-too = Mit aufnehmen
planned-only = Nur diese

accuracy-very-close = Sehr ähnlich: nur fast gleicher Geschmack
accuracy-balanced = Ausgewogen
accuracy-wide = Weit: auch weniger Gemeinsamkeiten

popularity-gems = Geheimtipps zuerst
popularity-rather-gems = Überwiegend Geheimtipps
popularity-balanced = Ausgewogen
popularity-rather-known = Überwiegend Bekanntes
popularity-known = Bekanntes zuerst

## Eine Seite mit Empfehlungen

page-for = Empfehlungen für { $user }
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
page-empty-list = Diese Liste ist leer, daher die Favoriten der Community. Trag auf MyAnimeList ein, was du gesehen hast, und drück dann „Neu laden“
page-only-planned = Auf dieser Liste ist noch nichts gesehen: Diese Titel richten sich nach dem Geplanten
page-list-age = Liste abgerufen { $when }
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
    👋 **Hallo, ich bin Reko.** Ich empfehle Anime, die Leuten mit ähnlichem Geschmack auf MyAnimeList gefallen haben.
    • `/reko` zeigt Empfehlungen, jede mit der Angabe, wie gut sie passt und warum. Verknüpfe einmal deine Liste mit dem Knopf, oder nenne irgendeine öffentliche.
    • 🚫 unter einem Titel bannt ihn auf diesem Server; wer das darf und alles Weitere legt mit `/reko-settings show` fest, wer den Server verwaltet.
    • `/reko-account forget-me` löscht alles, was über dich gespeichert ist.
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

progress-waiting = ⏳ Warte auf die Liste von { $user } von MyAnimeList…
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

## Die Karte eines Titels

more-about = Mehr über …
card-length = { $n } × { $minutes } Min.
card-minutes = { $minutes } Min.
card-aired = Gelaufen { $first }
card-aired-until = Gelaufen { $first } bis { $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **Warum?** Deine Wertung wäre wohl etwa **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (zu 90 % sicher: zwischen { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } und { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-score = **Warum, für { $user }?** Die Wertung von { $user } wäre wohl etwa **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (zu 90 % sicher: zwischen { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } und { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-listed =
    { $score ->
        [0] ; der Titel steht schon auf der Liste, ohne Wertung
       *[other] ; die **{ $score }**, die schon auf der Liste steht, zählt dafür nicht
    }
why-for = Diese Wertungen sprechen dafür: { $titles }.
why-against = Diese Wertungen sprechen dagegen: { $titles }.
why-for-and-against = Diese Wertungen sprechen dafür: { $raising }; diese dagegen: { $lowering }.
why-basis-community = Noch gibt es keine Wertungen, nach denen sich das richten könnte. Das ist also, was die Community davon hält.
why-basis-mean = Niemand in der Community hat es auf der Liste. Das kommt also vom Mittel auf MyAnimeList.
why-similar =
    { $seen ->
        [one]
            { $n ->
                [0] Der eine ähnliche Nutzer, der es gesehen hat, empfiehlt es nicht.
               *[other] Der eine ähnliche Nutzer, der es gesehen hat, empfiehlt es.
            }
       *[other]
            { $n ->
                [0] Keiner der { $seen } ähnlichen Nutzer, die es gesehen haben, empfiehlt es.
                [one] Einer der { $seen } ähnlichen Nutzer, die es gesehen haben, empfiehlt es.
                [both] Beide ähnlichen Nutzer, die es gesehen haben, empfehlen es.
                [all] Alle { $seen } ähnlichen Nutzer, die es gesehen haben, empfehlen es.
               *[other] { $n } der { $seen } ähnlichen Nutzer, die es gesehen haben, empfehlen es.
            }
    }
why-unseen =
    { $n ->
        [one] Der eine ähnliche Nutzer hat es nicht gesehen.
       *[other] Keiner der { $n } ähnlichen Nutzer hat es gesehen.
    }
why-range = Zu 90 % sicher: zwischen { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } und { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = Deine Wertungen, die das heben oder senken
why-scores = Wertungen, die das heben oder senken
why-histogram =
    { $n ->
        [one] Wertung von 1 ähnlichen Nutzer
       *[other] Wertungen von { $n } ähnlichen Nutzern
    }
button-hide = Nichts für mich
button-seen = Schon gesehen
button-ban-here = Hier bannen
button-vote-here = Hier für den Ban stimmen
hide-done = 🙈 Wird dir auf keinem Server mehr empfohlen. `/reko-account hidden` zeigt, was du ausblendest.
seen-done = 👁️ Wird dir auf keinem Server mehr empfohlen und zählt in Empfehlungen für deine eigene Liste als gesehen. `/reko-account hidden` zeigt, was du ausblendest.
seen-unlinked = 👁️ Wird dir auf keinem Server mehr empfohlen. Verknüpfe deine Liste mit `/reko-account link`, dann zählt es auch als gesehen.
unhide-done = ↩️ Nicht mehr ausgeblendet.

## Titel, die jemand ausblendet

hidden-title =
    { $n ->
        [one] 1 ausgeblendeter Titel
       *[other] { $n } ausgeblendete Titel
    }
hidden-none = Du blendest keine Titel aus. **Nichts für mich** und **Schon gesehen** im Menü *Mehr über …* unter Empfehlungen blenden einen Titel überall für dich aus.
hidden-never = 🙈 { $title }, seit { $when }
hidden-seen = 👁️ { $title }, gesehen, seit { $when }
hidden-show-again = Wieder zeigen …
hidden-shown =
    { $n ->
        [0] Das war nicht ausgeblendet.
        [one] ↩️ 1 Titel ist nicht mehr ausgeblendet.
       *[other] ↩️ { $n } Titel sind nicht mehr ausgeblendet.
    }

## Bans

ban-done = 🚫 Auf diesem Server gebannt: { $titles }.
ban-done-personal = 🚫 Überall für dich ausgeblendet: { $titles }.
ban-known = Das ist schon gebannt.
vote-counted = 🗳️ Stimme für den Ban von **{ $title }** gezählt: { $n } von { $needed }.
vote-known = 🗳️ Du hast schon für den Ban von **{ $title }** gestimmt: { $n } von { $needed }.
undo-done = ↩️ Nicht mehr gebannt: { $titles }.
undo-nothing = Es gibt nichts rückgängig zu machen: Der Ban wurde inzwischen aufgehoben oder erneuert.
unvote-done =
    { $n ->
        [0] Du hattest keine Stimme, die du zurücknehmen könntest.
        [one] ↩️ Deine Stimme wurde zurückgenommen.
       *[other] ↩️ Deine { $n } Stimmen wurden zurückgenommen.
    }
reaction-ask =
    Du hast in **{ $server }** mit 🚫 reagiert. Sollen diese Titel dort gebannt werden?
    { $titles }
reaction-ask-vote =
    Du hast in **{ $server }** mit 🚫 reagiert. Willst du dort für den Ban dieser Titel stimmen?
    { $titles }
reaction-ask-personal =
    Du hast mit 🚫 reagiert. Sollen diese Titel für dich gebannt werden?
    { $titles }
reaction-no = Nichts wurde gebannt.

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

## Einstellungen

settings-title = Reko auf diesem Server
settings-about = Standardwerte, wenn ein Befehl nichts anderes angibt.
settings-change = ✅ { $setting }: { $before } → **{ $after }**
settings-accuracy = Ähnliche Nutzer
settings-per-page = Titel pro Seite
settings-adult = Titel für Erwachsene
settings-adult-on = In altersbeschränkten Kanälen
settings-off = Aus
settings-answers = Antworten
settings-public = Alle im Kanal
settings-private = Nur die Person, die gefragt hat
settings-ban-rule = Wer bannen darf
settings-bans = Gebannt
settings-log = Protokollkanal
settings-log-choose = Protokollkanal für Bans und Einstellungen
settings-titles = Namen der Titel
settings-n-bans = { $titles } Titel · { $users } Nutzer
rule-moderators = Nur Moderatoren
rule-anyone = Alle, sofort
rule-votes = Moderatoren sofort, andere mit { $n } Stimmen

permission-view-channel = Kanal anzeigen
permission-send-messages = Nachrichten senden
permission-embed-links = Links einbetten

log-banned = 🚫 { $who } hat { $titles } gebannt.
log-banned-by-vote = 🗳️ Durch Abstimmung gebannt: { $titles }. Die entscheidende Stimme kam von { $who }.
log-unbanned = ↩️ { $who } hat den Ban von { $titles } aufgehoben.
log-users-banned =
    { $n ->
        [one] 🚫 { $who } hat 1 ähnlichen Nutzer auf diesem Server von Empfehlungen ausgeschlossen.
       *[other] 🚫 { $who } hat { $n } ähnliche Nutzer auf diesem Server von Empfehlungen ausgeschlossen.
    }
log-users-unbanned =
    { $n ->
        [one] ↩️ { $who } hat 1 ähnlichen Nutzer auf diesem Server wieder zu Empfehlungen zugelassen.
       *[other] ↩️ { $who } hat { $n } ähnliche Nutzer auf diesem Server wieder zu Empfehlungen zugelassen.
    }
log-imported = 📥 { $who } hat eine Bannliste importiert, mit { $n_titles } Titeln und { $n_users } Nutzern, die noch nicht gebannt waren.
log-reset-settings = 🔄 { $who } hat die Einstellungen dieses Servers zurückgesetzt, auch den Protokollkanal. Die Bans bleiben.
log-reset-all = 🔄 { $who } hat die Einstellungen dieses Servers zurückgesetzt, auch den Protokollkanal, und alle Bans aufgehoben.
log-settings =
    ⚙️ { $who } hat die Einstellungen geändert:
    { $changes }

bans-title =
    { $n ->
        [one] 1 Ban
       *[other] { $n } Bans
    }
bans-none = Hier ist nichts gebannt.
bans-line = { $what } · { $who }, { $when }
bans-somebody = jemand
adult-title = 🔞 Ein Titel für Erwachsene
bans-lift = Bans aufheben…
bans-lifted =
    { $n ->
        [0] Diesen Ban gibt es nicht.
        [one] ↩️ 1 Ban wurde aufgehoben.
       *[other] ↩️ { $n } Bans wurden aufgehoben.
    }
export-done = Die Bannliste: { $titles } Titel und { $users } Nutzer. Importiere sie auf einem anderen Server mit `/reko-settings import`.
import-done = ✅ Importierte Bans: { $titles } Titel und { $users } Nutzer. Bestehende Bans bleiben.

reset-ask = Die Einstellungen dieses Servers auf die Standardwerte zurücksetzen? Das lässt sich nicht rückgängig machen.
reset-settings = ✅ Die Einstellungen sind zurückgesetzt. Die Bans bleiben.
reset-all = ✅ Die Einstellungen sind zurückgesetzt, und alle Bans sind aufgehoben.
reset-no = Nichts wurde geändert.

## Hilfe

help-title = Wie Reko funktioniert
help-about = Reko findet Leute, deren Listen auf MyAnimeList deiner ähneln, und empfiehlt, was ihnen gefällt. Fang mit `/reko` an.
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

## Konten

link-done =
    ✅ Du bist mit **{ $user }** verknüpft; die Liste hat { $n ->
        [one] 1 Titel
       *[other] { $n } Titel
    }. `/reko` braucht keinen Namen mehr.
link-joins = Mit der nächsten Erneuerung der Daten hilft deine Liste auch anderen bei ihren Empfehlungen, ohne deinen Namen. `/reko-account opt-out`, wenn du das nicht möchtest.
link-joins-not = Deine Liste wird nur für Empfehlungen verwendet, um die unter deinem Namen gebeten wird.
link-private = ✅ Du bist mit **{ $user }** verknüpft, aber die Liste ist privat. Mach sie unter https://myanimelist.net/editprofile.php?go=listpreferences öffentlich (alles unter „Hide“ abwählen). Lass dir dann Empfehlungen zeigen.
link-unchecked = ✅ Du bist mit **{ $user }** verknüpft. MyAnimeList war nicht erreichbar, um zu prüfen, ob es diesen Namen gibt.
link-opted-out = Über **{ $user }** soll nichts gespeichert werden; dieser Name lässt sich nicht verknüpfen. Hast du das selbst gewünscht, hebt `/reko-account opt-out` es auf; sonst wende dich an den Betreiber dieses Bots.
link-none = Du hast kein MyAnimeList-Konto verknüpft.
form-link-about = Der Name in der URL deines Profils. Deine Liste muss öffentlich sein.
link-shown = Du bist seit { $when } mit **{ $user }** verknüpft.
sharing-on = Andere dürfen nach deinen Empfehlungen fragen (`/reko` mit der Option `mitglied`) und ihren Geschmack mit deinem vergleichen. Die Antworten zeigen deinen Namen auf MyAnimeList.
sharing-off = Andere können nicht über deinen Discord-Namen nach deinen Empfehlungen fragen und erfahren von mir nicht, wie du auf MyAnimeList heißt. Ändern lässt sich das mit `/reko-account sharing`.
unlinked = ↩️ Dein MyAnimeList-Konto ist nicht mehr verknüpft.

why-several = Mehrere Titel passen.
why-choose = Welcher?

titles-english = Englisch, wo es einen englischen Namen gibt
titles-romaji = Japanisch in lateinischer Schrift
titles-default = Wie auf dem Server, sonst nach der Sprache von Discord
titles-reader = Nach der Sprache der Lesenden
titles-chosen = ✅ So liest du die Namen von Anime: { $language }.

data-sent =
    { $n ->
        [0] Über dich ist nichts gespeichert. Die Datei sagt dasselbe.
        [one] Alles, was über dich gespeichert ist: 1 Eintrag.
       *[other] Alles, was über dich gespeichert ist: { $n } Einträge.
    } `/reko-account forget-me` löscht es.
opt-out-unlinked = Über dich ist nichts unter einem Namen von MyAnimeList gespeichert. Verknüpfe zuerst den Namen, über den nichts gespeichert werden soll.
opt-out-ask =
    Soll über **{ $user }** nichts mehr gespeichert werden?
    - Die gespeicherten Kopien dieser Liste werden gelöscht und alle Verknüpfungen mit diesem Namen, auch die anderer Discord-Konten.
    - Die Liste hilft anderen nicht mehr bei ihren Empfehlungen, sobald die Daten erneuert sind (meist innerhalb eines Tages).
    - `/reko` geht mit diesem Namen weiterhin, aber davon wird nichts aufgehoben: eine Seite, keine Knöpfe.
    - Gespeichert bleibt der Name selbst, um ihn abzulehnen, und deine Discord-ID, denn nur du und der Betreiber können das aufheben.
opt-out-shown =
    Über **{ $user }** wird auf deinen Wunsch nichts gespeichert. Das aufheben? Dann darf die Liste wieder gespeichert werden, und du kannst sie mit `/reko-account link` verknüpfen.
    Für einen zweiten Namen wende dich an den Betreiber dieses Bots.
opt-out-done = ✅ Über **{ $user }** wird nichts mehr gespeichert. Mit `/reko-account opt-out` kannst du das aufheben.
opt-out-undone = ↩️ Über **{ $user }** darf wieder etwas gespeichert werden. Verknüpfe den Namen mit `/reko-account link`.
opt-out-unchanged = Nichts wurde geändert.

forget-ask = Alles löschen, was über dich gespeichert ist: die Verknüpfung mit MyAnimeList, deine Liste, deine Empfehlungen, deine Stimmen, die Namen, nach denen du gefragt hast, und die Titel, die du ausblendest? Bans, die du auf Servern ausgesprochen hast, bleiben, ohne deinen Namen. Ein Verbot, etwas zu speichern, bleibt auch, lässt sich dann aber nur noch vom Betreiber aufheben. Das lässt sich nicht rückgängig machen.
forget-not = Nichts wurde gelöscht.
forget-nothing = Über dich war nichts gespeichert.
forget-done = ✅ Gelöscht:
forgot-link = die Verknüpfung mit deinem Namen auf MyAnimeList
forgot-lists =
    { $n ->
        [one] deine gespeicherte Liste
       *[other] { $n } gespeicherte Listen
    }
forgot-visits = der Vermerk, wann deine Liste geladen wurde
forgot-results =
    { $n ->
        [one] 1 Satz Empfehlungen
       *[other] { $n } Sätze Empfehlungen
    }
forgot-language = die Sprache, in der du Titel liest
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
forgot-opt-outs = deine Discord-ID am Speicherverbot (das Verbot bleibt)

## Affinität zweier Nutzer

affinity-title = { $a } und { $b }
affinity-none = Sie haben keine Titel gemeinsam, die die Community kennt: { $a } hat { $n_a } Titel gesehen, { $b } { $n_b }.
affinity-sure = Hohe Sicherheit: 90-%-Intervall { $low } bis { $high }
affinity-fair = Mittlere Sicherheit: 90-%-Intervall { $low } bis { $high }
affinity-unsure = Geringe Sicherheit: 90-%-Intervall { $low } bis { $high }
affinity-few = Zu wenige Titel von beiden bewertet: Das richtet sich nur danach, was sie gesehen haben
affinity-shared =
    { $n ->
        [one] 1 gemeinsamer Titel
       *[other] { $n } gemeinsame Titel
    }, { $scored } von beiden bewertet
affinity-higher = { $higher } bewertet sie { NUMBER($points, minimumFractionDigits: 1) } höher als { $lower }
affinity-alike = Im Schnitt bewerten beide sie gleich
affinity-agree = Beiden gefällt
affinity-disagree = Sie sind sich uneinig über
affinity-order = Wertungen: { $a } / { $b }

## Fehler: was passiert ist, und was zu tun ist

error-private = Die Liste von **{ $user }** ist privat. Ihr Besitzer kann sie unter https://myanimelist.net/editprofile.php?go=listpreferences öffentlich machen (alles unter „Hide“ abwählen). Versuche es dann nach einer Minute noch einmal.
error-unknown-user = Auf MyAnimeList gibt es niemanden namens **{ $user }**. Prüfe die Schreibweise: Es ist der Name in der URL des Profils.
error-linked-unknown = Den verknüpften Namen **{ $user }** gibt es auf MyAnimeList nicht mehr: Das Konto wurde umbenannt oder gelöscht. Verknüpfe den jetzigen Namen.
error-name = Ein Name auf MyAnimeList hat 2 bis 16 Buchstaben, Ziffern, - oder _. Prüfe die Schreibweise.
error-no-name = Welche Liste auf MyAnimeList? Verknüpfe deine einmal mit dem Knopf, oder gib mit der Option `name` einen Namen an.
error-not-shared = Zu dieser Person gibt es nichts zu zeigen: Keine Liste ist verknüpft, oder sie ist nicht freigegeben. Freigeben kann sie die Person mit `/reko-account sharing`.
error-user-and-member = Gib entweder einen Namen oder ein Mitglied an, nicht beides.
error-not-an-answer = So lassen sich nur meine eigenen Antworten löschen.
error-delete = Diese Antwort löschen kann nur, wer danach gefragt hat oder Nachrichten verwalten darf.
error-same-user = Das ist dieselbe Person. Nenne zwei verschiedene Namen auf MyAnimeList.
error-years = Das erste Jahr liegt nach dem letzten. Tausche sie oder lass eines weg.
error-filter-years = Diese Jahre waren nicht zu lesen. Schreib zum Beispiel 2015, 2010-2019, 2020- oder -1999. Nichts wurde geändert.
error-adult = Titel für Erwachsene erscheinen nur in altersbeschränkten Kanälen von Servern, die sie erlauben.
error-genre = Das Genre **{ $genre }** gibt es nicht. Wähle eines der Vorschläge beim Tippen.
error-genre-near = Das Genre **{ $genre }** gibt es nicht. Meinst du { $near }?
error-file-size = Diese Datei ist größer als { $n } MB, mehr als jede Bannliste braucht. Nichts wurde importiert.
error-file-gone = Die Datei ließ sich nicht von Discord herunterladen. Schick sie bitte noch einmal.
error-file = Die Datei ist fehlerhaft: { $reason }. Nichts wurde importiert.
error-too-many-bans = Ein Server bannt höchstens { $n } Titel und { $n } Nutzer. Nichts wurde geändert.
error-input = { $field }: { $reason }.
error-mal-down = MyAnimeList ist nicht erreichbar, und es gibt keine frühere Kopie der Liste. Versuche es { $when } wieder.
error-mal-refused = MyAnimeList weist diesen Bot ab. Wer ihn betreibt, muss die Client-ID prüfen.
error-too-many-fetches = Für dich werden noch andere Listen von MyAnimeList abgerufen. Warte auf sie, oder versuche es { $when } wieder.
error-busy = Gerade werden zu viele Listen von MyAnimeList abgerufen. Versuche es { $when } wieder.
error-cooldown = Nicht so schnell: Du kannst { $when } wieder fragen.
error-timeout = Das hat zu lange gedauert und wurde abgebrochen. Versuche es in ein paar Minuten wieder.
error-no-snapshot = Es ist noch keine Community geladen, darum gibt es nichts zu empfehlen. Wer den Bot betreibt, holt Listen mit `reko import` oder `reko crawl` und führt dann `reko build` aus.
error-store = Der Bot erreicht seine Datenbank nicht. Was du eben geändert hast, ist vielleicht nicht gespeichert. Versuche es in einer Minute wieder.
error-stopping = Der Bot wird neu gestartet. Versuche es gleich noch einmal.
error-forbidden = Discord lässt mich das hier nicht tun. Wahrscheinlich fehlt mir eine Berechtigung.
error-discord = Discord hatte ein Problem und hat nicht die ganze Antwort angenommen. Versuche es gleich noch einmal.
error-data-deleted = Du hast alles löschen lassen, was über dich gespeichert ist; darum wurde dies abgebrochen. Frag noch einmal.
error-expired = Diese Nachricht ist zu alt. Nutze den Befehl noch einmal.
error-not-on-page = Dieser Titel steht nicht mehr auf der Seite: Er wurde gebannt oder darf hier nicht gezeigt werden. Blättere hin und zurück, um zu sehen, was noch da ist.
error-outdated = Dieser Befehl wurde aktualisiert. Starte Discord neu, oder versuche es in einer Stunde wieder.
error-no-title = Unter diesem Namen ist kein Anime bekannt: **{ $title }**. Prüfe die Schreibweise, oder füge die Adresse seiner Seite auf MyAnimeList ein.
error-log-channel-unknown = Das ist kein Textkanal dieses Servers. Wähle einen anderen.
error-log-channel = In { $channel } darf ich noch nicht schreiben. Gib mir dort diese Rechte und wähle ihn dann noch einmal: { $missing }.
error-option = Eine der Optionen ist ungültig. Prüfe sie und versuche es noch einmal.
error-too-late = Ein Ban lässt sich zehn Minuten lang rückgängig machen. Wer den Server verwaltet, kann ihn noch aufheben: `/reko-settings bans`.
error-not-yours = Diese Knöpfe gehören { $owner }. Hol dir mit `/reko` eigene Empfehlungen.
error-moderators-only = Auf diesem Server bannt nur, wer Nachrichten verwalten darf.
error-manage-server = Das kann nur, wer den Server verwalten darf.
error-server-only = Das geht nur auf Servern, zu denen ich hinzugefügt wurde.
error-left-server = Du kannst diese Seite nicht mehr sehen; nichts wurde gebannt.
error-unforeseen = Bei uns ist etwas schiefgegangen. Wenn es wieder passiert, nenne dem Betreiber dieses Bots diese Fehler-ID: `{ $id }`
