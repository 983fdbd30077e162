# Was der Bot sagt. Die Befehle heißen überall gleich, nur ihre Beschreibungen sind übersetzt.

## Befehle

cmd-reko-about = Anime, die dir gefallen werden, von Leuten mit deinem Geschmack auf MyAnimeList
cmd-affinity-about = Wie nah sich zwei Leute im Geschmack sind
cmd-account-about = Dein Name auf MyAnimeList, und was über dich gespeichert ist
cmd-link-about = Sag, wer du auf MyAnimeList bist; dann braucht /reko keinen Namen
cmd-account-show-about = Sieh nach, mit welchem Namen auf MyAnimeList du verknüpft bist
cmd-unlink-about = Vergiss, wer ich auf MyAnimeList bin
cmd-forget-about = Lösche alles, was über dich gespeichert ist
cmd-settings-about = Wie sich Reko auf diesem Server verhält
cmd-show-about = Alle Einstellungen ansehen und in einem Formular ändern
cmd-bans-about = Ansehen, was hier gebannt ist, und Bans aufheben
cmd-ban-user-about = Einen ähnlichen Nutzer hier aus allen Empfehlungen heraushalten
cmd-unban-user-about = Einen gebannten Nutzer wieder mitempfehlen lassen
cmd-export-about = Die Bannliste als Datei holen
cmd-import-about = Die Bans einer solchen Datei hinzufügen
cmd-reset-about = Alles auf Anfang setzen

opt-user = name
opt-user-about = Name auf MyAnimeList; deiner, wenn du ihn verknüpft hast
opt-own-user-about = Dein Name auf MyAnimeList
opt-user-a = name_a
opt-user-a-about = Name auf MyAnimeList
opt-user-b = name_b
opt-user-b-about = Mit wem verglichen wird; mit dir, wenn du verknüpft bist
opt-accuracy = genauigkeit
opt-accuracy-about = Wie nah andere sein müssen, um als ähnlich zu gelten, 0 bis 100
opt-genre = genre
opt-genre-about = Nur Titel dieses Genres
opt-exclude-genre = ohne_genre
opt-exclude-genre-about = Keine Titel dieses Genres
opt-type = art
opt-type-about = Nur Titel dieser Art
opt-max-episodes = max_folgen
opt-max-episodes-about = Nur Titel mit höchstens so vielen Folgen
opt-year-from = ab_jahr
opt-year-from-about = Nur Titel, die in diesem Jahr oder später anliefen
opt-year-to = bis_jahr
opt-year-to-about = Nur Titel, die in diesem Jahr oder früher anliefen
opt-age-rating = altersfreigabe
opt-age-rating-about = Nur Titel dieser Altersfreigabe
opt-planned = geplant
opt-planned-about = Was mit den Titeln wird, die du noch sehen willst
opt-popularity = bekanntheit
opt-popularity-about = Ob Geheimtipps oder Bekanntes zuerst kommen
opt-refresh = neu
opt-refresh-about = Die Liste neu holen, auch wenn eine frische bekannt ist
opt-value = wert
opt-allowed = erlaubt
opt-who = wer
opt-visible = sichtbar_für
opt-votes = nötig
opt-hash = hash
opt-hash-about = Die 32 Zeichen, die unter „Ähnliche Nutzer“ stehen
opt-file = datei
opt-file-about = Eine Datei, die export gemacht hat

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

planned-too = Auch sie empfehlen
planned-only = Nur sie empfehlen

popularity-gems = Geheimtipps zuerst
popularity-rather-gems = Eher Geheimtipps
popularity-balanced = Ausgewogen
popularity-rather-known = Eher Bekanntes
popularity-known = Bekanntes zuerst

## Eine Seite mit Empfehlungen

page-for = Empfehlungen für { $user }
page-users =
    { $users ->
        [one] **1** ähnlicher Nutzer
       *[other] **{ $users }** ähnliche Nutzer
    } · Genauigkeit { $accuracy }
page-lowered = { " " }(von { $asked } gesenkt)
page-no-users = Noch keine ähnlichen Nutzer; das hier mag die Gemeinschaft
page-list-age = Liste von { $when }
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
page-nothing = **Nichts bleibt zu empfehlen.** Versuche es ohne Filter oder lass Bans aufheben.
title-expected = **{ $score }** erwartet · **{ $enjoyment } %** Gefallen
title-episodes =
    { $n ->
        [one] 1 Folge
       *[other] { $n } Folgen
    }
title-users = 👥 { $n } von { $of }

progress-waiting = ⏳ MyAnimeList soll die Liste von { $user } schicken…
progress-reading = ⏳ Die Liste von { $user } wird gelesen: { $n } Titel bisher…

button-refresh = Neu laden
button-users = Ähnliche Nutzer
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
button-cancel = Abbrechen
button-edit = Ändern
button-bans = Bannliste
button-reset = Zurücksetzen
button-reset-settings = Einstellungen zurücksetzen
button-reset-all =
    { $n ->
        [one] Zurücksetzen und den Ban aufheben
       *[other] Zurücksetzen und alle { $n } Bans aufheben
    }
button-forget = Alles löschen

## Bans

ban-done = 🚫 Auf diesem Server gebannt: { $titles }.
ban-done-personal = 🚫 Für dich gebannt: { $titles }.
ban-known = Das ist schon gebannt.
vote-counted = 🗳️ Deine Stimme für den Ban von **{ $title }** zählt: { $n } von { $needed }.
vote-known = 🗳️ Du hast schon für den Ban von **{ $title }** gestimmt: { $n } von { $needed }.
undo-done = ↩️ Nicht mehr gebannt: { $titles }.
undo-nothing = Es gibt nichts rückgängig zu machen: Der Ban wurde inzwischen aufgehoben oder erneuert.
unvote-done =
    { $n ->
        [0] Du hattest keine Stimme zurückzunehmen.
        [one] ↩️ Deine Stimme ist zurückgenommen.
       *[other] ↩️ Deine { $n } Stimmen sind zurückgenommen.
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
users-about = Die nächsten, nur unter einem Hash bekannt. Die Zahl ist die Nähe, 0 bis 100.
users-line =
    { $n ->
        [one] · hinter 1 Titel
       *[other] · hinter { $n } Titeln
    }
users-ban = Einige von jetzt an heraushalten…
users-banned =
    { $n ->
        [0] Sie waren schon gebannt.
        [one] 🚫 1 Nutzer bleibt hier von jetzt an aus den Empfehlungen heraus.
       *[other] 🚫 { $n } Nutzer bleiben hier von jetzt an aus den Empfehlungen heraus.
    }

## Einstellungen

settings-title = Reko auf diesem Server
settings-about = Was gilt, wo ein Befehl nichts anderes sagt.
settings-changed = ✅ Geändert.
settings-accuracy = Genauigkeit
settings-accuracy-about = Wie nah andere sein müssen, um als ähnlich zu gelten, wenn nichts anderes gesagt wird
settings-per-page = Titel pro Seite
settings-per-page-about = Wie viele Titel eine Seite zeigt, 3 bis 5
settings-adult = Titel für Erwachsene
settings-adult-about = Ob Titel der Einstufung Rx in altersbeschränkten Kanälen erscheinen dürfen
settings-adult-on = In altersbeschränkten Kanälen
settings-off = Aus
settings-answers = Antworten
settings-answers-about = Wer Empfehlungen sieht
settings-public = Alle im Kanal
settings-private = Nur wer gefragt hat
settings-ban-rule = Wer bannen darf
settings-who-about = Ob Mitglieder über Bans abstimmen; wer Nachrichten verwalten darf, bannt immer sofort
settings-votes-about = Wie viele Stimmen einen Titel bannen; 1 = jedes Mitglied bannt sofort
settings-bans = Gebannt
settings-n-bans = { $titles } Titel · { $users } Nutzer
who-everyone = Alle, durch Abstimmung
rule-moderators = Nur Moderatoren
rule-anyone = Alle, sofort
rule-votes = Moderatoren, oder { $n } Stimmen
form-accuracy-about = 0 bis 100

bans-title =
    { $n ->
        [one] 1 Ban
       *[other] { $n } Bans
    }
bans-none = Hier ist nichts gebannt.
bans-line = { $what } · { $who }, { $when }
bans-somebody = jemand
bans-lift = Bans aufheben…
bans-lifted =
    { $n ->
        [0] Einen solchen Ban gab es nicht.
        [one] ↩️ 1 Ban ist aufgehoben.
       *[other] ↩️ { $n } Bans sind aufgehoben.
    }
export-done = Die Bannliste: { $titles } Titel und { $users } Nutzer. Ein anderer Server nimmt sie mit `/reko-settings import`.
import-done = ✅ Neue Bans: { $titles } Titel und { $users } Nutzer. Was gebannt war, bleibt gebannt.

reset-ask = Die Einstellungen dieses Servers auf Anfang setzen? Das lässt sich nicht rückgängig machen.
reset-settings = ✅ Die Einstellungen stehen wieder auf Anfang. Die Bans sind geblieben.
reset-all = ✅ Die Einstellungen stehen wieder auf Anfang, und nichts ist mehr gebannt.
reset-no = Nichts wurde geändert.

## Konten

link-done =
    ✅ Du bist mit **{ $user }** verknüpft, einer Liste von { $n ->
        [one] 1 Titel
       *[other] { $n } Titeln
    }. `/reko` braucht von jetzt an keinen Namen.
link-private = ✅ Du bist mit **{ $user }** verknüpft, aber die Liste ist privat. Mach sie unter https://myanimelist.net/editprofile.php?go=listpreferences öffentlich und versuche `/reko`.
link-unchecked = ✅ Du bist mit **{ $user }** verknüpft. MyAnimeList war nicht zu fragen, ob es diesen Namen gibt.
link-none = Du bist mit keinem Namen auf MyAnimeList verknüpft. Das macht `/reko-account link`.
link-shown = Du bist seit { $when } mit **{ $user }** verknüpft.
unlinked = ↩️ Du bist mit keinem Namen auf MyAnimeList mehr verknüpft.

forget-ask = Alles löschen, was über dich gespeichert ist: die Verknüpfung mit MyAnimeList, deine Liste, deine Empfehlungen, deine Stimmen, die Namen, nach denen du gefragt hast, und deine persönlichen Bans? Bans, die du auf Servern ausgesprochen hast, bleiben, ohne deinen Namen. Das lässt sich nicht rückgängig machen.
forget-not = Nichts wurde gelöscht.
forget-nothing = Über dich war nichts gespeichert.
forget-done = ✅ Gelöscht:
forgot-link = die Verknüpfung mit deinem Namen auf MyAnimeList
forgot-lists =
    { $n ->
        [one] deine gespeicherte Liste
       *[other] { $n } gespeicherte Listen
    }
forgot-results =
    { $n ->
        [one] 1 Antwort mit Empfehlungen
       *[other] { $n } Antworten mit Empfehlungen
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
forgot-bans =
    { $n ->
        [one] 1 persönlicher Ban
       *[other] { $n } persönliche Bans
    }
forgot-signatures =
    { $n ->
        [one] dein Name an 1 Ban eines Servers
       *[other] dein Name an { $n } Bans von Servern
    }

## Zwei Leute

affinity-title = { $a } und { $b }
affinity-none = Sie haben nichts gemeinsam, was die Gemeinschaft kennt: { $a } hat { $n_a } Titel gesehen, { $b } { $n_b }.
affinity-sure = Sicher: mit 90 % Gewissheit zwischen { $low } und { $high }
affinity-fair = Ziemlich sicher: mit 90 % Gewissheit zwischen { $low } und { $high }
affinity-unsure = Kaum mehr als geraten: mit 90 % Gewissheit zwischen { $low } und { $high }
affinity-shared =
    { $n ->
        [one] 1 Titel, den beide gesehen haben
       *[other] { $n } Titel, die beide gesehen haben
    }, { $scored } von beiden bewertet
affinity-higher = { $higher } bewertet sie { NUMBER($points, minimumFractionDigits: 1) } höher als { $lower }
affinity-alike = Beide bewerten sie gleich hoch
affinity-agree = Beiden gefällt
affinity-disagree = Uneins sind sie über
affinity-order = Wertungen: { $a } / { $b }

## Was schiefgeht, und was hilft

error-private = Die Liste von **{ $user }** ist privat. Wem sie gehört, kann sie unter https://myanimelist.net/editprofile.php?go=listpreferences öffentlich machen. Frag dann noch einmal.
error-unknown-user = MyAnimeList kennt niemanden namens **{ $user }**. Prüfe die Schreibweise; es ist der Name in der Adresse des Profils.
error-name = Ein Name auf MyAnimeList hat 2 bis 16 Buchstaben, Ziffern, - oder _. Prüfe die Schreibweise.
error-no-name = Wen meinst du? Nenne einen Namen auf MyAnimeList, oder verknüpfe deinen einmal mit `/reko-account link`.
error-same-user = Das ist dieselbe Person. Nenne zwei verschiedene Namen auf MyAnimeList.
error-accuracy = Die Genauigkeit ist eine Zahl von 0 bis 100. Nichts wurde geändert.
error-years = Das erste Jahr liegt nach dem letzten. Tausche sie oder lass eines weg.
error-adult = Titel der Einstufung Rx erscheinen nur in altersbeschränkten Kanälen von Servern, die sie erlauben.
error-hash = Ein Hash hat 32 Zeichen, 0-9 und a-f, so wie sie unter „Ähnliche Nutzer“ stehen.
error-file-size = Diese Datei ist größer als { $n } MB; so groß muss keine Bannliste sein. Nichts daraus wurde übernommen.
error-file-gone = Discord gab diese Datei nicht heraus. Schick sie noch einmal.
error-file-line = Zeile { $line } der Datei stimmt nicht: { $reason }. Nichts daraus wurde übernommen.
error-too-many-bans = Ein Server bannt höchstens { $n } Titel und { $n } Nutzer. Nichts wurde geändert.
error-input = { $field }: { $reason }.
error-mal-down = MyAnimeList ist nicht zu erreichen, und keine frühere Fassung der Liste ist bekannt. Versuche es { $when } wieder.
error-mal-refused = MyAnimeList weist diesen Bot ab. Wer ihn betreibt, muss die Client-ID prüfen.
error-busy = Gerade werden zu viele Listen von MyAnimeList geholt. Komm { $when } wieder.
error-cooldown = Einen Moment: Du kannst { $when } wieder fragen.
error-timeout = Das hat zu lange gedauert und wurde aufgegeben. Versuche es in ein paar Minuten wieder.
error-no-snapshot = Es gibt noch keine Gemeinschaft, aus der sich empfehlen lässt. Wer den Bot betreibt, muss sie bauen.
error-store = Der Bot erreicht seine Datenbank nicht; nichts wurde geändert. Versuche es in einer Minute wieder.
error-stopping = Der Bot wird neu gestartet. Versuche es gleich noch einmal.
error-forbidden = Discord lässt mich das hier nicht tun. Wahrscheinlich fehlt mir eine Berechtigung.
error-discord = Discord hat Probleme und hat nicht die ganze Antwort angenommen. Versuche es gleich noch einmal.
error-expired = Das ist zu alt, um noch benutzt zu werden. Nutze den Befehl noch einmal.
error-outdated = Dieser Befehl hat sich geändert, seit dein Discord von ihm weiß. Starte Discord neu oder versuche es in einer Stunde wieder.
error-option = Eine der Angaben verstehe ich nicht. Prüfe sie und versuche es noch einmal.
error-too-late = Rückgängig geht es zehn Minuten lang. Wer den Server verwaltet, kann den Ban noch aufheben: `/reko-settings bans`.
error-not-yours = Diese Knöpfe gehören { $owner }. Frag mit `/reko` nach eigenen Empfehlungen.
error-moderators-only = Auf diesem Server bannt nur, wer Nachrichten verwalten darf.
error-manage-server = Das kann nur, wer den Server verwalten darf.
error-server-only = Das geht nur auf Servern, die mich eingeladen haben.
error-left-server = Du kannst diese Seite nicht mehr sehen; nichts wurde gebannt.
error-unforeseen = Hier ist etwas schiefgegangen, und du kannst nichts dafür. Wenn es wieder passiert, sag denen, die den Bot betreiben, diese Nummer: `{ $id }`
