## Befehle

cmd-reko-about = Anime-Empfehlungen von MyAnimeList-Nutzern mit ähnlichem Geschmack
cmd-affinity-about = Den Geschmack zweier MyAnimeList-Nutzer vergleichen
cmd-help-about = Was die Zahlen bedeuten und welche Befehle es gibt
cmd-why-about = Warum ein Anime zu deiner Liste passt, oder nicht
cmd-account-about = Dein verknüpftes MyAnimeList-Konto, und was über dich gespeichert ist
cmd-link-about = Verknüpfe dein MyAnimeList-Konto, dann braucht /reko keinen Namen
cmd-account-show-about = Dein verknüpftes MyAnimeList-Konto anzeigen
cmd-sharing-about = Wer nach deinen Empfehlungen fragen, den Geschmack vergleichen und dich in Listen sehen darf
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
opt-sharing = mit
visibility-nobody = Niemand
visibility-server = Mitglieder von Servern, auf denen du Reko benutzt
visibility-everybody = Alle
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
