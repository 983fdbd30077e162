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
