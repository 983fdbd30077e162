## Novidades: toda semana ou toda temporada

digest-when-weekly = Toda semana
digest-when-season = No começo de cada temporada
digest-when-off = Nunca
day-monday = Segunda-feira
day-tuesday = Terça-feira
day-wednesday = Quarta-feira
day-thursday = Quinta-feira
day-friday = Sexta-feira
day-saturday = Sábado
day-sunday = Domingo

digest-none-you = Você não recebe novidades.
digest-none-server = { $channel } não recebe novidades.
digest-about = As novidades dizem quando animes planejados e sequências começam, quais animes novos da temporada combinam e o que mudou nas recomendações. Quando não há nada novo, nada é enviado.
digest-on-you = 📬 Você recebe as novidades por mensagem direta.
digest-on-server = 📬 { $channel } recebe as novidades.
digest-next-weekly = Toda semana, a próxima em { $when } (fuso horário { $zone }). Mude isso com `/{ cmd-digest }`.
digest-next-season = No começo de cada temporada, a próxima em { $when } (fuso horário { $zone }). Mude isso com `/{ cmd-digest }`.
digest-from-people =
    { $n ->
        [0] Ninguém aqui compartilha uma lista ainda, então não haveria nada para contar: vincule uma com `/{ cmd-account } { cmd-link }` e permita com `/{ cmd-account } { cmd-sharing }`.
        [one] É feito com a lista de 1 pessoa daqui que permite isso (`/{ cmd-account } { cmd-sharing }`). Ninguém é citado.
       *[other] É feito com as listas de { $n } pessoas daqui que permitem isso (`/{ cmd-account } { cmd-sharing }`). Ninguém é citado.
    }
digest-hello = 📬 As novidades da sua lista de animes vão chegar aqui. Cada uma tem um botão que as encerra.
digest-ended = 📭 Sem mais novidades. `/{ cmd-digest }` as ativa de novo.
button-digest-weekly = Toda semana
button-digest-season = Toda temporada
button-digest-end = Sem mais novidades

digest-title = 📬 Novidades para a sua lista de animes
digest-title-server = 📬 Novidades para as pessoas daqui
digest-you-airing = Da sua lista de planejados
digest-you-sequel = Sequências do que você completou
digest-you-season = Novo nesta temporada, para o seu gosto
digest-you-loved = Alguém com um gosto como o seu acabou de gostar de
digest-you-movement = Novo no topo das suas recomendações
digest-server-airing = Planejado por pessoas daqui
digest-server-sequel = Sequências do que pessoas daqui completaram
digest-server-season = Novo nesta temporada, para o gosto das pessoas daqui
digest-planned-by =
    { $n ->
        [one] planejado por 1 pessoa
       *[other] planejado por { $n } pessoas
    }
digest-completed-by =
    { $n ->
        [one] sequência de { $title }, que 1 pessoa daqui completou
       *[other] sequência de { $title }, que { $n } pessoas daqui completaram
    }
digest-fits =
    { $n ->
        [one] combina com 1 pessoa
       *[other] combina com { $n } pessoas
    }
digest-sequel-of = sequência de { $title }
digest-sequel-scored = sequência de { $title }, a que você deu { $score }
digest-match = compatibilidade { $match }
digest-rank = agora número { $rank }
digest-people =
    { $n ->
        [one] Da lista de 1 pessoa daqui
       *[other] Das listas de { $n } pessoas daqui
    }
