## Uma página de recomendações

page-for = Recomendações para { $user }
page-from = O que { $user } gosta e diria para você assistir.
title-from-score = A pessoa deu { $score }
page-users =
    { $closeness ->
        [very-close]
            { $users ->
                [one] **1** usuário muito próximo
               *[other] **{ $users }** usuários muito próximos
            }
        [close]
            { $users ->
                [one] **1** usuário próximo
               *[other] **{ $users }** usuários próximos
            }
        [fairly-close]
            { $users ->
                [one] **1** usuário razoavelmente próximo
               *[other] **{ $users }** usuários razoavelmente próximos
            }
       *[distant]
            { $users ->
                [one] **1** usuário com pouco em comum
               *[other] **{ $users }** usuários com pouco em comum
            }
    }
page-lowered = { " " }(poucos são mais próximos)
page-no-users = Nenhum usuário parecido encontrado: estes títulos se baseiam só nesta lista
page-unmapped =
    { $n ->
        [one] 1 título da lista não está no MyAnimeList e não conta aqui
       *[other] { $n } títulos da lista não estão no MyAnimeList e não contam aqui
    }
page-empty-list = Esta lista está vazia, então estes são os favoritos da comunidade. Adicione o que você viu e aperte Atualizar
page-only-planned = Nada desta lista foi visto ainda: estes títulos se baseiam no que está planejado
page-list-age = lista lida { $when }
page-own-list-age = lista de { $when } (uma mais nova: `/{ cmd-account } { cmd-link }`)
page-banned = 🚫 **{ $title }** foi banido por { $who }
page-only = Somente { $filters }
page-max-episodes =
    { $n ->
        [one] 1 episódio
       *[other] até { $n } episódios
    }
page-without = Sem { $genres }
page-since = a partir de { $year }
page-until = até { $year }
page-planned = títulos planejados
page-with-planned = Com títulos planejados
page-missing-users = Uma parte da comunidade não pôde ser pesquisada agora. A resposta pode mudar quando você atualizar.
page-not-stored = Este usuário não quer que nada seja guardado. Por isso esta resposta tem uma página só e nenhum botão.
answer-deleted = 🗑️ A resposta foi apagada.
welcome =
    👋 **Olá, eu sou o Reko.** Recomendo animes de que pessoas com gostos parecidos gostaram.
    • `/{ cmd-reko }` mostra recomendações, cada uma com quão bem combina e por quê. Vincule sua lista uma vez com o botão ou diga o nome de qualquer lista pública.
    • 🚫 abaixo de um título o bane neste servidor; em `/{ cmd-settings } { cmd-show }` quem gerencia o servidor decide quem pode, e o resto.
    • `/{ cmd-account } { cmd-forget }` apaga tudo o que está guardado sobre você.
welcome-privacy = • O que é guardado, e por quê: { $url }
filters-title = Filtros
filter-genres = Gêneros
filter-genres-about = Somente títulos que têm todos estes
filter-exclude-genres = Gêneros excluídos
filter-exclude-genres-about = Somente títulos que não têm nenhum destes
filter-years = Primeira exibição
filter-years-about = Por exemplo 2015, 2010-2019, 2020- ou -1999
filter-length = Duração
filter-any-length = qualquer duração
filter-ages = Classificação etária
filter-ages-about = Somente títulos com uma destas
page-nothing = **Não sobrou nada para recomendar.**
page-nothing-new = **Não sobrou nada para recomendar:** tudo o que a comunidade conhece está nesta lista ou é de uma série que está.
page-nothing-with = **Não sobrou nada para recomendar.** { $n ->
        [one] Haveria títulos sem este filtro: { $filters }
       *[other] Haveria títulos sem um destes filtros: { $filters }
    }
page-nothing-together = **Não sobrou nada para recomendar:** nenhum título passa por todos estes filtros. Tire alguns.
page-bans = os banimentos daqui
title-match =
    { $whose ->
        [own] **Compatibilidade { $match }** · você daria cerca de { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
       *[other] **Compatibilidade { $match }** · nota esperada: cerca de { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
    }
title-enjoyment =
    { $whose ->
        [own] { $enjoyment } % de chance de superar sua média
       *[other] { $enjoyment } % de chance de superar a média da pessoa
    }
title-episodes = { $n } ep.
title-users =
    { $of ->
        [one]
            { $n ->
                [0] O único usuário parecido não recomenda
               *[other] Recomendado pelo único usuário parecido
            }
       *[other]
            { $n ->
                [0] Nenhum de { $of } usuários parecidos recomenda
                [one] 1 de { $of } usuários parecidos recomenda
                [both] Os dois usuários parecidos recomendam
                [all] Todos os { $of } usuários parecidos recomendam
               *[other] { $n } de { $of } usuários parecidos recomendam
            }
    }

progress-waiting = ⏳ Esperando o { $site } enviar a lista de { $user }…
progress-reading =
    ⏳ Lendo a lista de { $user }: { $n ->
        [one] 1 título
       *[other] { $n } títulos
    } até agora…

button-refresh = Atualizar
button-users = Usuários parecidos
button-filters = Filtros…
button-link = Vincular minha lista
button-link-other = Vincular outro nome
button-mine = Mostrar recomendações
button-undo = Desfazer
button-unvote = Retirar meu voto
button-ban-all =
    { $n ->
        [one] Banir
       *[other] Banir os { $n }
    }
button-vote-all =
    { $n ->
        [one] Votar para banir
       *[other] Votar para banir os { $n }
    }
button-opt-out-yes = Excluir-me
button-opt-out-undo = Desfazer a exclusão
button-cancel = Cancelar
button-edit = Editar
button-bans = Lista de banimentos
button-reset = Redefinir
button-reset-settings = Redefinir os ajustes
button-reset-all =
    { $n ->
        [one] Redefinir e remover o banimento
       *[other] Redefinir e remover os { $n } banimentos
    }
button-forget = Apagar tudo
