## Assistir algo juntos

group-title = Assistir juntos
group-how = Aperte **Participar** para entrar com a sua lista vinculada. Todos aqui verão o quanto você provavelmente gostaria de cada título, mas não o seu nome de usuário. Depois { $owner } aperta **Vamos**.
group-members = Membros: { $n } de { $max }
group-nobody = Ninguém ainda
group-wanted = Procurando
group-pick = Adicionar membros que compartilham a lista
group-not-shared = Não adicionado: { $who }. Não vincularam uma lista ou não a compartilham, mas podem apertar **Participar**.
group-people =
    { $n ->
        [one] 1 pessoa
       *[other] { $n } pessoas
    }
group-rule-everyone = Algo para todos
group-rule-average = O melhor na média
group-rule-no-misery = Nada que alguém não goste
group-rewatch = também o que um de vocês já viu
group-for = Para { $who }
group-chance = **Compatibilidade { $match }** · **{ $chance } %** de chance de { $n ->
        [2] vocês dois gostarem
       *[other] todos vocês gostarem
    }
group-member = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** ({ $enjoyment } %)
group-member-seen = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (👁️ visto)
group-legend = A nota que cada um provavelmente daria, e a chance de gostar
group-least = Com menos chance de gostar: { $who }
group-planned-by = 🗓️ Planejado por { $who }
group-none = Não sobrou nada que todos vocês possam assistir. Tentem menos filtros ou permitam rever.
group-none-planned = Não há título que pelo menos dois de vocês planejem ver e que possam começar juntos.
group-picture-about = Chance em porcentagem de cada um gostar, e de todos gostarem
group-picture-all = Todos
group-picture-planned = Ponto branco: planeja ver
group-picture-seen = Azul: já viu
group-poll = O que vamos assistir?
button-join = Participar ou sair
button-go = Vamos
button-planned = Planejados em comum
button-all-titles = Todos os títulos
button-poll = Enquete
button-picture = Imagem
button-change-group = Mudar o grupo
error-group-too-few = Um grupo precisa de pelo menos duas pessoas diferentes com uma lista. Adicione alguém ou deixe que participem.
error-group-full = Um grupo tem no máximo { $n } membros.
error-group-opted-out = Um destes nomes não quer que nada seja guardado, então não pode estar em um grupo.
error-group-private = A lista de { $who } é privada. A pessoa pode torná-la pública ou sair do grupo.
error-group-unknown = O nome que { $who } vinculou não existe mais. A pessoa pode vincular o atual ou sair do grupo.
error-group-no-poll = Há poucos títulos para uma enquete.
