# What the bot says. Variables: { $user } and the like are escaped before they come here.

## Commands: names (lower case, no spaces) and what Discord's menu says of them

cmd-reko = reko
cmd-reko-about = Anime that you will like, from people with your taste on MyAnimeList
cmd-affinity = reko-affinity
cmd-affinity-about = How close two people are in taste
cmd-account = reko-account
cmd-account-about = Your MyAnimeList name, and what is kept about you
cmd-link = link
cmd-link-about = Say who you are on MyAnimeList, so that /reko needs no name
cmd-account-show = show
cmd-account-show-about = See which MyAnimeList user you are linked to
cmd-unlink = unlink
cmd-unlink-about = Forget which MyAnimeList user you are
cmd-forget = forget-me
cmd-forget-about = Delete everything that is stored about you
cmd-settings = reko-settings
cmd-settings-about = How Reko behaves in this server
cmd-show = show
cmd-show-about = See all settings, and change them in a form
cmd-accuracy = accuracy
cmd-per-page = titles-per-page
cmd-adult = adult
cmd-who = who-may-ban
cmd-votes = votes
cmd-answers = answers
cmd-bans = bans
cmd-bans-about = See what is banned here, and lift bans
cmd-ban-user = ban-user
cmd-ban-user-about = Leave a similar user out of all recommendations here
cmd-unban-user = unban-user
cmd-unban-user-about = Let a banned user stand behind recommendations again
cmd-export = export
cmd-export-about = Get the ban list as a file
cmd-import = import
cmd-import-about = Add the bans of such a file
cmd-reset = reset
cmd-reset-about = Put everything back to the beginning

opt-user = user
opt-user-about = Name on MyAnimeList; yours if you linked it
opt-own-user-about = Your name on MyAnimeList
opt-user-a = user_a
opt-user-a-about = Name on MyAnimeList
opt-user-b = user_b
opt-user-b-about = Whom to compare with; you if you linked your name
opt-accuracy = accuracy
opt-accuracy-about = How close others must be to count as similar, 0 to 100
opt-genre = genre
opt-genre-about = Only titles of this genre
opt-exclude-genre = exclude_genre
opt-exclude-genre-about = No titles of this genre
opt-type = type
opt-type-about = Only titles of this kind
opt-max-episodes = max_episodes
opt-max-episodes-about = Only titles with at most so many episodes
opt-year-from = year_from
opt-year-from-about = Only titles first broadcast in this year or later
opt-year-to = year_to
opt-year-to-about = Only titles first broadcast in this year or before
opt-age-rating = age_rating
opt-age-rating-about = Only titles of this age rating
opt-planned = planned
opt-planned-about = What becomes of the titles that you plan to watch
opt-popularity = popularity
opt-popularity-about = Whether hidden gems or the well known come first
opt-refresh = refresh
opt-refresh-about = Fetch the list again, even if a recent one is known
opt-value = value
opt-allowed = allowed
opt-who = who
opt-visible = visible_to
opt-votes = needed
opt-hash = hash
opt-hash-about = The 32 characters that stand under “Similar users”
opt-file = file
opt-file-about = A file that export has made

type-tv = TV
type-movie = Movie
type-ova = OVA
type-ona = ONA
type-special = Special
type-tv-special = TV special
type-music = Music
type-cm = Commercial
type-pv = Promotional video

age-g = G: all ages
age-pg = PG: children
age-pg-13 = PG-13: teens of 13 and older
age-r = R: 17 and older, violence and strong language
age-r-plus = R+: mild nudity
age-rx = Rx: adults only

planned-too = Recommend them, too
planned-only = Recommend nothing else

popularity-gems = Hidden gems first
popularity-rather-gems = Rather hidden gems
popularity-balanced = Balanced
popularity-rather-known = Rather the well known
popularity-known = The well known first

## A page of recommendations

page-for = Recommendations for { $user }
page-users =
    { $users ->
        [one] **1** similar user
       *[other] **{ $users }** similar users
    } · accuracy { $accuracy }
page-lowered = { " " }(lowered from { $asked })
page-no-users = No similar users yet, so this is what the community likes
page-list-age = list from { $when }
page-only = Only { $filters }
page-max-episodes =
    { $n ->
        [one] 1 episode
       *[other] up to { $n } episodes
    }
page-without = Without { $genres }
page-since = from { $year } on
page-until = up to { $year }
page-planned = planned titles
page-with-planned = With planned titles
page-nothing = **Nothing is left to recommend.** Try without a filter, or have some bans lifted.
score = { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
title-expected = **{ $score }** expected · **{ $enjoyment } %** enjoyment
title-mean = MAL { $mean }
title-episodes = { $n } ep
title-users = 👥 { $n } of { $of }

progress-waiting = ⏳ Waiting for MyAnimeList to send the list of { $user }…
progress-reading =
    ⏳ Reading the list of { $user }: { $n ->
        [one] 1 title
       *[other] { $n } titles
    } so far…

button-refresh = Refresh
button-users = Similar users
button-undo = Undo
button-unvote = Take my vote back
button-ban-all =
    { $n ->
        [one] Ban it
       *[other] Ban all { $n }
    }
button-vote-all =
    { $n ->
        [one] Vote to ban it
       *[other] Vote to ban all { $n }
    }
button-cancel = Cancel
button-edit = Edit
button-bans = Ban list
button-reset = Reset
button-reset-settings = Reset the settings
button-reset-all =
    { $n ->
        [one] Reset, and lift the ban
       *[other] Reset, and lift all { $n } bans
    }
button-forget = Delete everything

## Bans

ban-done = 🚫 Banned in this server: { $titles }.
ban-done-personal = 🚫 Banned for you: { $titles }.
ban-known = This is banned already.
vote-counted = 🗳️ Your vote to ban **{ $title }** counts: { $n } of { $needed }.
vote-known = 🗳️ You have voted to ban **{ $title }** already: { $n } of { $needed }.
undo-done = ↩️ No longer banned: { $titles }.
undo-nothing = There is nothing to undo: the ban was lifted or renewed since.
unvote-done =
    { $n ->
        [0] You had no vote to take back.
        [one] ↩️ Your vote is taken back.
       *[other] ↩️ Your { $n } votes are taken back.
    }
reaction-ask =
    You reacted with 🚫 in **{ $server }**. Ban these titles there?
    { $titles }
reaction-ask-vote =
    You reacted with 🚫 in **{ $server }**. Vote to ban these titles there?
    { $titles }
reaction-ask-personal =
    You reacted with 🚫. Ban these titles for yourself?
    { $titles }
reaction-no = Nothing was banned.

## Similar users

users-title =
    { $n ->
        [one] 1 similar user
       *[other] { $n } similar users
    }
users-about = The closest, known by a hash only. The figure is the affinity, 0 to 100.
users-line =
    { $n ->
        [one] · behind 1 title
       *[other] · behind { $n } titles
    }
users-ban = Leave some of them out from now on…
users-banned =
    { $n ->
        [0] They were banned already.
        [one] 🚫 1 user is left out of recommendations here from now on.
       *[other] 🚫 { $n } users are left out of recommendations here from now on.
    }

## Settings

settings-title = Reko in this server
settings-about = What holds where a command says nothing else.
settings-changed = ✅ Changed.
settings-accuracy = Accuracy
settings-accuracy-about = How close others must be to count as similar where no accuracy is named
settings-per-page = Titles per page
settings-per-page-about = How many titles a page shows, 3 to 5
settings-adult = Adult titles
settings-adult-about = Whether titles rated Rx may be shown in age-restricted channels
settings-adult-on = In age-restricted channels
settings-off = Off
settings-answers = Answers
settings-answers-about = Who sees recommendations
settings-public = Everyone in the channel
settings-private = Only who asked
settings-ban-rule = Who may ban
settings-who-about = Whether members may vote to ban; those who may manage messages always ban at once
settings-votes-about = How many votes ban a title; 1 = every member bans at once
settings-bans = Banned
settings-n-bans =
    { $titles ->
        [one] 1 title
       *[other] { $titles } titles
    } · { $users ->
        [one] 1 user
       *[other] { $users } users
    }
who-everyone = Everyone, by vote
rule-moderators = Moderators only
rule-anyone = Everyone, at once
rule-votes = Moderators, or { $n } votes
form-accuracy-about = 0 to 100

bans-title =
    { $n ->
        [one] 1 ban
       *[other] { $n } bans
    }
bans-none = Nothing is banned here.
bans-line = { $what } · { $who }, { $when }
bans-somebody = somebody
bans-lift = Lift bans…
bans-lifted =
    { $n ->
        [0] No such ban was there.
        [one] ↩️ 1 ban is lifted.
       *[other] ↩️ { $n } bans are lifted.
    }
export-done =
    The ban list: { $titles ->
        [one] 1 title
       *[other] { $titles } titles
    } and { $users ->
        [one] 1 user
       *[other] { $users } users
    }. Another server takes it by `/reko-settings import`.
import-done =
    ✅ New bans: { $titles ->
        [one] 1 title
       *[other] { $titles } titles
    } and { $users ->
        [one] 1 user
       *[other] { $users } users
    }. What was banned before stays banned.

reset-ask = Put the settings of this server back to the beginning? This cannot be undone.
reset-settings = ✅ The settings are back to the beginning. The bans stayed.
reset-all = ✅ The settings are back to the beginning, and nothing is banned any more.
reset-no = Nothing was changed.

## Accounts

link-done =
    ✅ You are linked to **{ $user }**, a list of { $n ->
        [one] 1 title
       *[other] { $n } titles
    }. `/reko` needs no name from now on.
link-private = ✅ You are linked to **{ $user }**, but that list is private. Make it public at https://myanimelist.net/editprofile.php?go=listpreferences and try `/reko`.
link-unchecked = ✅ You are linked to **{ $user }**. MyAnimeList could not be asked whether that user exists.
link-none = You are not linked to a MyAnimeList user. `/reko-account link` does it.
link-shown = You are linked to **{ $user }** since { $when }.
unlinked = ↩️ You are no longer linked to a MyAnimeList user.

forget-ask = Delete everything that is stored about you: the link to MyAnimeList, your list, your recommendations, your votes, the names you asked for, and your personal bans? Bans that you made for servers stay, without your name. This cannot be undone.
forget-not = Nothing was deleted.
forget-nothing = Nothing was stored about you.
forget-done = ✅ Deleted:
forgot-link = the link to your MyAnimeList name
forgot-lists =
    { $n ->
        [one] your stored list
       *[other] { $n } stored lists
    }
forgot-results =
    { $n ->
        [one] 1 answer with recommendations
       *[other] { $n } answers with recommendations
    }
forgot-votes =
    { $n ->
        [one] 1 vote
       *[other] { $n } votes
    }
forgot-names =
    { $n ->
        [one] 1 name that you asked for
       *[other] { $n } names that you asked for
    }
forgot-bans =
    { $n ->
        [one] 1 personal ban
       *[other] { $n } personal bans
    }
forgot-signatures =
    { $n ->
        [one] your name on 1 ban of a server
       *[other] your name on { $n } bans of servers
    }

## Two people

affinity-title = { $a } and { $b }
affinity-none =
    They have nothing in common that the community knows: { $a } has seen { $n_a ->
        [one] 1 title
       *[other] { $n_a } titles
    }, { $b } { $n_b }.
affinity-sure = Sure: between { $low } and { $high } with 90 % certainty
affinity-fair = Fairly sure: between { $low } and { $high } with 90 % certainty
affinity-unsure = Hardly more than a guess: between { $low } and { $high } with 90 % certainty
affinity-shared =
    { $n ->
        [one] 1 title that both have seen
       *[other] { $n } titles that both have seen
    }, { $scored } scored by both
affinity-higher = { $higher } scores them { NUMBER($points, minimumFractionDigits: 1) } higher than { $lower }
affinity-alike = Both score them equally high
affinity-agree = Both like
affinity-disagree = They differ over
affinity-order = Scores: { $a } / { $b }

## What goes wrong, and what helps

error-private = The list of **{ $user }** is private. Its owner can make it public at https://myanimelist.net/editprofile.php?go=listpreferences (tick nothing under “hide”), then ask again.
error-unknown-user = MyAnimeList knows no user **{ $user }**. Check the spelling; it is the name in the address of the profile.
error-name = A MyAnimeList name has 2 to 16 letters, digits, - or _. Check the spelling.
error-no-name = Whom do you mean? Name a MyAnimeList user, or link yours once with `/reko-account link`.
error-same-user = Those are the same person. Name two different MyAnimeList users.
error-accuracy = The accuracy is a number from 0 to 100. Nothing was changed.
error-years = The first year is after the last one. Swap them, or leave one of them out.
error-adult = Titles rated Rx are shown in age-restricted channels only, of servers that allow them.
error-hash = A hash is 32 characters of 0-9 and a-f, as they stand under “Similar users”.
error-file-size = That file is larger than { $n } MB, which no ban list needs to be. Nothing of it was taken.
error-file-gone = Discord did not hand that file over. Send it once more.
error-file-line = Line { $line } of the file: { $reason }. Nothing of it was taken.
error-too-many-bans = A server bans at most { $n } titles and { $n } users. Nothing was changed.
error-input = { $field }: { $reason }.
error-mal-down = MyAnimeList cannot be reached, and no earlier copy of the list is known. Try again { $when }.
error-mal-refused = MyAnimeList refuses this bot. Its operator has to check the client id.
error-busy = Too many lists are being fetched from MyAnimeList. Come back { $when }.
error-cooldown = One moment: you can ask again { $when }.
error-timeout = That took too long and was given up. Try again in a few minutes.
error-no-snapshot = There is no community to recommend from yet. The operator of this bot has to build it.
error-store = The bot cannot reach its database, so nothing was changed. Try again in a minute.
error-stopping = The bot is being restarted. Try again in a moment.
error-forbidden = Discord does not let me do that here. A missing permission of mine is the likely reason.
error-discord = Discord has trouble, and did not take all of the answer. Try again in a moment.
error-expired = This is too old to be used. Use the command again.
error-outdated = This command has changed since your Discord learned of it. Restart Discord or try again in an hour.
error-option = One of the options makes no sense to me. Check them and try again.
error-too-late = Undoing is possible for ten minutes. Somebody who manages the server can still lift the ban: `/reko-settings bans`.
error-not-yours = These buttons belong to { $owner }. Ask for recommendations of your own with `/reko`.
error-moderators-only = Only people who may manage messages can ban titles in this server.
error-manage-server = Only people who may manage the server can do that.
error-server-only = That works in servers that have invited me only.
error-left-server = You can no longer see that page, so nothing was banned.
error-unforeseen = Something went wrong here, and it is not your fault. If it happens again, tell the operator of this bot this id: `{ $id }`
