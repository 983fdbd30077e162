## Utilisateurs similaires

users-title =
    { $n ->
        [one] 1 utilisateur similaire
       *[other] { $n } utilisateurs similaires
    }
users-love =
    { $n ->
        [one] 1 qui adore { $genre }
       *[other] { $n } qui adorent { $genre }
    }
users-closest = Plus forte affinité : **{ $affinity }** sur 100
users-about = Les plus proches, désignés par un code qui n’est le leur qu’ici. Nombre = affinité, 0-100.
users-line =
    { $n ->
        [one] · recommande 1 de ces titres
       *[other] · recommande { $n } de ces titres
    }
users-ban = Exclure des utilisateurs…
users-banned =
    { $n ->
        [0] Déjà bannis.
        [one] 🚫 1 utilisateur est désormais exclu des recommandations ici.
       *[other] 🚫 { $n } utilisateurs sont désormais exclus des recommandations ici.
    }
