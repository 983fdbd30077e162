## Ajuda

help-title = Como o Reko funciona
help-about = O Reko encontra pessoas com gosto parecido com o seu e recomenda o que elas gostam. Sua lista pode estar no MyAnimeList, AniList ou Kitsu. Comece com `/{ cmd-reko }`.
help-figures = O que os números significam
help-match = **Compatibilidade** é a ordem: quão bem um título combina com a sua lista. 90 combina melhor que 90 de cada 100 títulos de que você gosta.
help-score = **Você daria cerca de** é a nota, de 1 a 10, que você provavelmente daria.
help-enjoyment = **De chance de superar sua média** é a probabilidade de você dar pelo menos a sua nota média.
help-users = Usuários parecidos
help-users-about = Eles recomendam um título se o assistem ou já o completaram e deram pelo menos a própria nota média, ou nenhuma.
help-below = Abaixo de uma resposta
help-below-about = **Mais sobre…** diz por que um título combina com a sua lista e pode ocultá-lo só para você. 🚫 bane aqui. **Atualizar** lê a sua lista de novo.
help-commands = Comandos
help-more = Mais
help-docs = Guia
help-privacy = Privacidade
help-terms = Termos
