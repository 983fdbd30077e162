## A ficha de um título

more-about = Mais sobre…
card-length = { $n } × { $minutes } min
card-minutes = { $minutes } min
card-aired = Exibido: { $first }
card-aired-until = Exibido: { $first } – { $last }
why-number = { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-score-own = **Por quê?** Você daria cerca de **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (com 90 % de certeza, entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } e { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-score = **Por quê, para { $user }?** { $user } daria cerca de **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (com 90 % de certeza, entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } e { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }){ $listed }.
why-listed =
    { $score ->
        [0] ; já está na lista, sem nota
       *[other] ; o **{ $score }** que tem na lista não conta aqui
    }
why-for = Estas notas falam a favor: { $titles }.
why-against = Estas notas falam contra: { $titles }.
why-for-and-against = Estas notas falam a favor: { $raising }; estas, contra: { $lowering }.
why-basis-community = Ainda não há notas em que se basear, então essa é a opinião da comunidade.
why-basis-mean = Ninguém na comunidade tem esse título, então isso vem da nota média no MyAnimeList.
why-similar =
    { $seen ->
        [one]
            { $n ->
                [0] O único usuário parecido que viu não recomenda.
               *[other] O único usuário parecido que viu recomenda.
            }
       *[other]
            { $n ->
                [0] Nenhum dos { $seen } usuários parecidos que viram recomenda.
                [one] 1 dos { $seen } usuários parecidos que viram recomenda.
                [both] Os dois usuários parecidos que viram recomendam.
                [all] Todos os { $seen } usuários parecidos que viram recomendam.
               *[other] { $n } dos { $seen } usuários parecidos que viram recomendam.
            }
    }
why-unseen =
    { $n ->
        [one] O único usuário parecido não viu.
       *[other] Nenhum dos { $n } usuários parecidos viu.
    }
why-range = Com 90 % de certeza: entre { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } e { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }
why-own-scores = Suas notas que a aumentam ou diminuem
why-scores = Notas que a aumentam ou diminuem
why-histogram =
    { $n ->
        [one] Nota de 1 usuário parecido
       *[other] Notas de { $n } usuários parecidos
    }
button-hide = Não é para mim
button-seen = Já vi
button-ban-here = Banir aqui
button-vote-here = Votar para banir aqui
hide-done = 🙈 Oculto das suas recomendações em todos os servidores. `/{ cmd-account } { cmd-hidden }` mostra o que você oculta.
seen-done = 👁️ Oculto das suas recomendações em todos os servidores e contado como visto nas da sua própria lista. `/{ cmd-account } { cmd-hidden }` mostra o que você oculta.
seen-unlinked = 👁️ Oculto das suas recomendações em todos os servidores. Vincule sua lista com `/{ cmd-account } { cmd-link }` e ele também contará como visto.
unhide-done = ↩️ Não está mais oculto.
