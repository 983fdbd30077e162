## Contas

link-done =
    ✅ Você vinculou **{ $user }**, cuja lista tem { $n ->
        [one] 1 título
       *[other] { $n } títulos
    }. O `/{ cmd-reko }` não precisa mais de nome.
link-joins = A partir da próxima atualização dos dados, sua lista também ajuda outros a encontrar recomendações, sem o seu nome. `/{ cmd-account } { cmd-opt-out }` se você não quiser isso.
link-joins-not = Sua lista só é usada para recomendações pedidas com o seu nome.
link-private =
    ✅ Você vinculou **{ $user }**, mas essa lista é privada. Torne-a pública em { $privacy }{ $site ->
        [MyAnimeList] {" "}(desmarque tudo em “Hide”)
       *[other] {""}
    }. Depois peça as recomendações.
link-unchecked = ✅ Você vinculou **{ $user }**. Não deu para acessar o { $site } e confirmar que esse usuário existe.
link-opted-out = **{ $user }** não quer que nada seja guardado, então este nome não pode ser vinculado. Se foi você que se excluiu, desfaça com `/{ cmd-account } { cmd-opt-out }`; senão, pergunte ao operador deste bot.
link-none = Você não vinculou nenhuma lista.
form-link-name = Seu nome de usuário
form-link-about = Nome ou URL do seu perfil. Outros sites: anilist:nome, kitsu:nome. Sua lista precisa ser pública.
own-list = uma lista enviada
link-file-done =
    ✅ Sua lista está guardada, com { $n ->
        [one] 1 título
       *[other] { $n } títulos
    }. O `/{ cmd-reko }` não precisa mais de nome.
link-file-unmapped =
    { $n ->
        [one] 1 entrada não tem título no MyAnimeList e ficou de fora.
       *[other] { $n } entradas não têm título no MyAnimeList e ficaram de fora.
    }
link-file-kept = Ela só é usada para você, até você enviar uma mais nova ou apagá-la com `/{ cmd-account } { cmd-unlink }`. Ela não acompanha sua lista: envie um arquivo mais novo de vez em quando.
link-shown-file = Você usa uma lista que enviou em { $when }. Envie uma mais nova com `/{ cmd-account } { cmd-link }`.
link-shown = Você vinculou **{ $user }** desde { $when }.
sharing-nobody = Os outros não podem pedir suas recomendações pelo seu nome no Discord, e eu não digo a eles o seu nome de usuário. `/{ cmd-account } { cmd-sharing }` muda isso.
sharing-server = Membros dos servidores onde você me usa podem pedir suas recomendações (`/{ cmd-reko }` com a opção `membro`), comparar o gosto com o seu e encontrar você entre as pessoas do servidor. As respostas mostram seu nome de usuário e suas notas.
sharing-everybody = Todo mundo pode pedir suas recomendações (`/{ cmd-reko }` com a opção `membro`) e comparar o gosto com o seu. Membros dos servidores onde você me usa encontram você entre as pessoas do servidor. As respostas mostram seu nome de usuário e suas notas.
unlinked = ↩️ Sua lista não está mais vinculada.

data-sent =
    { $n ->
        [0] Nada está guardado sobre você. O arquivo diz o mesmo.
        [one] Tudo o que está guardado sobre você: 1 registro.
       *[other] Tudo o que está guardado sobre você: { $n } registros.
    } `/{ cmd-account } { cmd-forget }` apaga isso.
opt-out-unlinked = Nada está guardado sobre você com um nome de usuário. Para excluir um nome, vincule-o primeiro.
opt-out-ask =
    Excluir **{ $user }**?
    - As cópias guardadas desta lista são apagadas, e também todo vínculo com este nome, inclusive de outras contas do Discord.
    - A lista deixa de ajudar outros a encontrar recomendações a partir da próxima atualização dos dados (normalmente em um dia).
    - O `/{ cmd-reko }` continua funcionando para este nome, mas nada é guardado: uma página, sem botões.
    - O próprio nome é guardado para poder ser recusado, e o seu ID do Discord, porque só você e o operador podem desfazer isso.
opt-out-shown =
    Você excluiu **{ $user }**. Desfazer? A lista poderá ser guardada de novo, e você poderá vinculá-la com `/{ cmd-account } { cmd-link }`.
    Para excluir um segundo nome, pergunte ao operador deste bot.
opt-out-done = ✅ **{ $user }** está excluído. Você pode desfazer isso com `/{ cmd-account } { cmd-opt-out }`.
opt-out-undone = ↩️ **{ $user }** não está mais excluído. Vincule de novo com `/{ cmd-account } { cmd-link }`.
opt-out-unchanged = Nada foi alterado.

forget-ask = Apagar tudo o que está guardado sobre você: o vínculo com o seu nome de usuário, sua lista, suas recomendações, seus votos, os nomes que você procurou e os títulos que você oculta? Os banimentos que você fez em servidores ficam, sem o seu nome. Uma exclusão fica, mas então só o operador pode desfazê-la. Isso não pode ser desfeito.
forget-not = Nada foi apagado.
forget-nothing = Nada estava guardado sobre você.
forget-done = ✅ Apagado:
forgot-connection = a conexão com a sua conta, com os tokens de acesso
forgot-connecting = a conexão que você começou
forgot-list-changes =
    { $n ->
        [one] o registro de { $n } mudança na sua lista
       *[other] o registro de { $n } mudanças na sua lista
    }
forgot-link = o vínculo com o seu nome de usuário
forgot-lists =
    { $n ->
        [one] sua lista guardada
       *[other] { $n } listas guardadas
    }
forgot-servers =
    { $n ->
        [one] o registro de que você me usa em 1 servidor
       *[other] os registros de que você me usa em { $n } servidores
    }
forgot-visits = o registro de quando sua lista foi lida
forgot-results =
    { $n ->
        [one] 1 conjunto de recomendações
       *[other] { $n } conjuntos de recomendações
    }
forgot-language = o idioma em que você lê os títulos
forgot-messages =
    { $n ->
        [one] 1 mensagem que seria enviada a você
       *[other] { $n } mensagens que seriam enviadas a você
    }
forgot-digests = as novidades que você recebia
forgot-digest-titles =
    { $n ->
        [one] 1 título das suas novidades
       *[other] { $n } títulos das suas novidades
    }
forgot-server-digests =
    { $n ->
        [one] seu ID do Discord nas novidades de 1 servidor (as novidades ficam)
       *[other] seu ID do Discord nas novidades de { $n } servidores (as novidades ficam)
    }
forgot-votes =
    { $n ->
        [one] 1 voto
       *[other] { $n } votos
    }
forgot-names =
    { $n ->
        [one] 1 nome que você procurou
       *[other] { $n } nomes que você procurou
    }
forgot-memberships =
    { $n ->
        [one] 1 participação em um grupo
       *[other] { $n } participações em grupos
    }
forgot-groups =
    { $n ->
        [one] 1 grupo que você criou
       *[other] { $n } grupos que você criou
    }
forgot-bans =
    { $n ->
        [one] 1 título que você ocultou
       *[other] { $n } títulos que você ocultou
    }
forgot-signatures =
    { $n ->
        [one] seu nome em 1 banimento de servidor
       *[other] seu nome em { $n } banimentos de servidor
    }

why-several = Vários títulos correspondem.
why-choose = Qual deles?

titles-english = Inglês, se houver um nome em inglês
titles-romaji = Japonês em letras latinas
titles-default = Como no servidor, ou pelo idioma do Discord
titles-reader = Pelo idioma de cada leitor
titles-chosen = ✅ Os nomes dos animes agora aparecem assim para você: { $language }.
forgot-opt-outs = seu ID do Discord na exclusão (a exclusão fica)
