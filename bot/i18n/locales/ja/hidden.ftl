## 非表示にした作品

hidden-title = 非表示の作品 { $n } 本
hidden-none = 非表示の作品はありません。おすすめの下のメニュー *詳しく…* にある **興味なし** と **視聴済み** で、作品をどこでも非表示にできます。
hidden-never = 🙈 { $title }（{ $when } から）
hidden-seen = 👁️ { $title }（視聴済み、{ $when } から）
hidden-show-again = 再び表示…
hidden-shown =
    { $n ->
        [0] その作品は非表示ではありませんでした。
       *[other] ↩️ { $n } 本を再び表示します。
    }
