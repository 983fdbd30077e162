## Settings

settings-title = Reko in this server
settings-about = Defaults, used when a command doesn't say otherwise.
settings-change = ✅ { $setting }: { $before } → **{ $after }**
settings-accuracy = Similar users
settings-per-page = Titles per page
settings-adult = Adult titles
settings-adult-on = In age-restricted channels
settings-off = Off
settings-answers = Answers
settings-public = Everyone in the channel
settings-private = Only the person who asked
settings-ban-rule = Who can ban
settings-titles = Names of titles
settings-pictures = Pictures
settings-pictures-on = Instead of text, where there are any
settings-people = People of this server
settings-people-on = Listed if they allow it
settings-log = Log channel
settings-log-choose = Log channel for bans and settings
settings-bans = Banned
settings-n-bans =
    { $titles ->
        [one] 1 title
       *[other] { $titles } titles
    } · { $users ->
        [one] 1 user
       *[other] { $users } users
    }
rule-moderators = Moderators only
rule-anyone = Everyone, at once
rule-votes = Moderators at once, others with { $n } votes

permission-view-channel = View Channel
permission-send-messages = Send Messages
permission-embed-links = Embed Links

log-banned = 🚫 { $who } banned { $titles }.
log-banned-by-vote = 🗳️ Banned by vote: { $titles }. The deciding vote came from { $who }.
log-unbanned = ↩️ { $who } removed the ban of { $titles }.
log-users-banned =
    { $n ->
        [one] 🚫 { $who } excluded 1 similar user from recommendations in this server.
       *[other] 🚫 { $who } excluded { $n } similar users from recommendations in this server.
    }
log-users-unbanned =
    { $n ->
        [one] ↩️ { $who } readmitted 1 similar user to recommendations in this server.
       *[other] ↩️ { $who } readmitted { $n } similar users to recommendations in this server.
    }
log-imported =
    📥 { $who } imported a ban list with { $n_titles ->
        [one] 1 title
       *[other] { $n_titles } titles
    } and { $n_users ->
        [one] 1 user
       *[other] { $n_users } users
    } that were not banned yet.
log-reset-settings = 🔄 { $who } reset the settings of this server, including its log channel. The bans were kept.
log-reset-all = 🔄 { $who } reset the settings of this server, including its log channel, and removed all bans.
log-settings =
    ⚙️ { $who } changed the settings:
    { $changes }

bans-title =
    { $n ->
        [one] 1 ban
       *[other] { $n } bans
    }
bans-none = Nothing is banned here.
bans-line = { $what } · { $who }, { $when }
bans-somebody = someone
adult-title = 🔞 An adult title
bans-lift = Remove bans…
bans-lifted =
    { $n ->
        [0] No such ban.
        [one] ↩️ 1 ban was removed.
       *[other] ↩️ { $n } bans were removed.
    }
export-done =
    The ban list: { $titles ->
        [one] 1 title
       *[other] { $titles } titles
    } and { $users ->
        [one] 1 user
       *[other] { $users } users
    }. Import it on another server with `/{ cmd-settings } { cmd-import }`.
import-done =
    ✅ Imported bans: { $titles ->
        [one] 1 title
       *[other] { $titles } titles
    } and { $users ->
        [one] 1 user
       *[other] { $users } users
    }. Existing bans were kept.

reset-ask = Reset the settings of this server to defaults? This cannot be undone.
reset-settings = ✅ The settings were reset to defaults. The bans were kept.
reset-all = ✅ The settings were reset to defaults, and all bans were removed.
reset-no = Nothing was changed.
