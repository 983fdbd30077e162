## Errors: what happened, and what to do

error-private =
    The list of **{ $user }** is private. Its owner can make it public at { $privacy }{ $site ->
        [MyAnimeList] {" "}(untick everything under “Hide”)
       *[other] {""}
    }. Then try again in a minute.
error-unknown-user = There's no { $site } user **{ $user }**. Check the spelling: it is the name in the profile URL.
error-own-list-gone = The uploaded list is no longer stored. Its owner can upload it again with `/{ cmd-account } { cmd-link }`.
error-linked-unknown = { $site } no longer has the linked name **{ $user }**: the account was renamed or deleted. Link the current name.
error-name = That can't be a user name. A MyAnimeList name has 2 to 16 letters, digits, - or _. For other sites write `anilist:name` or `kitsu:name`, or paste the URL of the profile.
error-no-name = Whose list? Link yours once with the button. Most commands also take a name.
error-not-shared = There's nothing to show for this person: no list is linked, or it isn't shared. They can share it with `/{ cmd-account } { cmd-sharing }`.
error-user-and-member = Give either a name or a member, not both.
error-not-an-answer = Only my own answers can be deleted this way.
error-delete = Only the person who asked for this answer can delete it, or somebody who can manage messages.
error-same-user = Those are the same user. Give two different ones.
error-years = The first year is after the last one. Swap them, or leave one out.
error-filter-years = Couldn't read those years. Write for example 2015, 2010-2019, 2020- or -1999. Nothing was changed.
error-adult = Adult titles are only shown in age-restricted channels of servers that allow them.
error-genre = There is no genre **{ $genre }**. Choose one of those suggested while you type.
error-genre-near = There is no genre **{ $genre }**. Did you mean { $near }?
error-user-or-file = Give either the name of your user or a file with your list.
error-list-file =
    { $kind ->
        [manga] That's an export of a manga list. Please export the anime list.
        [damaged] That file is damaged or cut off. Please export your list again.
        [too_large] That file is too large. It can have 10 MB, 32 MB unpacked, and 20,000 entries.
       *[no_export] That's no export of an anime list. MyAnimeList, AniList and Kitsu hand it out in their settings, as an .xml or .xml.gz file.
    } Nothing was stored.
error-file-size = That file is larger than { $n } MB, more than any ban list needs. Nothing was imported.
error-file-gone = Couldn't download that file from Discord. Please send it again.
error-file = The file is wrong: { $reason }. Nothing was imported.
error-too-many-bans = A server can ban at most { $n } titles and { $n } users. Nothing was changed.
error-input = { $field }: { $reason }.
error-site-down = { $site } can't be reached, and there is no earlier copy of the list. Try again { $when }.
error-site-refused = { $site } rejects this bot. Its operator has to check the settings.
error-too-many-fetches = Other lists are still being fetched for you. Wait for them, or try again { $when }.
error-busy = Too many lists are being fetched. Try again { $when }.
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
error-timezone = I don't know the time zone **{ $name }**. Choose one of the suggestions, such as Europe/Berlin.
error-dm-closed = Discord doesn't let me send you direct messages. Allow them in the privacy settings of this server, then try again.
error-option = One of the options is invalid. Check them and try again.
error-too-late = A ban can be undone for ten minutes. Anyone who manages the server can still remove it: `/{ cmd-settings } { cmd-bans }`.
error-not-yours = These buttons belong to { $owner }. Get your own recommendations with `/{ cmd-reko }`.
error-moderators-only = Only people who can manage messages can ban titles in this server.
error-manage-server = Only people who can manage the server can do that.
error-server-only = This only works in servers I've been added to.
error-left-server = You can no longer see that page, so nothing was banned.
error-unforeseen = Something went wrong on our side. If it happens again, give the operator of this bot this error ID: `{ $id }`
