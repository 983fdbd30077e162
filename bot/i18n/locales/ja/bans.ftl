## 禁止

ban-done = 🚫 このサーバーで禁止しました：{ $titles }
ban-done-personal = 🚫 あなたにはどこでも表示しません：{ $titles }
ban-known = すでに禁止されています。
vote-counted = 🗳️ **{ $title }** の禁止に投票しました：{ $needed } 票中 { $n } 票。
vote-known = 🗳️ **{ $title }** の禁止にはすでに投票済みです：{ $needed } 票中 { $n } 票。
undo-done = ↩️ 禁止を解除しました：{ $titles }
undo-nothing = 取り消すものがありません。その後、禁止が解除または更新されました。
unvote-done =
    { $n ->
        [0] 取り消す投票がありませんでした。
        [1] ↩️ 投票を取り消しました。
       *[other] ↩️ { $n } 件の投票を取り消しました。
    }
reaction-ask =
    🚫を **{ $server }** で付けました。そこでこれらの作品を禁止しますか？
    { $titles }
reaction-ask-vote =
    🚫を **{ $server }** で付けました。そこでこれらの作品の禁止に投票しますか？
    { $titles }
reaction-ask-personal =
    🚫を付けました。あなたに対してこれらの作品を禁止しますか？
    { $titles }
reaction-no = 何も禁止しませんでした。
