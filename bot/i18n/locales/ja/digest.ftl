## お知らせ：毎週または毎シーズン

digest-when-weekly = 毎週
digest-when-season = 各シーズンの初め
digest-when-off = オフ
day-monday = 月曜日
day-tuesday = 火曜日
day-wednesday = 水曜日
day-thursday = 木曜日
day-friday = 金曜日
day-saturday = 土曜日
day-sunday = 日曜日

digest-none-you = お知らせは届きません。
digest-none-server = { $channel } にはお知らせが届きません。
digest-about = お知らせでは、視聴予定のアニメや続編がいつ始まるか、今シーズンの新作のうちどれが合うか、おすすめの何が変わったかをお伝えします。新しいことがなければ送りません。
digest-on-you = 📬 お知らせをダイレクトメッセージで送ります。
digest-on-server = 📬 { $channel } にお知らせを送ります。
digest-next-weekly = 毎週、次回は { $when }（タイムゾーン { $zone }）。`/{ cmd-digest }` で変更できます。
digest-next-season = 各シーズンの初め、次回は { $when }（タイムゾーン { $zone }）。`/{ cmd-digest }` で変更できます。
digest-from-people =
    { $n ->
        [0] ここではまだ誰もリストを公開していないため、お知らせすることがありません。`/{ cmd-account } { cmd-link }` で連携し、`/{ cmd-account } { cmd-sharing }` で許可してください。
       *[other] 許可したここの { $n } 人のリストから作ります（`/{ cmd-account } { cmd-sharing }`）。名前は出ません。
    }
digest-hello = 📬 あなたのアニメリストのお知らせがここに届きます。どのメッセージにも、終了するボタンがあります。
digest-ended = 📭 お知らせを終了しました。`/{ cmd-digest }` で再開できます。
button-digest-weekly = 毎週
button-digest-season = 毎シーズン
button-digest-end = お知らせを終了

digest-title = 📬 あなたのアニメリストのお知らせ
digest-title-server = 📬 ここの皆さんへのお知らせ
digest-you-airing = あなたの視聴予定リストから
digest-you-sequel = 視聴を終えた作品の続編
digest-you-season = 今シーズンの新作、あなたの好みに
digest-you-loved = 好みの近い人が最近気に入った作品
digest-you-movement = おすすめの上位に新しく入った作品
digest-server-airing = ここの人の視聴予定から
digest-server-sequel = ここの人が視聴を終えた作品の続編
digest-server-season = 今シーズンの新作、ここの皆さんの好みに
digest-planned-by = { $n } 人が視聴予定
digest-completed-by = { $title } の続編（ここの { $n } 人が視聴済み）
digest-fits = { $n } 人に合う
digest-sequel-of = { $title } の続編
digest-sequel-scored = { $title }（あなたの点数 { $score }）の続編
digest-match = マッチ度 { $match }
digest-rank = 現在 { $rank } 位
digest-people = ここの { $n } 人のリストから
