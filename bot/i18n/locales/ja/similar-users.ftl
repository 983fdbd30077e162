## 似たユーザー

users-title = 似たユーザー { $n } 人
users-love = { $genre } が好きな人 { $n } 人
users-closest = 最も近い相性：100中 **{ $affinity }**
users-about = 最も近い人たちです。ここだけで使われる符号で示します。数字は相性（0～100）。
users-line = · このうち { $n } 本をおすすめ
users-ban = ユーザーを除外…
users-banned =
    { $n ->
        [0] すでに除外されています。
       *[other] 🚫 { $n } 人をここでのおすすめから除外しました。
    }
