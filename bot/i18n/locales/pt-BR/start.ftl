## Começar sem lista: avaliar alguns títulos

cmd-start = reko-começar
cmd-start-about = Sem lista? Avalie dez animes conhecidos e receba recomendações
start-question = { $n } de { $total }: você conhece?
button-liked = Gostei
button-not-liked = Não é para mim
button-not-seen = Não vi
button-keep = Guardar como minha lista
start-so-far = Seus animes até agora
start-done = Seus animes
start-line = { $rank }. [{ $title }]({ $url }) · compatibilidade **{ $match }** · nota prevista { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
start-none-known = Até agora você não conhecia nenhum, então estes são os favoritos da comunidade.
start-next = Tem uma lista no MyAnimeList, AniList ou Kitsu? Com `/{ cmd-account } { cmd-link }`, as recomendações ficam muito melhores. Suas respostas só são guardadas se você quiser.
start-kept =
    { $n ->
        [one] 💾 Sua nota está guardada como sua lista, então o `/{ cmd-reko }` funciona. `/{ cmd-account } { cmd-unlink }` a apaga.
       *[other] 💾 Suas { $n } notas estão guardadas como sua lista, então o `/{ cmd-reko }` funciona. `/{ cmd-account } { cmd-unlink }` as apaga.
    }
