## Connected accounts, and changes of the person's own list

cmd-connect = connect
cmd-connect-about = Connect your account, so that buttons can change your list
cmd-disconnect = disconnect
cmd-disconnect-about = Delete the connection with your account
opt-site = site
opt-site-about = Where your list is
connect-ask = Open the page of { $site }, allow access and come back. Then ➕ and 👁️ under a title change your list, and I can read it for you if it is private. The link works once, for 10 minutes. It is for you alone: never give it to anybody.
button-connect = Connect your account
button-connect-open = Go to { $site }
connected = ✅ **{ $user }** on { $site } is connected with your Discord account. Was that not you? `/{ cmd-account } { cmd-disconnect }`
link-connected = Your account is connected: buttons can change your list. `/{ cmd-account } { cmd-disconnect }` ends that.
disconnected = ✅ The connection is deleted. Your name stays linked. To withdraw access at { $site }, too: { $url }
disconnect-none = No account is connected.
button-plan = Plan to watch
plan-menu = ➕ Plan to watch…
score-ask = **{ $title }**: what's your score?
score-menu = Your score
score-none = No score
list-planned = ➕ **{ $title }** is on your list: plan to watch.
list-known = **{ $title }** was on your list already ({ $status }), and stays as it was.
list-seen =
    { $score ->
        [0] ✅ **{ $title }** is on your list: completed, without a score.
       *[other] ✅ **{ $title }** is on your list: completed, { $score }.
    }
list-seen-again =
    { $score ->
        [0] ✅ **{ $title }** is on your list: rewatching, without a score.
       *[other] ✅ **{ $title }** is on your list: rewatching, { $score }.
    }
list-undone = ↩️ Your list is as it was before.
list-not-undone = That can't be undone any more: it was too long ago, or was changed since.
list-status-watching = watching
list-status-completed = completed
list-status-on-hold = on hold
list-status-dropped = dropped
error-connect-off = Accounts can't be connected here: the operator of this bot has not set that up.
error-connect-site = Accounts of { $site } can't be connected here.
error-not-connected = To change your list, connect your account first.
error-connection-lost = { $site } doesn't accept the connection with your account any more. Connect it again.
error-claimed = **{ $user }** is connected with another Discord user, so you can't link it.
error-not-on-site = The site of your list doesn't have this title.
