## ユーザーの好み（画像と文字）

style-picture = 画像
style-text = 文字

taste-title = { $user } の好み
taste-subtitle = 視聴 { $seen } 本、点数付き { $scored } 本
taste-subtitle-mean = { $subtitle }、平均 { NUMBER($mean, minimumFractionDigits: 2) }
taste-nothing = このリストの作品はここでは知られていません。
taste-standing = コミュニティの…%より上
taste-standing-titles = 視聴した作品
taste-standing-mean = 平均点
taste-standing-spread = 点数のばらつき
taste-standing-dropped = 視聴中止
taste-standing-mainstream = 有名な作品
taste-genres = ジャンル（視聴作品の%）
taste-mark = 白い線：コミュニティ
taste-community = コミュニティ：{ $share } %
taste-scores = 付けた点数
taste-decades = 年代（%）
taste-generous = 甘めの採点
taste-harsh = 辛めの採点
taste-favourites = 知る人の少ないお気に入り
