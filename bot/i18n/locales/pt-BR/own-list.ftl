## A própria lista: conectar e mudar pelo Discord

cmd-connect = conectar
cmd-connect-about = Conecte sua conta para que os botões possam mudar sua lista
cmd-disconnect = desconectar
cmd-disconnect-about = Apagar a conexão com a sua conta
opt-site = site
opt-site-about = Onde está a sua lista
connect-ask = Abra a página do { $site }, permita o acesso e volte. Depois, ➕ e 👁️ abaixo de um título mudam sua lista, e posso lê-la para você se ela for privada. O link funciona uma vez, por 10 minutos. Ele é só para você: nunca o dê a ninguém.
button-connect = Conectar sua conta
button-connect-open = Ir para { $site }
connected = ✅ **{ $user }** do { $site } está conectado à sua conta do Discord. Não foi você? `/{ cmd-account } { cmd-disconnect }`
link-connected = Sua conta está conectada: os botões podem mudar sua lista. `/{ cmd-account } { cmd-disconnect }` acaba com isso.
disconnected = ✅ A conexão foi apagada. Seu nome continua vinculado. Para retirar também o acesso no { $site }: { $url }
disconnect-none = Nenhuma conta está conectada.
button-plan = Quero ver
plan-menu = ➕ Adicionar aos planejados…
score-ask = **{ $title }**: que nota você dá?
score-menu = Sua nota
score-none = Sem nota
list-planned = ➕ **{ $title }** está na sua lista: planejado.
list-known = **{ $title }** já estava na sua lista ({ $status }) e fica como estava.
list-seen =
    { $score ->
        [0] ✅ **{ $title }** está na sua lista: completo, sem nota.
       *[other] ✅ **{ $title }** está na sua lista: completo, nota { $score }.
    }
list-seen-again =
    { $score ->
        [0] ✅ **{ $title }** está na sua lista: revendo, sem nota.
       *[other] ✅ **{ $title }** está na sua lista: revendo, nota { $score }.
    }
list-undone = ↩️ Sua lista voltou a ser como antes.
list-not-undone = Isso não pode mais ser desfeito: faz tempo demais, ou mudou desde então.
list-status-watching = assistindo
list-status-completed = completo
list-status-on-hold = em pausa
list-status-dropped = abandonado
error-connect-off = Contas não podem ser conectadas aqui: o operador deste bot não configurou isso.
error-connect-site = Contas do { $site } não podem ser conectadas aqui.
error-not-connected = Para mudar sua lista, conecte sua conta primeiro.
error-connection-lost = O { $site } não aceita mais a conexão com a sua conta. Conecte-a de novo.
error-claimed = **{ $user }** está conectado a outro usuário do Discord, então você não pode vinculá-lo.
error-not-on-site = O site da sua lista não tem este título.
