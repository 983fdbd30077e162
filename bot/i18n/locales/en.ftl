# Texts of the bot. Variables such as { $user } are escaped before they are inserted.

## Commands: names (lower case, no spaces) and descriptions in Discord's menu

cmd-reko = reko
cmd-reko-about = Get anime recommendations from MyAnimeList users with similar taste
cmd-affinity = reko-affinity
cmd-affinity-about = Compare the taste of two MyAnimeList users
cmd-help = reko-help
cmd-help-about = What the figures mean, and which commands there are
cmd-why = reko-why
cmd-why-about = Why one anime fits your list, or does not
cmd-account = reko-account
cmd-account-about = Your linked MyAnimeList account, and what is stored about you
cmd-link = link
cmd-link-about = Link your MyAnimeList account so /reko needs no name
cmd-account-show = show
cmd-account-show-about = Show your linked MyAnimeList account
cmd-sharing = sharing
cmd-sharing-about = Whether others may ask for your recommendations and compare their taste with yours
cmd-unlink = unlink
cmd-unlink-about = Remove your linked MyAnimeList account
cmd-titles = titles
cmd-titles-about = In which language you read the names of anime
cmd-data = data
cmd-data-about = Download everything stored about you
cmd-opt-out = opt-out
cmd-opt-out-about = Have nothing about your MyAnimeList name stored, or undo that
cmd-hidden = hidden
cmd-hidden-about = Titles that you hide, and showing them again
cmd-forget = forget-me
cmd-forget-about = Delete everything stored about you
cmd-settings = reko-settings
cmd-settings-about = How Reko behaves in this server
cmd-show = show
cmd-show-about = Show all settings and edit them in a form
cmd-bans = bans
cmd-bans-about = Show what is banned here, and remove bans
cmd-export = export
cmd-export-about = Download the ban list as a file
cmd-import = import
cmd-import-about = Import bans from an exported file
cmd-reset = reset
cmd-reset-about = Reset everything to defaults
menu-compare = Compare taste
menu-delete = Delete this answer

opt-user = user
opt-user-about = MyAnimeList user name; your linked one by default
opt-member = member
opt-member-about = A member who lets others ask for their recommendations
opt-own-user-about = Your MyAnimeList user name
opt-user-a = user_a
opt-user-a-about = MyAnimeList user name
opt-user-b = user_b
opt-user-b-about = Whom to compare with; your linked account by default
opt-accuracy = accuracy
opt-accuracy-about = How close the similar users must be
opt-genre = genre
opt-genre-about = Only titles of this genre
opt-type = type
opt-type-about = Only titles of this type
opt-planned = planned
opt-planned-about = How to treat titles on your plan-to-watch list
opt-popularity = popularity
opt-popularity-about = Prefer hidden gems or popular titles
opt-title = title
opt-title-about = Any of its names, or the start of one
opt-language = language
opt-allowed = allowed
opt-file = file
opt-file-about = A file made by /reko-settings export

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

planned-too = Include them
planned-only = Only those

accuracy-very-close = Very close: only those with nearly the same taste
accuracy-balanced = Balanced
accuracy-wide = Wide: also those with less in common

popularity-gems = Hidden gems first
popularity-rather-gems = Mostly hidden gems
popularity-balanced = Balanced
popularity-rather-known = Mostly popular
popularity-known = Popular titles first

## A page of recommendations

page-for = Recommendations for { $user }
page-users =
    { $closeness ->
        [very-close]
            { $users ->
                [one] **1** very close user
               *[other] **{ $users }** very close users
            }
        [close]
            { $users ->
                [one] **1** close user
               *[other] **{ $users }** close users
            }
        [fairly-close]
            { $users ->
                [one] **1** fairly close user
               *[other] **{ $users }** fairly close users
            }
       *[distant]
            { $users ->
                [one] **1** user with little in common
               *[other] **{ $users }** users with little in common
            }
    }
page-lowered = { " " }(too few are closer)
page-no-users = No similar users found: these titles go by this list alone
page-empty-list = This list is empty, so these are the community's favourites. Add what you have watched on MyAnimeList, then press Refresh
page-only-planned = Nothing on this list has been watched yet: these titles go by what is planned
page-list-age = list fetched { $when }
page-banned = 🚫 **{ $title }** was banned by { $who }
page-only = Only { $filters }
page-max-episodes =
    { $n ->
        [one] 1 episode
       *[other] up to { $n } episodes
    }
page-without = Without { $genres }
page-since = from { $year }
page-until = until { $year }
page-planned = planned titles
page-with-planned = With planned titles
page-missing-users = Part of the community could not be searched just now. The answer may change when you refresh it.
page-not-stored = This user wants nothing stored. So this answer has one page and no buttons.
answer-deleted = 🗑️ The answer was deleted.
welcome =
    👋 **Hello, I'm Reko.** I recommend anime that people with a similar MyAnimeList taste have liked.
    • `/reko` shows recommendations, each with how well it fits and why. Link your list once with the button, or name any public list.
    • 🚫 under a title bans it for this server; `/reko-settings show` is where those who manage the server decide who may, and the rest.
    • `/reko-account forget-me` deletes all that is stored about you.
welcome-privacy = • What is stored, and why: { $url }
filters-title = Filters
filter-genres = Genres
filter-genres-about = Only titles that have all of these
filter-exclude-genres = Excluded genres
filter-exclude-genres-about = Only titles that have none of these
filter-years = First aired
filter-years-about = For example 2015, 2010-2019, 2020- or -1999
filter-length = Length
filter-any-length = any length
filter-ages = Age ratings
filter-ages-about = Only titles with one of these
page-nothing = **Nothing left to recommend.**
page-nothing-new = **Nothing left to recommend:** all that the community knows is on this list, or belongs to a series that is.
page-nothing-with = **Nothing left to recommend.** { $n ->
        [one] There would be titles without this filter: { $filters }
       *[other] There would be titles without one of these filters: { $filters }
    }
page-nothing-together = **Nothing left to recommend:** no title fits all of these filters. Drop several of them.
page-bans = the bans here
score = { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
title-match =
    { $whose ->
        [own] **Match { $match }** · you'd give it about { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
       *[other] **Match { $match }** · they'd give it about { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
    }
title-enjoyment =
    { $whose ->
        [own] { $enjoyment } % likely to beat your average
       *[other] { $enjoyment } % likely to beat their average
    }
title-mean = MAL { $mean }
title-episodes = { $n } ep
title-users =
    { $of ->
        [one]
            { $n ->
                [0] Not recommended by the one similar user
               *[other] Recommended by the one similar user
            }
       *[other]
            { $n ->
                [0] None of { $of } similar users recommends it
                [one] 1 of { $of } similar users recommends it
                [both] Both similar users recommend it
                [all] All { $of } similar users recommend it
               *[other] { $n } of { $of } similar users recommend it
            }
    }

progress-waiting = ⏳ Waiting for MyAnimeList to send the list of { $user }…
progress-reading =
    ⏳ Reading the list of { $user }: { $n ->
        [one] 1 title
       *[other] { $n } titles
    } so far…

button-refresh = Refresh
button-users = Similar users
button-filters = Filters…
button-link = Link my list
button-link-other = Link another name
button-mine = Show recommendations
button-undo = Undo
button-unvote = Withdraw my vote
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
button-opt-out-yes = Opt out
button-opt-out-undo = Undo the opt-out
button-cancel = Cancel
button-edit = Edit
button-bans = Ban list
button-reset = Reset
button-reset-settings = Reset the settings
button-reset-all =
    { $n ->
        [one] Reset, and remove the ban
       *[other] Reset, and remove all { $n } bans
    }
button-forget = Delete everything

## The card of a title

more-about = More about…
card-length = { $n } × { $minutes } min
card-minutes = { $minutes } min
card-aired = Aired { $first }
card-aired-until = Aired { $first } to { $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **Why?** You'd give it about **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (90 % sure: between { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-score = **Why, for { $user }?** { $user } would give it about **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (90 % sure: between { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-listed =
    { $score ->
        [0] ; it is already on the list, without a score
       *[other] ; the **{ $score }** that it has on the list is left out here
    }
why-for = These scores speak for it: { $titles }.
why-against = These scores speak against it: { $titles }.
why-for-and-against = These scores speak for it: { $raising }; these against it: { $lowering }.
why-basis-community = There are no scores to go by yet, so that is what the community thinks of it.
why-basis-mean = Nobody in the community has it, so that comes from its mean on MyAnimeList.
why-similar =
    { $seen ->
        [one]
            { $n ->
                [0] The one similar user who has seen it does not recommend it.
               *[other] The one similar user who has seen it recommends it.
            }
       *[other]
            { $n ->
                [0] None of the { $seen } similar users who have seen it recommend it.
                [one] 1 of the { $seen } similar users who have seen it recommends it.
                [both] Both similar users who have seen it recommend it.
                [all] All { $seen } similar users who have seen it recommend it.
               *[other] { $n } of the { $seen } similar users who have seen it recommend it.
            }
    }
why-unseen =
    { $n ->
        [one] The one similar user has not seen it.
       *[other] None of the { $n } similar users has seen it.
    }
why-range = 90 % sure: between { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = Your scores that raise or lower it
why-scores = Scores that raise or lower it
why-histogram =
    { $n ->
        [one] Score of 1 similar user
       *[other] Scores of { $n } similar users
    }
button-hide = Not for me
button-seen = Seen it
button-ban-here = Ban here
button-vote-here = Vote to ban it here
hide-done = 🙈 Hidden from your recommendations, in every server. `/reko-account hidden` shows what you hide.
seen-done = 👁️ Hidden from your recommendations, in every server, and counted as seen in those for your own list. `/reko-account hidden` shows what you hide.
seen-unlinked = 👁️ Hidden from your recommendations, in every server. Link your list with `/reko-account link`, and it also counts as seen.
unhide-done = ↩️ No longer hidden.

## Titles that a person hides

hidden-title =
    { $n ->
        [one] 1 hidden title
       *[other] { $n } hidden titles
    }
hidden-none = You hide no titles. **Not for me** and **Seen it** in the menu *More about…* under recommendations hide a title from you everywhere.
hidden-never = 🙈 { $title }, since { $when }
hidden-seen = 👁️ { $title }, seen, since { $when }
hidden-show-again = Show again…
hidden-shown =
    { $n ->
        [0] That was not hidden.
        [one] ↩️ 1 title is no longer hidden.
       *[other] ↩️ { $n } titles are no longer hidden.
    }

## Bans

ban-done = 🚫 Banned in this server: { $titles }.
ban-done-personal = 🚫 Hidden from you everywhere: { $titles }.
ban-known = Already banned.
vote-counted = 🗳️ Vote to ban **{ $title }** recorded: { $n } of { $needed }.
vote-known = 🗳️ You already voted to ban **{ $title }**: { $n } of { $needed }.
undo-done = ↩️ No longer banned: { $titles }.
undo-nothing = There is nothing to undo: the ban has been removed or renewed since.
unvote-done =
    { $n ->
        [0] You had no vote to withdraw.
        [one] ↩️ Your vote was withdrawn.
       *[other] ↩️ Your { $n } votes were withdrawn.
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
users-love =
    { $n ->
        [one] 1 who loves { $genre }
       *[other] { $n } who love { $genre }
    }
users-closest = Closest affinity: **{ $affinity }** of 100
users-about = The closest ones, identified by a hash that is theirs only here. Number = affinity, 0–100.
users-line =
    { $n ->
        [one] · recommends 1 of these titles
       *[other] · recommends { $n } of these titles
    }
users-ban = Exclude users…
users-banned =
    { $n ->
        [0] Already banned.
        [one] 🚫 1 user is now excluded from recommendations here.
       *[other] 🚫 { $n } users are now excluded from recommendations here.
    }

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
    }. Import it on another server with `/reko-settings import`.
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

## Help

help-title = How Reko works
help-about = Reko finds people whose MyAnimeList lists resemble yours, and recommends what they like. Start with `/reko`.
help-figures = What the figures mean
help-match = **Match** is the order: how well a title fits your list. 90 fits better than 90 of 100 titles that you like.
help-score = **You'd give it about** is the score, 1 to 10, that you would probably give.
help-enjoyment = **Likely to beat your average** is the chance that you score it at least your own mean.
help-users = Similar users
help-users-about = They recommend a title if they watch it or have completed it, and scored it at least their own mean or not at all.
help-below = Below an answer
help-below-about = **More about…** says why a title fits your list, and can hide it from you alone. 🚫 bans it here. **Refresh** fetches your list again.
help-commands = Commands
help-more = More
help-docs = Guide
help-privacy = Privacy
help-terms = Terms

## Accounts

link-done =
    ✅ You are linked to **{ $user }**, whose list has { $n ->
        [one] 1 title
       *[other] { $n } titles
    }. `/reko` no longer needs a name.
link-joins = From the next update of the data on, your list also helps others find recommendations, without your name. `/reko-account opt-out` if you don't want that.
link-joins-not = Your list is only used for recommendations that are asked for under your name.
link-private = ✅ You are linked to **{ $user }**, but that list is private. Make it public at https://myanimelist.net/editprofile.php?go=listpreferences (untick everything under “Hide”). Then show the recommendations.
link-unchecked = ✅ You are linked to **{ $user }**. Couldn't reach MyAnimeList to verify that this user exists.
link-opted-out = **{ $user }** wants nothing stored, so this name cannot be linked. If you opted out yourself, undo it with `/reko-account opt-out`; otherwise ask the operator of this bot.
link-none = You haven't linked a MyAnimeList account.
form-link-about = The name in the URL of your profile. Your list has to be public.
link-shown = You have been linked to **{ $user }** since { $when }.
sharing-on = Others may ask for your recommendations (`/reko` with the option `member`) and compare their taste with yours. The answers show your MyAnimeList name.
sharing-off = Others can't ask for your recommendations by your Discord name, and don't learn your MyAnimeList name from me. `/reko-account sharing` changes that.
unlinked = ↩️ Your MyAnimeList account is no longer linked.

data-sent =
    { $n ->
        [0] Nothing is stored about you. The file says the same.
        [one] Everything stored about you: 1 record.
       *[other] Everything stored about you: { $n } records.
    } `/reko-account forget-me` deletes it.
opt-out-unlinked = Nothing about you is stored under a MyAnimeList name. To opt a name out, link it first.
opt-out-ask =
    Opt **{ $user }** out?
    - The stored copies of this list are deleted, and so is every link to this name, also from other Discord accounts.
    - The list no longer helps others find recommendations, from the next update of the data on (usually within a day).
    - `/reko` still works for this name, but nothing is kept: one page, no buttons.
    - The name itself is kept so that it can be refused, and your Discord ID, because only you and the operator can undo this.
opt-out-shown =
    You opted **{ $user }** out. Undo it? The list may then be stored again, and you can link it with `/reko-account link`.
    To opt out a second name, ask the operator of this bot.
opt-out-done = ✅ **{ $user }** has opted out. You can undo this with `/reko-account opt-out`.
opt-out-undone = ↩️ **{ $user }** is no longer opted out. Link it again with `/reko-account link`.
opt-out-unchanged = Nothing was changed.

forget-ask = Delete everything stored about you: the link to MyAnimeList, your list, your recommendations, your votes, the names you looked up, and the titles that you hide? Bans that you made for servers stay, without your name. An opt-out stays, but then only the operator can undo it. This cannot be undone.
forget-not = Nothing was deleted.
forget-nothing = Nothing was stored about you.
forget-done = ✅ Deleted:
forgot-link = the link to your MyAnimeList name
forgot-lists =
    { $n ->
        [one] your stored list
       *[other] { $n } stored lists
    }
forgot-visits = the record of when your list was fetched
forgot-results =
    { $n ->
        [one] 1 set of recommendations
       *[other] { $n } sets of recommendations
    }
forgot-language = the language in which you read titles
forgot-votes =
    { $n ->
        [one] 1 vote
       *[other] { $n } votes
    }
forgot-names =
    { $n ->
        [one] 1 name that you looked up
       *[other] { $n } names that you looked up
    }
forgot-bans =
    { $n ->
        [one] 1 title that you hid
       *[other] { $n } titles that you hid
    }
forgot-signatures =
    { $n ->
        [one] your name on 1 server ban
       *[other] your name on { $n } server bans
    }

why-several = Several titles match.
why-choose = Which one?

titles-english = English, where there is an English name
titles-romaji = Japanese in Latin letters
titles-default = As in the server, or by the language of Discord
titles-reader = By each reader's language
titles-chosen = ✅ Names of anime are now shown to you like this: { $language }.
forgot-opt-outs = your Discord ID on the opt-out (the opt-out stays)

## Affinity of two users

affinity-title = { $a } and { $b }
affinity-none =
    They have no titles in common that the community knows: { $a } has seen { $n_a ->
        [one] 1 title
       *[other] { $n_a } titles
    }, { $b } { $n_b }.
affinity-sure = High confidence: 90 % interval { $low } to { $high }
affinity-fair = Medium confidence: 90 % interval { $low } to { $high }
affinity-unsure = Low confidence: 90 % interval { $low } to { $high }
affinity-few = Too few titles scored by both: this goes by what they have seen alone
affinity-shared =
    { $n ->
        [one] 1 title in common
       *[other] { $n } titles in common
    }, { $scored } scored by both
affinity-higher = { $higher } scores them { NUMBER($points, minimumFractionDigits: 1) } higher than { $lower }
affinity-alike = On average both score them the same
affinity-agree = Both like
affinity-disagree = They disagree on
affinity-order = Scores: { $a } / { $b }

## Errors: what happened, and what to do

error-private = The list of **{ $user }** is private. Its owner can make it public at https://myanimelist.net/editprofile.php?go=listpreferences (untick everything under “Hide”). Then try again in a minute.
error-unknown-user = There's no MyAnimeList user **{ $user }**. Check the spelling: it is the name in the profile URL.
error-linked-unknown = MyAnimeList no longer has the linked name **{ $user }**: the account was renamed or deleted. Link the current name.
error-name = A MyAnimeList name has 2 to 16 letters, digits, - or _. Check the spelling.
error-no-name = Which MyAnimeList list? Link yours once with the button, or give a name with the option `user`.
error-not-shared = There's nothing to show for this person: no list is linked, or it isn't shared. They can share it with `/reko-account sharing`.
error-user-and-member = Give either a name or a member, not both.
error-not-an-answer = Only my own answers can be deleted this way.
error-delete = Only the person who asked for this answer can delete it, or somebody who can manage messages.
error-same-user = Those are the same user. Give two different MyAnimeList users.
error-years = The first year is after the last one. Swap them, or leave one out.
error-filter-years = Couldn't read those years. Write for example 2015, 2010-2019, 2020- or -1999. Nothing was changed.
error-adult = Adult titles are only shown in age-restricted channels of servers that allow them.
error-genre = There is no genre **{ $genre }**. Choose one of those suggested while you type.
error-genre-near = There is no genre **{ $genre }**. Did you mean { $near }?
error-file-size = That file is larger than { $n } MB, more than any ban list needs. Nothing was imported.
error-file-gone = Couldn't download that file from Discord. Please send it again.
error-file = The file is wrong: { $reason }. Nothing was imported.
error-too-many-bans = A server can ban at most { $n } titles and { $n } users. Nothing was changed.
error-input = { $field }: { $reason }.
error-mal-down = MyAnimeList can't be reached, and there is no earlier copy of the list. Try again { $when }.
error-mal-refused = MyAnimeList rejects this bot. Its operator has to check the client ID.
error-too-many-fetches = Other lists are still being fetched from MyAnimeList for you. Wait for them, or try again { $when }.
error-busy = Too many lists are being fetched from MyAnimeList. Try again { $when }.
error-cooldown = Slow down: you can ask again { $when }.
error-timeout = That took too long and was cancelled. Try again in a few minutes.
error-no-snapshot = No community is loaded yet, so there is nothing to recommend from. The operator of this bot gets lists by `reko import` or `reko crawl`, then runs `reko build`.
error-store = The bot can't reach its database. What you have just changed may not be saved. Try again in a minute.
error-stopping = The bot is restarting. Try again in a moment.
error-forbidden = Discord doesn't let me do that here. I'm probably missing a permission.
error-discord = Discord had a problem and didn't accept the whole reply. Try again in a moment.
error-data-deleted = You had everything stored about you deleted, so this was stopped. Ask again.
error-expired = This message is too old. Use the command again.
error-not-on-page = That title is no longer on this page: it has been banned, or may not be shown here. Turn the page and back to see what is left.
error-outdated = This command was updated. Restart Discord, or try again in an hour.
error-no-title = No anime is known by this name: **{ $title }**. Check the spelling, or paste the address of its page on MyAnimeList.
error-log-channel-unknown = That isn't a text channel of this server. Choose another one.
error-log-channel = I can't write to { $channel } yet. Give me these permissions there, then choose it again: { $missing }.
error-option = One of the options is invalid. Check them and try again.
error-too-late = A ban can be undone for ten minutes. Anyone who manages the server can still remove it: `/reko-settings bans`.
error-not-yours = These buttons belong to { $owner }. Get your own recommendations with `/reko`.
error-moderators-only = Only people who can manage messages can ban titles in this server.
error-manage-server = Only people who can manage the server can do that.
error-server-only = This only works in servers I've been added to.
error-left-server = You can no longer see that page, so nothing was banned.
error-unforeseen = Something went wrong on our side. If it happens again, give the operator of this bot this error ID: `{ $id }`
