## Watching something together

group-title = Watch together
group-how = Press **Join** to take part with your linked list. Everybody here then sees how you would probably like each title, but not your user name. { $owner } presses **Go**.
group-members = Members: { $n } of { $max }
group-nobody = Nobody yet
group-wanted = Looking for
group-pick = Add members who share their list
group-not-shared = Not added: { $who }. They have linked no list, or don't share it, but can press **Join** themselves.
group-people =
    { $n ->
        [one] 1 person
       *[other] { $n } people
    }
group-rule-everyone = Something for everybody
group-rule-average = The best on average
group-rule-no-misery = Nothing that anybody would dislike
group-rewatch = also what one of you has seen
group-for = For { $who }
group-chance = **Match { $match }** · **{ $chance } %** likely that { $n ->
        [2] both of you
       *[other] all of you
    } like it
group-member = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** ({ $enjoyment } %)
group-member-seen = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (👁️ seen)
group-legend = The score that each would probably give, and the chance that they like it
group-least = Least likely to enjoy it: { $who }
group-planned-by = 🗓️ Planned by { $who }
group-none = Nothing is left that all of you could watch. Try fewer filters, or allow rewatching.
group-none-planned = There is no title that at least two of you plan to watch, and that you could start together.
group-picture-about = Chance in percent that each of you likes it, and that all do
group-picture-all = All
group-picture-planned = White dot: plans to watch it
group-picture-seen = Blue: has seen it
group-poll = What shall we watch?
button-join = Join or leave
button-go = Go
button-planned = Planned in common
button-all-titles = All titles
button-poll = Poll
button-picture = Picture
button-change-group = Change the group
error-group-too-few = A group needs at least two different people with a list. Add somebody, or let them join.
error-group-full = A group has at most { $n } members.
error-group-opted-out = One of these names has opted out of Reko, so it can't be stored in a group.
error-group-private = The list of { $who } is private. They can make it public, or leave the group.
error-group-unknown = The name that { $who } linked no longer exists. They can link the current one, or leave the group.
error-group-no-poll = There are too few titles for a poll.
