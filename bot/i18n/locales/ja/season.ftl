## シーズン

season-winter = 冬
season-spring = 春
season-summer = 夏
season-fall = 秋
season-name =
    { $season ->
        [winter] { $year }年冬
        [spring] { $year }年春
        [summer] { $year }年夏
       *[fall] { $year }年秋
    }
season-for = { $user } への{ $season }アニメ
season-titles = 新作と継続作品 **{ $n }** 本
season-nothing = **表示できるものがありません。** このシーズンの作品がまだ知られていないか、すべてこのリストにあります。
season-range = （{ NUMBER($low, maximumFractionDigits: 1) }～{ NUMBER($high, maximumFractionDigits: 1) }）
season-new = 🆕 新作
season-little-known = 🆕 新作（まだあまり知られていません）
season-continues = ▶️ 前のシーズンからの継続
season-planned =
    { $whose ->
       *[other] 視聴予定リストにあります
    }
season-misses-earlier =
    { $whose ->
       *[other] 前の作品を見ていません
    }
season-reason-sequel =
    { $score ->
        [none] { $whose ->
            [own] 視聴した **{ $title }** の続き
           *[other] 視聴済みの **{ $title }** の続き
        }
       *[other] { $whose ->
            [own] あなたが { $score } 点を付けた **{ $title }** の続き
           *[other] { $score } 点が付いた **{ $title }** の続き
        }
    }
season-reason-studio =
    { $whose ->
        [own] あなたが { $score } 点を付けた **{ $title }** の制作会社 { $names } による作品
       *[other] { $score } 点が付いた **{ $title }** の制作会社 { $names } による作品
    }
season-reason-genres =
    { $whose ->
       *[other] 好みのジャンル：{ $names }
    }
season-reason-viewers =
    { $whose ->
       *[other] 好みの近い人が見ています
    }
season-reason-popular = 多くの人が視聴中または視聴予定です
season-sheet-legend = マッチ度、予想点とその90 %の範囲（1～10）
season-sheet-continues = 継続
season-sheet-little-known = 知名度低
season-sheet-sequel =
    { $score ->
        [none] 「{ $title }」の続編
       *[other] 「{ $title }」の続編（{ $score }）
    }
season-sheet-studio = { $names }（「{ $title }」など）
