## Usuários parecidos

users-title =
    { $n ->
        [one] 1 usuário parecido
       *[other] { $n } usuários parecidos
    }
users-love =
    { $n ->
        [one] 1 que adora { $genre }
       *[other] { $n } que adoram { $genre }
    }
users-closest = Maior afinidade: **{ $affinity }** de 100
users-about = Os mais próximos, identificados por um código que só têm aqui. Número = afinidade, 0-100.
users-line =
    { $n ->
        [one] · recomenda 1 destes títulos
       *[other] · recomenda { $n } destes títulos
    }
users-ban = Excluir usuários…
users-banned =
    { $n ->
        [0] Já estavam banidos.
        [one] 🚫 1 usuário agora está excluído das recomendações aqui.
       *[other] 🚫 { $n } usuários agora estão excluídos das recomendações aqui.
    }
