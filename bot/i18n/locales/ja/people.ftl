## サーバーの人

neighbours-title = { $name } に好みが最も近い人
neighbours-figures = 90 %区間 { $low }～{ $high }、共通の作品 { $n } 本
neighbours-few-scores = 共通の作品 { $n } 本、2人とも点数を付けたものが少なすぎます
neighbours-none = ここにはまだ比べる相手がいません。リストを連携し、このサーバーで私を使い、`/{ cmd-account } { cmd-sharing }` で許可した人が表示されます。
neighbours-about = 相性は0～100。表示されるかどうかは /{ cmd-account } { cmd-sharing } で決められます。
who-title = ここで { $title } を知っている人
who-seen = 視聴した人
who-planned = 視聴予定の人
who-likely = 最も気に入りそうな人
who-unscored = 点数なし
who-watching = 視聴中
who-on-hold = 中断
who-dropped = 視聴中止
who-predicted = 予想点 約 { NUMBER($score, minimumFractionDigits: 1) }、気に入る確率 { $chance } %
who-none = ここにはまだ誰も表示されません。リストを連携し、このサーバーで私を使い、`/{ cmd-account } { cmd-sharing }` で許可した人が表示されます。
who-about = 点数は1～10。表示されるかどうかは /{ cmd-account } { cmd-sharing } で決められます。
error-people-off = このサーバーでは人の一覧を表示しません。サーバーの管理者が `/{ cmd-settings } { cmd-show }` で変更できます。
