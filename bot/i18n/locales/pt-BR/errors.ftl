## Erros: o que aconteceu e o que fazer

error-private =
    A lista de **{ $user }** é privada. O dono pode torná-la pública em { $privacy }{ $site ->
        [MyAnimeList] {" "}(desmarcando tudo em “Hide”)
       *[other] {""}
    }. Depois tente de novo em um minuto.
error-unknown-user = Não existe o usuário **{ $user }** no { $site }. Confira a grafia: é o nome na URL do perfil.
error-own-list-gone = A lista enviada não está mais guardada. Quem a enviou pode enviar de novo com `/{ cmd-account } { cmd-link }`.
error-linked-unknown = O { $site } não tem mais o nome vinculado **{ $user }**: a conta foi renomeada ou apagada. Vincule o nome atual.
error-name = Isso não pode ser um nome de usuário. Um nome do MyAnimeList tem de 2 a 16 letras, dígitos, - ou _. Para outros sites, escreva `anilist:nome` ou `kitsu:nome`, ou cole a URL do perfil.
error-no-name = A lista de quem? Vincule a sua uma vez com o botão. A maioria dos comandos também aceita um nome.
error-not-shared = Não há nada para mostrar desta pessoa: nenhuma lista está vinculada ou ela não a compartilha. Ela pode compartilhar com `/{ cmd-account } { cmd-sharing }`.
error-user-and-member = Dê um nome ou um membro, não os dois.
error-not-an-answer = Só as minhas próprias respostas podem ser apagadas assim.
error-delete = Só quem pediu esta resposta pode apagá-la, ou alguém que possa gerenciar mensagens.
error-same-user = É o mesmo usuário. Dê dois usuários diferentes.
error-years = O primeiro ano vem depois do último. Troque-os ou tire um.
error-filter-years = Não entendi esses anos. Escreva por exemplo 2015, 2010-2019, 2020- ou -1999. Nada foi alterado.
error-adult = Títulos adultos só aparecem em canais com restrição de idade de servidores que os permitem.
error-genre = Não existe o gênero **{ $genre }**. Escolha um dos sugeridos enquanto você digita.
error-genre-near = Não existe o gênero **{ $genre }**. Você quis dizer { $near }?
error-user-or-file = Dê o seu nome de usuário ou um arquivo com a sua lista, não os dois.
error-list-file =
    { $kind ->
        [manga] Isso é a exportação de uma lista de mangás. Exporte a lista de animes.
        [damaged] Esse arquivo está danificado ou incompleto. Exporte sua lista de novo.
        [too_large] Esse arquivo é grande demais. Ele pode ter 10 MB, 32 MB descompactado, e 20.000 entradas.
       *[no_export] Isso não é a exportação de uma lista de animes. O MyAnimeList, o AniList e o Kitsu a oferecem nas configurações, como arquivo .xml ou .xml.gz.
    } Nada foi guardado.
error-file-size = Esse arquivo tem mais de { $n } MB, mais do que qualquer lista de banimentos precisa. Nada foi importado.
error-file-gone = Não consegui baixar esse arquivo do Discord. Envie de novo, por favor.
error-file = O arquivo está errado: { $reason }. Nada foi importado.
error-too-many-bans = Um servidor pode banir no máximo { $n } títulos e { $n } usuários. Nada foi alterado.
error-input = { $field }: { $reason }.
error-site-down = Não dá para acessar o { $site } e não há cópia anterior da lista. Tente de novo { $when }.
error-site-refused = O { $site } recusa este bot. O operador dele precisa conferir o ID de cliente.
error-too-many-fetches = Outras listas ainda estão sendo lidas para você. Espere por elas ou tente de novo { $when }.
error-busy = Listas demais estão sendo lidas. Tente de novo { $when }.
error-cooldown = Mais devagar: você pode perguntar de novo { $when }.
error-timeout = Demorou demais e foi cancelado. Tente de novo em alguns minutos.
error-no-snapshot = Nenhuma comunidade foi carregada ainda, então não há de onde recomendar. O operador deste bot obtém listas com `reko import` ou `reko crawl` e depois executa `reko build`.
error-store = O bot não consegue acessar seu banco de dados. O que você acabou de mudar pode não ter sido salvo. Tente de novo em um minuto.
error-stopping = O bot está reiniciando. Tente de novo em um instante.
error-forbidden = O Discord não me deixa fazer isso aqui. Provavelmente me falta uma permissão.
error-discord = O Discord teve um problema e não aceitou a resposta inteira. Tente de novo em um instante.
error-data-deleted = Você mandou apagar tudo o que está guardado sobre você, então isto foi interrompido. Pergunte de novo.
error-expired = Esta mensagem é antiga demais. Use o comando de novo.
error-not-on-page = Esse título não está mais nesta página: foi banido ou não pode ser mostrado aqui. Vire a página e volte para ver o que restou.
error-outdated = Este comando foi atualizado. Reinicie o Discord ou tente de novo em uma hora.
error-no-title = Nenhum anime é conhecido por este nome: **{ $title }**. Confira a grafia ou cole o endereço da página dele no MyAnimeList.
error-log-channel-unknown = Esse não é um canal de texto deste servidor. Escolha outro.
error-log-channel = Ainda não posso escrever em { $channel }. Dê-me estas permissões lá e escolha o canal de novo: { $missing }.
error-timezone = Não conheço o fuso horário **{ $name }**. Escolha uma das sugestões, por exemplo America/Sao_Paulo.
error-dm-closed = O Discord não me deixa enviar mensagens diretas a você. Permita-as nas configurações de privacidade deste servidor e tente de novo.
error-option = Uma das opções não é válida. Confira e tente de novo.
error-too-late = Um banimento pode ser desfeito por dez minutos. Quem gerencia o servidor ainda pode removê-lo: `/{ cmd-settings } { cmd-bans }`.
error-not-yours = Estes botões são de { $owner }. Peça suas próprias recomendações com `/{ cmd-reko }`.
error-moderators-only = Neste servidor, só quem pode gerenciar mensagens pode banir títulos.
error-manage-server = Só quem pode gerenciar o servidor pode fazer isso.
error-server-only = Isto só funciona em servidores aos quais fui adicionado.
error-left-server = Você não vê mais essa página, então nada foi banido.
error-unforeseen = Algo deu errado do nosso lado. Se acontecer de novo, dê ao operador deste bot este ID de erro: `{ $id }`
