## 一緒に見る

group-title = 一緒に見る
group-how = 連携したリストで参加するには **参加** を押してください。参加すると、各作品があなたにどれくらい合いそうかがここにいる全員に表示されますが、あなたのユーザー名は表示されません。その後 { $owner } が **開始** を押します。
group-members = メンバー：{ $max } 人中 { $n } 人
group-nobody = まだ誰もいません
group-wanted = 条件
group-pick = リストを公開しているメンバーを追加
group-not-shared = 追加できませんでした：{ $who }。リストを連携していないか公開していませんが、自分で **参加** を押せます。
group-people = { $n } 人
group-rule-everyone = みんなが楽しめるもの
group-rule-average = 平均して最も良いもの
group-rule-no-misery = 誰も嫌がらないもの
group-rewatch = 誰かが見た作品も含む
group-for = { $who } へ
group-chance = **マッチ度 { $match }** · { $n ->
        [2] 2人とも
       *[other] 全員が
    }気に入る確率 **{ $chance } %**
group-member = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }**（{ $enjoyment } %）
group-member-seen = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }**（👁️ 視聴済み）
group-legend = それぞれの予想点と、気に入る確率
group-least = 気に入る確率が最も低い人：{ $who }
group-planned-by = 🗓️ 視聴予定：{ $who }
group-none = 全員で見られる作品が残っていません。条件を減らすか、見た作品も含めてください。
group-none-planned = 2人以上が視聴予定にしていて、一緒に始められる作品がありません。
group-picture-about = それぞれが、そして全員が気に入る確率（%）
group-picture-all = 全員
group-picture-planned = 白い点：視聴予定
group-picture-seen = 青：視聴済み
group-poll = 何を見ますか？
button-join = 参加／退出
button-go = 開始
button-planned = 共通の視聴予定
button-all-titles = すべての作品
button-poll = 投票
button-picture = 画像
button-change-group = グループを変更
error-group-too-few = グループには、リストを持つ別々の人が2人以上必要です。誰かを追加するか、参加してもらってください。
error-group-full = グループは { $n } 人までです。
error-group-opted-out = この中に、何も保存しないことを希望している名前があるため、グループに入れられません。
error-group-private = { $who } のリストは非公開です。公開するか、グループから抜けてください。
error-group-unknown = { $who } が連携した名前はもうありません。今の名前を連携するか、グループから抜けてください。
error-group-no-poll = 投票には作品が少なすぎます。
