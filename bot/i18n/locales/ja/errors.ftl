## エラー：何が起きたか、どうすればよいか

error-private = **{ $user }** のリストは非公開です。本人が { $privacy } で公開できます{ $site ->
        [MyAnimeList] （「Hide」の下のチェックをすべて外す）
       *[other] {""}
    }。1分後にもう一度お試しください。
error-unknown-user = { $site }に **{ $user }** というユーザーはいません。綴りを確認してください。プロフィールのURLにある名前です。
error-own-list-gone = アップロードされたリストはもう保存されていません。本人が `/{ cmd-account } { cmd-link }` でもう一度アップロードできます。
error-linked-unknown = 連携した名前 **{ $user }** は{ $site }にもうありません。アカウント名が変更されたか、削除されました。今の名前を連携してください。
error-name = ユーザー名として使えない文字列です。MyAnimeListの名前は2～16文字の英数字、- または _ です。他のサイトは `anilist:名前` か `kitsu:名前` と書くか、プロフィールのURLを貼り付けてください。
error-no-name = 誰のリストですか。ボタンで一度連携してください。ほとんどのコマンドには名前も入力できます。
error-not-shared = この人について表示できるものがありません。リストが連携されていないか、公開されていません。本人が `/{ cmd-account } { cmd-sharing }` で公開できます。
error-user-and-member = 名前かメンバーのどちらか一方だけを指定してください。
error-not-an-answer = この方法で削除できるのは、私の回答だけです。
error-delete = この回答を削除できるのは、依頼した本人か、メッセージを管理できる人だけです。
error-same-user = 同じユーザーです。別々のユーザーを2人指定してください。
error-years = 開始年が終了年より後です。入れ替えるか、片方を外してください。
error-filter-years = 年を読み取れませんでした。例：2015、2010-2019、2020-、-1999。何も変更していません。
error-adult = 成人向け作品は、許可したサーバーの年齢制限付きチャンネルでのみ表示されます。
error-genre = **{ $genre }** というジャンルはありません。入力中に表示される候補から選んでください。
error-genre-near = **{ $genre }** というジャンルはありません。{ $near } のことですか。
error-user-or-file = ユーザー名かリストのファイルのどちらか一方だけを指定してください。
error-list-file =
    { $kind ->
        [manga] 漫画リストの書き出しファイルです。アニメリストを書き出してください。
        [damaged] ファイルが壊れているか、途中で切れています。リストをもう一度書き出してください。
        [too_large] ファイルが大きすぎます。上限は10 MB（展開後32 MB）、20,000件です。
       *[no_export] アニメリストの書き出しファイルではありません。MyAnimeList、AniList、Kitsuの設定から、.xml または .xml.gz ファイルとして書き出せます。
    }何も保存していません。
error-file-size = ファイルが { $n } MBを超えています。禁止リストには大きすぎます。何も読み込んでいません。
error-file-gone = Discordからファイルをダウンロードできませんでした。もう一度送ってください。
error-file = ファイルが正しくありません：{ $reason }。何も読み込んでいません。
error-too-many-bans = 1つのサーバーで禁止できるのは作品 { $n } 本、ユーザー { $n } 人までです。何も変更していません。
error-input = { $field }：{ $reason }。
error-site-down = { $site }に接続できず、以前のリストもありません。{ $when } にもう一度お試しください。
error-site-refused = { $site }がこのボットを拒否しています。運営者が設定を確認する必要があります。
error-too-many-fetches = あなたのために別のリストを取得中です。終わるのを待つか、{ $when } にもう一度お試しください。
error-busy = 取得中のリストが多すぎます。{ $when } にもう一度お試しください。
error-cooldown = 少しお待ちください。{ $when } にまた使えます。
error-timeout = 時間がかかりすぎたため中止しました。数分後にもう一度お試しください。
error-no-snapshot = コミュニティがまだ読み込まれていないため、おすすめできません。運営者は `reko import` または `reko crawl` でリストを集め、`reko build` を実行してください。
error-store = ボットがデータベースに接続できません。今の変更は保存されていない可能性があります。1分後にもう一度お試しください。
error-stopping = ボットを再起動しています。少し後でもう一度お試しください。
error-forbidden = Discordがここでの操作を許可していません。おそらく権限が足りません。
error-discord = Discordで問題が起き、回答の一部が受け付けられませんでした。少し後でもう一度お試しください。
error-data-deleted = 保存されていた情報をすべて削除したため、処理を中止しました。もう一度実行してください。
error-expired = このメッセージは古すぎます。コマンドをもう一度使ってください。
error-not-on-page = その作品はもうこのページにありません。禁止されたか、ここでは表示できません。ページをめくって戻ると、残っている作品が分かります。
error-outdated = このコマンドは更新されました。Discordを再起動するか、1時間後にもう一度お試しください。
error-no-title = **{ $title }** という名前のアニメは見つかりません。綴りを確認するか、MyAnimeListのページのアドレスを貼り付けてください。
error-log-channel-unknown = このサーバーのテキストチャンネルではありません。別のものを選んでください。
error-log-channel = { $channel } にはまだ書き込めません。次の権限を与えてから、もう一度選んでください：{ $missing }。
error-timezone = タイムゾーン **{ $name }** が分かりません。候補から選んでください（例：Asia/Tokyo）。
error-dm-closed = Discordであなたにダイレクトメッセージを送れません。このサーバーのプライバシー設定で許可してから、もう一度お試しください。
error-option = 無効なオプションがあります。確認してもう一度お試しください。
error-too-late = 禁止を元に戻せるのは10分以内です。サーバーの管理者は `/{ cmd-settings } { cmd-bans }` で解除できます。
error-not-yours = このボタンは { $owner } のものです。自分のおすすめは `/{ cmd-reko }` でどうぞ。
error-moderators-only = このサーバーで作品を禁止できるのは、メッセージを管理できる人だけです。
error-manage-server = サーバーを管理できる人だけができます。
error-server-only = 私が追加されているサーバーでのみ使えます。
error-left-server = そのページはもう見られないため、何も禁止していません。
error-unforeseen = こちらで問題が起きました。また起きたら、このエラーIDをボットの運営者に伝えてください：`{ $id }`
