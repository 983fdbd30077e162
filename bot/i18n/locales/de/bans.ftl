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
