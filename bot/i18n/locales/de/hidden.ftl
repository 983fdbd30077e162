## Titel, die jemand ausblendet

hidden-title =
    { $n ->
        [one] 1 ausgeblendeter Titel
       *[other] { $n } ausgeblendete Titel
    }
hidden-none = Du blendest keine Titel aus. **Nichts für mich** und **Schon gesehen** im Menü *Mehr über …* unter Empfehlungen blenden einen Titel überall für dich aus.
hidden-never = 🙈 { $title }, seit { $when }
hidden-seen = 👁️ { $title }, gesehen, seit { $when }
hidden-show-again = Wieder zeigen …
hidden-shown =
    { $n ->
        [0] Das war nicht ausgeblendet.
        [one] ↩️ 1 Titel ist nicht mehr ausgeblendet.
       *[other] ↩️ { $n } Titel sind nicht mehr ausgeblendet.
    }
