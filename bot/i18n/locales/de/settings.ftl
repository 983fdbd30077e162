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
settings-titles = Namen der Titel
settings-pictures = Bilder
settings-pictures-on = Statt Text, wo es welche gibt
settings-people = Leute dieses Servers
settings-people-on = Werden gezeigt, wenn sie es erlauben
settings-log = Protokollkanal
settings-log-choose = Protokollkanal für Bans und Einstellungen
settings-bans = Gebannt
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
export-done = Die Bannliste: { $titles } Titel und { $users } Nutzer. Importiere sie auf einem anderen Server mit `/{ cmd-settings } { cmd-import }`.
import-done = ✅ Importierte Bans: { $titles } Titel und { $users } Nutzer. Bestehende Bans bleiben.

reset-ask = Die Einstellungen dieses Servers auf die Standardwerte zurücksetzen? Das lässt sich nicht rückgängig machen.
reset-settings = ✅ Die Einstellungen sind zurückgesetzt. Die Bans bleiben.
reset-all = ✅ Die Einstellungen sind zurückgesetzt, und alle Bans sind aufgehoben.
reset-no = Nichts wurde geändert.
