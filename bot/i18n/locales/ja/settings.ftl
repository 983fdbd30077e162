## 設定

settings-title = このサーバーでのReko
settings-about = コマンドで指定がないときの初期値です。
settings-change = ✅ { $setting }：{ $before } → **{ $after }**
settings-accuracy = 似たユーザー
settings-per-page = 1ページの作品数
settings-adult = 成人向け作品
settings-adult-on = 年齢制限付きチャンネルで表示
settings-off = オフ
settings-answers = 回答
settings-public = チャンネルの全員に表示
settings-private = 依頼した人だけに表示
settings-ban-rule = 禁止できる人
settings-titles = 作品の名前
settings-pictures = 画像
settings-pictures-on = 画像があれば文字の代わりに表示
settings-people = このサーバーの人
settings-people-on = 許可した人を表示
settings-log = ログチャンネル
settings-log-choose = 禁止と設定のログチャンネル
settings-bans = 禁止中
settings-n-bans = 作品 { $titles } 本 · ユーザー { $users } 人
rule-moderators = モデレーターのみ
rule-anyone = 全員、すぐに
rule-votes = モデレーターはすぐに、他の人は { $n } 票で

permission-view-channel = チャンネルを見る
permission-send-messages = メッセージを送信
permission-embed-links = 埋め込みリンク

log-banned = 🚫 { $who } が { $titles } を禁止しました。
log-banned-by-vote = 🗳️ 投票により禁止：{ $titles }。最後の1票は { $who } によるものです。
log-unbanned = ↩️ { $who } が { $titles } の禁止を解除しました。
log-users-banned = 🚫 { $who } が似たユーザー { $n } 人をこのサーバーのおすすめから除外しました。
log-users-unbanned = ↩️ { $who } が似たユーザー { $n } 人をこのサーバーのおすすめに戻しました。
log-imported = 📥 { $who } が禁止リストを読み込みました。新しく禁止：作品 { $n_titles } 本、ユーザー { $n_users } 人。
log-reset-settings = 🔄 { $who } がこのサーバーの設定（ログチャンネルを含む）をリセットしました。禁止はそのままです。
log-reset-all = 🔄 { $who } がこのサーバーの設定（ログチャンネルを含む）をリセットし、禁止をすべて解除しました。
log-settings =
    ⚙️ { $who } が設定を変更しました：
    { $changes }

bans-title = 禁止 { $n } 件
bans-none = ここで禁止されているものはありません。
bans-line = { $what } · { $who }、{ $when }
bans-somebody = 誰か
adult-title = 🔞 成人向け作品
bans-lift = 禁止を解除…
bans-lifted =
    { $n ->
        [0] その禁止はありません。
       *[other] ↩️ 禁止 { $n } 件を解除しました。
    }
export-done = 禁止リスト：作品 { $titles } 本、ユーザー { $users } 人。別のサーバーでは `/{ cmd-settings } { cmd-import }` で読み込めます。
import-done = ✅ 読み込んだ禁止：作品 { $titles } 本、ユーザー { $users } 人。既存の禁止はそのままです。

reset-ask = このサーバーの設定を初期値に戻しますか？元に戻せません。
reset-settings = ✅ 設定を初期値に戻しました。禁止はそのままです。
reset-all = ✅ 設定を初期値に戻し、禁止をすべて解除しました。
reset-no = 何も変更していません。
