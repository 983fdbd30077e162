## Banimentos

ban-done = 🚫 Banido neste servidor: { $titles }.
ban-done-personal = 🚫 Oculto para você em todo lugar: { $titles }.
ban-known = Já estava banido.
vote-counted = 🗳️ Voto para banir **{ $title }** registrado: { $n } de { $needed }.
vote-known = 🗳️ Você já votou para banir **{ $title }**: { $n } de { $needed }.
undo-done = ↩️ Não está mais banido: { $titles }.
undo-nothing = Não há nada para desfazer: o banimento foi removido ou renovado desde então.
unvote-done =
    { $n ->
        [0] Você não tinha voto para retirar.
        [one] ↩️ Seu voto foi retirado.
       *[other] ↩️ Seus { $n } votos foram retirados.
    }
reaction-ask =
    Você reagiu com 🚫 em **{ $server }**. Banir estes títulos lá?
    { $titles }
reaction-ask-vote =
    Você reagiu com 🚫 em **{ $server }**. Votar para banir estes títulos lá?
    { $titles }
reaction-ask-personal =
    Você reagiu com 🚫. Banir estes títulos para você?
    { $titles }
reaction-no = Nada foi banido.
