## Usuarios similares

users-title =
    { $n ->
        [one] 1 usuario similar
       *[other] { $n } usuarios similares
    }
users-love =
    { $n ->
        [one] 1 amante de { $genre }
       *[other] { $n } amantes de { $genre }
    }
users-closest = Mayor afinidad: **{ $affinity }** de 100
users-about = Los más afines, identificados por un código que solo tienen aquí. Número = afinidad, 0-100.
users-line =
    { $n ->
        [one] · recomienda 1 de estos títulos
       *[other] · recomienda { $n } de estos títulos
    }
users-ban = Excluir usuarios…
users-banned =
    { $n ->
        [0] Ya estaban vetados.
        [one] 🚫 1 usuario queda excluido de las recomendaciones aquí.
       *[other] 🚫 { $n } usuarios quedan excluidos de las recomendaciones aquí.
    }
