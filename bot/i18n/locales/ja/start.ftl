## リストのない人への最初のおすすめ

cmd-start = reko-はじめて
cmd-start-about = リストがなくても、有名なアニメ10本に答えるだけでおすすめが分かります
start-question = { $n } / { $total }：この作品を知っていますか？
button-liked = 好き
button-not-liked = 合わなかった
button-not-seen = 見ていない
button-keep = 自分のリストにする
start-so-far = ここまでのおすすめ
start-done = あなたへのおすすめ
start-line = { $rank }. [{ $title }]({ $url }) · マッチ度 **{ $match }** · 予想点 { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
start-none-known = まだ知っている作品がないため、コミュニティで人気の作品です。
start-next = MyAnimeList、AniList、Kitsuにリストがありますか？`/{ cmd-account } { cmd-link }` で連携すると、おすすめがずっと良くなります。答えは、希望した場合にだけ保存されます。
start-kept = 💾 { $n } 件の評価をあなたのリストにしました。`/{ cmd-reko }` が使えます。`/{ cmd-account } { cmd-unlink }` で削除できます。
