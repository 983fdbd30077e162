## おすすめのページ

page-for = { $user } へのおすすめ
page-from = { $user } が好きで、あなたにすすめそうな作品です。
title-from-score = その人の点数：{ $score }
page-users =
    { $closeness ->
        [very-close] とても近いユーザー **{ $users }** 人
        [close] 近いユーザー **{ $users }** 人
        [fairly-close] わりと近いユーザー **{ $users }** 人
       *[distant] 共通点の少ないユーザー **{ $users }** 人
    }
page-lowered = （これより近い人が少なすぎます）
page-no-users = 似たユーザーが見つからないため、このリストだけをもとにしています
page-unmapped = リストのうち { $n } 本はMyAnimeListにないため、数えていません
page-empty-list = このリストは空なので、コミュニティで人気の作品です。視聴した作品を追加して「更新」を押してください
page-only-planned = このリストにはまだ視聴した作品がないため、視聴予定をもとにしています
page-list-age = リスト取得：{ $when }
page-own-list-age = { $when } のリスト（新しいリスト：`/{ cmd-account } { cmd-link }`）
page-banned = 🚫 **{ $title }** は { $who } が禁止しました
page-only = { $filters } のみ
page-max-episodes = { $n } 話以下
page-without = { $genres } を除く
page-since = { $year } 年以降
page-until = { $year } 年以前
page-planned = 視聴予定の作品
page-with-planned = 視聴予定の作品を含む
page-missing-users = 現在、コミュニティの一部を検索できませんでした。更新すると回答が変わることがあります。
page-not-stored = このユーザーは何も保存しないことを希望しています。そのため回答は1ページだけで、ボタンはありません。
answer-deleted = 🗑️ 回答を削除しました。
welcome =
    👋 **こんにちは、Rekoです。** 好みの近い人たちが気に入ったアニメをおすすめします。
    • `/{ cmd-reko }` はおすすめを、どれだけ合うかとその理由とともに表示します。ボタンで一度リストを連携するか、公開リストの名前を入力してください。
    • 作品の下の🚫で、このサーバーでは禁止にできます。誰ができるかなどは、サーバー管理者が `/{ cmd-settings } { cmd-show }` で決めます。
    • `/{ cmd-account } { cmd-forget }` で、保存されているあなたの情報をすべて削除できます。
welcome-privacy = • 保存される情報とその理由：{ $url }
filters-title = 絞り込み
filter-genres = ジャンル
filter-genres-about = すべてに当てはまる作品のみ
filter-exclude-genres = 除外するジャンル
filter-exclude-genres-about = どれにも当てはまらない作品のみ
filter-years = 放送開始年
filter-years-about = 例：2015、2010-2019、2020-、-1999
filter-length = 長さ
filter-any-length = 指定なし
filter-ages = 年齢区分
filter-ages-about = いずれかに当てはまる作品のみ
page-nothing = **おすすめできる作品が残っていません。**
page-nothing-new = **おすすめできる作品が残っていません。** コミュニティが知っている作品はすべて、このリストにあるか、そのシリーズのものです。
page-nothing-with = **おすすめできる作品が残っていません。** { $n ->
        [1] この条件を外せば作品があります：{ $filters }
       *[other] 次の条件のどれかを外せば作品があります：{ $filters }
    }
page-nothing-together = **おすすめできる作品が残っていません。** すべての条件に合う作品がありません。いくつか外してください。
page-bans = ここでの禁止
title-match =
    { $whose ->
       *[other] **マッチ度 { $match }** · 予想点 約 { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
    }
title-enjoyment =
    { $whose ->
       *[other] 平均以上の確率 { $enjoyment } %
    }
title-episodes = { $n } 話
title-users =
    { $of ->
        [1]
            { $n ->
                [0] 唯一の似たユーザーはおすすめしていません
               *[other] 唯一の似たユーザーがおすすめ
            }
       *[other]
            { $n ->
                [0] 似たユーザー { $of } 人の誰もおすすめしていません
                [both] 似たユーザーは両者ともおすすめ
                [all] 似たユーザー { $of } 人全員がおすすめ
               *[other] 似たユーザー { $of } 人中 { $n } 人がおすすめ
            }
    }

progress-waiting = ⏳ { $site }から { $user } のリストを待っています…
progress-reading = ⏳ { $user } のリストを読み込み中：現在 { $n } 本…

button-refresh = 更新
button-users = 似たユーザー
button-filters = 絞り込み…
button-link = リストを連携
button-link-other = 別の名前を連携
button-mine = おすすめを表示
button-undo = 元に戻す
button-unvote = 投票を取り消す
button-ban-all =
    { $n ->
        [1] 禁止する
       *[other] { $n } 本すべてを禁止
    }
button-vote-all =
    { $n ->
        [1] 禁止に投票
       *[other] { $n } 本すべての禁止に投票
    }
button-opt-out-yes = オプトアウトする
button-opt-out-undo = オプトアウトを取り消す
button-cancel = キャンセル
button-edit = 編集
button-bans = 禁止リスト
button-reset = リセット
button-reset-settings = 設定をリセット
button-reset-all = リセットし、{ $n } 件の禁止をすべて解除
button-forget = すべて削除
