## ヘルプ

help-title = Rekoのしくみ
help-about = Rekoはあなたと好みの近い人を探し、その人たちの好きな作品をおすすめします。リストはMyAnimeList、AniList、Kitsuのどれでも使えます。まずは `/{ cmd-reko }` から。
help-figures = 数字の意味
help-match = **マッチ度** は並び順で、作品があなたのリストにどれだけ合うかです。90なら、あなたの好きな作品100本のうち90本よりもよく合います。
help-score = **予想点** は、あなたが付けそうな点数（1～10）です。
help-enjoyment = **平均以上の確率** は、あなたが自分の平均点以上を付ける見込みです。
help-users = 似たユーザー
help-users-about = 視聴中または視聴済みで、自分の平均点以上を付けたか、点数を付けていない作品をおすすめとして数えます。
help-below = 回答の下
help-below-about = **詳しく…** は作品がリストに合う理由を示し、あなただけに非表示にもできます。🚫はここで禁止します。**更新** はリストを読み直します。
help-commands = コマンド
help-more = その他
help-docs = ガイド
help-privacy = プライバシー
help-terms = 利用規約
