## 作品のカード

more-about = 詳しく…
card-length = { $n } 話 × { $minutes } 分
card-minutes = { $minutes } 分
card-aired = 放送：{ $first }
card-aired-until = 放送：{ $first }～{ $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **なぜ？** あなたの予想点は約 **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }**（90 %の確率で { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }～{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }）{ $listed }。
why-score = **{ $user } には、なぜ？** { $user } の予想点は約 **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }**（90 %の確率で { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }～{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }）{ $listed }。
why-listed =
    { $score ->
        [0] 。すでにリストにありますが、点数はありません
       *[other] 。リストで付けた **{ $score }** はここでは除いています
    }
why-for = 後押しする点数：{ $titles }。
why-against = 下げる点数：{ $titles }。
why-for-and-against = 後押しする点数：{ $raising }。下げる点数：{ $lowering }。
why-basis-community = まだ手がかりになる点数がないため、コミュニティの評価です。
why-basis-mean = コミュニティの誰も持っていない作品のため、MyAnimeListの平均点によるものです。
why-similar =
    { $n ->
        [0] 視聴した似たユーザー { $seen } 人のうち、おすすめする人はいません。
        [both] 視聴した似たユーザーは2人ともおすすめしています。
        [all] 視聴した似たユーザー { $seen } 人全員がおすすめしています。
       *[other] 視聴した似たユーザー { $seen } 人のうち { $n } 人がおすすめしています。
    }
why-unseen = 似たユーザー { $n } 人は誰も視聴していません。
why-range = 90 %の確率で { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }～{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = 予想点を上下させるあなたの点数
why-scores = 予想点を上下させる点数
why-histogram = 似たユーザー { $n } 人の点数
button-hide = 興味なし
button-seen = 視聴済み
button-ban-here = ここで禁止
button-vote-here = ここでの禁止に投票
hide-done = 🙈 すべてのサーバーで、あなたのおすすめに表示しません。`/{ cmd-account } { cmd-hidden }` で確認できます。
seen-done = 👁️ すべてのサーバーで、あなたのおすすめに表示せず、あなた自身のリストでは視聴済みとして数えます。`/{ cmd-account } { cmd-hidden }` で確認できます。
seen-unlinked = 👁️ すべてのサーバーで、あなたのおすすめに表示しません。`/{ cmd-account } { cmd-link }` でリストを連携すると、視聴済みとしても数えます。
unhide-done = ↩️ 再び表示します。
