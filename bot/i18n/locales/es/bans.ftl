## Vetos

ban-done = 🚫 Vetado en este servidor: { $titles }.
ban-done-personal = 🚫 Oculto para ti en todas partes: { $titles }.
ban-known = Ya estaba vetado.
vote-counted = 🗳️ Voto para vetar **{ $title }** registrado: { $n } de { $needed }.
vote-known = 🗳️ Ya votaste para vetar **{ $title }**: { $n } de { $needed }.
undo-done = ↩️ Ya no está vetado: { $titles }.
undo-nothing = No hay nada que deshacer: el veto se ha quitado o renovado entretanto.
unvote-done =
    { $n ->
        [0] No tenías ningún voto que retirar.
        [one] ↩️ Se ha retirado tu voto.
       *[other] ↩️ Se han retirado tus { $n } votos.
    }
reaction-ask =
    Reaccionaste con 🚫 en **{ $server }**. ¿Vetar allí estos títulos?
    { $titles }
reaction-ask-vote =
    Reaccionaste con 🚫 en **{ $server }**. ¿Votar para vetar allí estos títulos?
    { $titles }
reaction-ask-personal =
    Reaccionaste con 🚫. ¿Vetar estos títulos para ti?
    { $titles }
reaction-no = No se ha vetado nada.
