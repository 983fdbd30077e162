## アカウントの接続と、自分のリストの変更

cmd-connect = アカウント接続
cmd-connect-about = アカウントを接続すると、ボタンでリストを変更できます
cmd-disconnect = アカウント接続解除
cmd-disconnect-about = アカウントの接続を削除します
opt-site = サイト
opt-site-about = リストがあるサイト
connect-ask = { $site }のページを開き、アクセスを許可して戻ってきてください。その後は作品の下の ➕ と 👁️ であなたのリストを変更でき、非公開のリストもあなたのためだけに読み込めます。リンクは10分間、1回だけ使えます。あなた専用のリンクなので、誰にも渡さないでください。
button-connect = アカウントを接続
button-connect-open = { $site }へ
connected = ✅ { $site }の **{ $user }** をあなたのDiscordアカウントに接続しました。心当たりがない場合は `/{ cmd-account } { cmd-disconnect }`
link-connected = アカウントが接続されています。ボタンでリストを変更できます。`/{ cmd-account } { cmd-disconnect }` で解除できます。
disconnected = ✅ 接続を削除しました。リストは連携されたままです。{ $site }側のアクセス許可はこちらで取り消せます：{ $url }
disconnect-none = 接続されているアカウントはありません。
button-plan = 視聴予定に追加
plan-menu = ➕ 視聴予定に追加…
score-ask = **{ $title }** に何点を付けますか？
score-menu = あなたの点数
score-none = 点数なし
list-planned = ➕ **{ $title }** をリストの視聴予定に追加しました。
list-known = **{ $title }** はすでにリストにあります（{ $status }）。変更していません。
list-seen =
    { $score ->
        [0] ✅ **{ $title }** をリストで視聴済み（点数なし）にしました。
       *[other] ✅ **{ $title }** をリストで視聴済み（{ $score } 点）にしました。
    }
list-seen-again =
    { $score ->
        [0] ✅ **{ $title }** はリストで再視聴中（点数なし）です。
       *[other] ✅ **{ $title }** はリストで再視聴中（{ $score } 点）です。
    }
list-undone = ↩️ リストを元に戻しました。
list-not-undone = もう元に戻せません。時間が経ちすぎたか、その後に変更されています。
list-status-watching = 視聴中
list-status-completed = 視聴済み
list-status-on-hold = 中断
list-status-dropped = 視聴中止
error-connect-off = ここではアカウントを接続できません。ボットの運営者が設定していません。
error-connect-site = { $site }のアカウントはここでは接続できません。
error-not-connected = リストを変更するには、まずアカウントを接続してください。
error-connection-lost = { $site }がアカウントの接続を受け付けなくなりました。もう一度接続してください。
error-claimed = **{ $user }** は別のDiscordユーザーに接続されているため、連携できません。
error-not-on-site = あなたのリストがあるサイトには、この作品がありません。
