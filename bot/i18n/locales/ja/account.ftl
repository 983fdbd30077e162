## アカウント

link-done = ✅ **{ $user }**（リスト { $n } 本）と連携しました。`/{ cmd-reko }` に名前は不要です。
link-joins = 次のデータ更新から、あなたのリストも名前を出さずに他の人のおすすめに役立ちます。望まない場合は `/{ cmd-account } { cmd-opt-out }`。
link-joins-not = あなたのリストは、あなたの名前で求められたおすすめにだけ使われます。
link-private =
    ✅ **{ $user }** と連携しましたが、リストが非公開です。{ $privacy } で公開し{ $site ->
        [MyAnimeList] （「Hide」の下のチェックをすべて外す）
       *[other] {""}
    }、おすすめを表示してください。
link-unchecked = ✅ **{ $user }** と連携しました。{ $site }に接続できず、ユーザーの存在は確認できていません。
link-opted-out = **{ $user }** は何も保存しないことを希望しているため、連携できません。自分でオプトアウトした場合は `/{ cmd-account } { cmd-opt-out }` で取り消せます。そうでなければボットの運営者に尋ねてください。
link-none = リストは連携されていません。
form-link-name = あなたのユーザー名
form-link-about = プロフィールの名前かURL。他のサイトは anilist:名前、kitsu:名前。リストは公開にしてください。
own-list = アップロードしたリスト
link-file-done = ✅ リスト（{ $n } 本）を保存しました。`/{ cmd-reko }` に名前は不要です。
link-file-unmapped = MyAnimeListにない { $n } 件は除きました。
link-file-kept = 新しいリストをアップロードするか、`/{ cmd-account } { cmd-unlink }` で削除するまで、あなたのためだけに使われます。元のリストの変更は反映されないため、ときどき新しいファイルをアップロードしてください。
link-shown-file = { $when } にアップロードしたリストを使っています。新しいリストは `/{ cmd-account } { cmd-link }` でアップロードできます。
link-shown = { $when } から **{ $user }** と連携しています。
sharing-nobody = 他の人はあなたのDiscord名からおすすめを求められず、ユーザー名も知らされません。`/{ cmd-account } { cmd-sharing }` で変更できます。
sharing-server = あなたがRekoを使っているサーバーのメンバーは、あなたのおすすめを求め（`/{ cmd-reko }` のオプション `メンバー`）、好みを比べ、サーバーの人の一覧であなたを見つけられます。回答にはあなたのユーザー名と点数が表示されます。
sharing-everybody = 誰でもあなたのおすすめを求め（`/{ cmd-reko }` のオプション `メンバー`）、好みを比べられます。あなたがRekoを使っているサーバーのメンバーは、サーバーの人の一覧であなたを見つけられます。回答にはあなたのユーザー名と点数が表示されます。
unlinked = ↩️ リストの連携を解除しました。
data-sent =
    { $n ->
        [0] あなたについて保存されている情報はありません。ファイルの内容も同じです。
       *[other] 保存されているあなたの情報すべて：{ $n } 件。
    } `/{ cmd-account } { cmd-forget }` で削除できます。
opt-out-unlinked = ユーザー名では何も保存されていません。名前をオプトアウトするには、まず連携してください。
opt-out-ask =
    ユーザー **{ $user }** をオプトアウトしますか？
    - このリストの保存されたコピーと、この名前への連携（他のDiscordアカウントからのものも）がすべて削除されます。
    - 次のデータ更新（通常1日以内）から、このリストは他の人のおすすめに使われません。
    - `/{ cmd-reko }` はこの名前でも使えますが、何も保存されません（1ページのみ、ボタンなし）。
    - 拒否するために名前自体と、取り消せるのがあなたと運営者だけなのであなたのDiscord IDは保存されます。
opt-out-shown =
    ユーザー **{ $user }** はオプトアウト済みです。取り消しますか？リストは再び保存できるようになり、`/{ cmd-account } { cmd-link }` で連携できます。
    2つ目の名前をオプトアウトするには、ボットの運営者に頼んでください。
opt-out-done = ✅ **{ $user }** をオプトアウトしました。`/{ cmd-account } { cmd-opt-out }` で取り消せます。
opt-out-undone = ↩️ **{ $user }** のオプトアウトを取り消しました。`/{ cmd-account } { cmd-link }` で再び連携してください。
opt-out-unchanged = 何も変更していません。

forget-ask = 保存されているあなたの情報（ユーザー名との連携、リスト、おすすめ、投票、調べた名前、非表示の作品）をすべて削除しますか？サーバーのために行った禁止は、あなたの名前なしで残ります。オプトアウトは残りますが、取り消せるのは運営者だけになります。元に戻せません。
forget-not = 何も削除していません。
forget-nothing = あなたについて保存されている情報はありませんでした。
forget-done = ✅ 削除しました：
forgot-connection = アカウントの接続とそのトークン
forgot-connecting = 手続き中のアカウントの接続
forgot-list-changes = リストの変更 { $n } 件の記録
forgot-link = ユーザー名との連携
forgot-lists = 保存されたリスト { $n } 件
forgot-servers = Rekoを使った { $n } 個のサーバーの記録
forgot-visits = リストを取得した日時の記録
forgot-results = おすすめ { $n } 件
forgot-language = 作品名の表示言語
forgot-messages = あなたに送る予定だったメッセージ { $n } 件
forgot-digests = あなたへのお知らせ
forgot-digest-titles = お知らせの作品 { $n } 本
forgot-server-digests = サーバー { $n } 個のお知らせにあるあなたのDiscord ID（お知らせは残ります）
forgot-votes = 投票 { $n } 件
forgot-names = 調べた名前 { $n } 件
forgot-memberships = グループへの参加 { $n } 件
forgot-groups = 始めたグループ { $n } 件
forgot-bans = 非表示にした作品 { $n } 本
forgot-signatures = サーバーの禁止 { $n } 件にあるあなたの名前

why-several = 複数の作品が該当します。
why-choose = どの作品ですか？

titles-english = 英語（英語名がある場合）
titles-romaji = 日本語のローマ字
titles-default = サーバーの設定、またはDiscordの言語による
titles-reader = 読む人の言語による
titles-chosen = ✅ アニメの名前を次のように表示します：{ $language }。
forgot-opt-outs = オプトアウトに付いたあなたのDiscord ID（オプトアウトは残ります）
