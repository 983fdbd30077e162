## 似た作品

cmd-like = reko-似た作品
cmd-like-about = 指定したアニメに似た作品を探します
opt-like-title-about = 似た作品を探すもとになるアニメ（一覧から選んでください）
opt-like-and = さらに
opt-like-and-about = あわせて似ていてほしい2つ目のアニメ
opt-unlike = 除くタイプ
opt-unlike-about = 探しているものとは違うタイプのアニメ

like-title = { $titles } に似たアニメ
like-unlike = { $titles } とは違うもの
like-for = { $user } へ：リストにある作品は除きます。マッチ度100が最も似た作品です。
like-for-everybody = すべての人へ。マッチ度100が最も似た作品です。/{ cmd-account } { cmd-link } でリストを連携すると、あなたに合うものが分かります。
like-figures = マッチ度 { $match }
like-figures-user = マッチ度 { $match } · 予想点 { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · 気に入る確率 { $enjoyment } %
like-none = 表示できる似たアニメはありません。
error-like-unlike = 同じアニメを「似た」と「違う」の両方に指定することはできません。
