## Titles that a person hides

hidden-title =
    { $n ->
        [one] 1 hidden title
       *[other] { $n } hidden titles
    }
hidden-none = You hide no titles. **Not for me** and **Seen it** in the menu *More about…* under recommendations hide a title from you everywhere.
hidden-never = 🙈 { $title }, since { $when }
hidden-seen = 👁️ { $title }, seen, since { $when }
hidden-show-again = Show again…
hidden-shown =
    { $n ->
        [0] That was not hidden.
        [one] ↩️ 1 title is no longer hidden.
       *[other] ↩️ { $n } titles are no longer hidden.
    }
