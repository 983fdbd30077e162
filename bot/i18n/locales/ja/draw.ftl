## ランダムに選んだ作品

cmd-random = reko-ランダム
cmd-random-about = 今見るアニメをランダムに選びます
opt-draw-planned-about = あなたの視聴予定リストから選びます
button-draw = もう一度選ぶ
draw-figures = マッチ度 **{ $match }** · 予想点 { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · 気に入る確率 { $enjoyment } %
draw-for = 上位100本から { $user } のために選びました。合う作品ほど出やすくなります。
draw-for-planned = { $user } の視聴予定から選びました。合う作品ほど出やすくなります。
draw-none = 選べる作品がありません。
draw-none-planned = 視聴予定リストに、次に見られる作品がありません。
