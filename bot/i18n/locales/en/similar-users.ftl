## Similar users

users-title =
    { $n ->
        [one] 1 similar user
       *[other] { $n } similar users
    }
users-love =
    { $n ->
        [one] 1 who loves { $genre }
       *[other] { $n } who love { $genre }
    }
users-closest = Closest affinity: **{ $affinity }** of 100
users-about = The closest ones, identified by a hash that is theirs only here. Number = affinity, 0–100.
users-line =
    { $n ->
        [one] · recommends 1 of these titles
       *[other] · recommends { $n } of these titles
    }
users-ban = Exclude users…
users-banned =
    { $n ->
        [0] Already banned.
        [one] 🚫 1 user is now excluded from recommendations here.
       *[other] 🚫 { $n } users are now excluded from recommendations here.
    }
