## Ajustes

settings-title = Reko neste servidor
settings-about = Valores padrão, quando um comando não diz outra coisa.
settings-change = ✅ { $setting }: { $before } → **{ $after }**
settings-accuracy = Usuários parecidos
settings-per-page = Títulos por página
settings-adult = Títulos adultos
settings-adult-on = Em canais com restrição de idade
settings-off = Desligado
settings-answers = Respostas
settings-public = Todos no canal
settings-private = Só quem perguntou
settings-ban-rule = Quem pode banir
settings-titles = Nomes dos títulos
settings-pictures = Imagens
settings-pictures-on = Em vez de texto, onde houver
settings-people = Pessoas deste servidor
settings-people-on = Aparecem se permitirem
settings-log = Canal de registro
settings-log-choose = Canal de registro de banimentos e ajustes
settings-bans = Banidos
settings-n-bans =
    { $titles ->
        [one] 1 título
       *[other] { $titles } títulos
    } · { $users ->
        [one] 1 usuário
       *[other] { $users } usuários
    }
rule-moderators = Só moderadores
rule-anyone = Todos, na hora
rule-votes = Moderadores na hora, os outros com { $n } votos

permission-view-channel = Ver canal
permission-send-messages = Enviar mensagens
permission-embed-links = Inserir links

log-banned = 🚫 { $who } baniu { $titles }.
log-banned-by-vote = 🗳️ Banido por votação: { $titles }. O voto decisivo foi de { $who }.
log-unbanned = ↩️ { $who } removeu o banimento de { $titles }.
log-users-banned =
    { $n ->
        [one] 🚫 { $who } excluiu 1 usuário parecido das recomendações deste servidor.
       *[other] 🚫 { $who } excluiu { $n } usuários parecidos das recomendações deste servidor.
    }
log-users-unbanned =
    { $n ->
        [one] ↩️ { $who } readmitiu 1 usuário parecido nas recomendações deste servidor.
       *[other] ↩️ { $who } readmitiu { $n } usuários parecidos nas recomendações deste servidor.
    }
log-imported =
    📥 { $who } importou uma lista de banimentos com { $n_titles ->
        [one] 1 título
       *[other] { $n_titles } títulos
    } e { $n_users ->
        [one] 1 usuário
       *[other] { $n_users } usuários
    } que ainda não estavam banidos.
log-reset-settings = 🔄 { $who } redefiniu os ajustes deste servidor, incluindo o canal de registro. Os banimentos foram mantidos.
log-reset-all = 🔄 { $who } redefiniu os ajustes deste servidor, incluindo o canal de registro, e removeu todos os banimentos.
log-settings =
    ⚙️ { $who } mudou os ajustes:
    { $changes }

bans-title =
    { $n ->
        [one] 1 banimento
       *[other] { $n } banimentos
    }
bans-none = Nada está banido aqui.
bans-line = { $what } · { $who }, { $when }
bans-somebody = alguém
adult-title = 🔞 Um título adulto
bans-lift = Remover banimentos…
bans-lifted =
    { $n ->
        [0] Esse banimento não existe.
        [one] ↩️ 1 banimento foi removido.
       *[other] ↩️ { $n } banimentos foram removidos.
    }
export-done =
    A lista de banimentos: { $titles ->
        [one] 1 título
       *[other] { $titles } títulos
    } e { $users ->
        [one] 1 usuário
       *[other] { $users } usuários
    }. Importe-a em outro servidor com `/{ cmd-settings } { cmd-import }`.
import-done =
    ✅ Banimentos importados: { $titles ->
        [one] 1 título
       *[other] { $titles } títulos
    } e { $users ->
        [one] 1 usuário
       *[other] { $users } usuários
    }. Os banimentos existentes foram mantidos.

reset-ask = Redefinir os ajustes deste servidor para os valores padrão? Isso não pode ser desfeito.
reset-settings = ✅ Os ajustes foram redefinidos. Os banimentos foram mantidos.
reset-all = ✅ Os ajustes foram redefinidos e todos os banimentos foram removidos.
reset-no = Nada foi alterado.
