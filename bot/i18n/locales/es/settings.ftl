## Ajustes

settings-title = Reko en este servidor
settings-about = Valores predeterminados, cuando un comando no dice otra cosa.
settings-change = ✅ { $setting }: { $before } → **{ $after }**
settings-accuracy = Usuarios similares
settings-per-page = Títulos por página
settings-adult = Títulos para adultos
settings-adult-on = En canales con restricción de edad
settings-off = Desactivado
settings-answers = Respuestas
settings-public = Todos en el canal
settings-private = Solo quien preguntó
settings-ban-rule = Quién puede vetar
settings-titles = Nombres de los títulos
settings-pictures = Imágenes
settings-pictures-on = En vez de texto, donde las haya
settings-people = Gente de este servidor
settings-people-on = Aparece si lo permite
settings-log = Canal de registro
settings-log-choose = Canal de registro de vetos y ajustes
settings-bans = Vetado
settings-n-bans =
    { $titles ->
        [one] 1 título
       *[other] { $titles } títulos
    } · { $users ->
        [one] 1 usuario
       *[other] { $users } usuarios
    }
rule-moderators = Solo moderadores
rule-anyone = Todos, al instante
rule-votes = Moderadores al instante, los demás con { $n } votos

permission-view-channel = Ver canal
permission-send-messages = Enviar mensajes
permission-embed-links = Insertar enlaces

log-banned = 🚫 { $who } vetó { $titles }.
log-banned-by-vote = 🗳️ Vetado por votación: { $titles }. El voto decisivo fue de { $who }.
log-unbanned = ↩️ { $who } quitó el veto de { $titles }.
log-users-banned =
    { $n ->
        [one] 🚫 { $who } excluyó a 1 usuario similar de las recomendaciones de este servidor.
       *[other] 🚫 { $who } excluyó a { $n } usuarios similares de las recomendaciones de este servidor.
    }
log-users-unbanned =
    { $n ->
        [one] ↩️ { $who } readmitió a 1 usuario similar en las recomendaciones de este servidor.
       *[other] ↩️ { $who } readmitió a { $n } usuarios similares en las recomendaciones de este servidor.
    }
log-imported =
    📥 { $who } importó una lista de vetos con { $n_titles ->
        [one] 1 título
       *[other] { $n_titles } títulos
    } y { $n_users ->
        [one] 1 usuario
       *[other] { $n_users } usuarios
    } que aún no estaban vetados.
log-reset-settings = 🔄 { $who } restableció los ajustes de este servidor, incluido su canal de registro. Los vetos se han conservado.
log-reset-all = 🔄 { $who } restableció los ajustes de este servidor, incluido su canal de registro, y quitó todos los vetos.
log-settings =
    ⚙️ { $who } cambió los ajustes:
    { $changes }

bans-title =
    { $n ->
        [one] 1 veto
       *[other] { $n } vetos
    }
bans-none = Aquí no hay nada vetado.
bans-line = { $what } · { $who }, { $when }
bans-somebody = alguien
adult-title = 🔞 Un título para adultos
bans-lift = Quitar vetos…
bans-lifted =
    { $n ->
        [0] No existe ese veto.
        [one] ↩️ Se ha quitado 1 veto.
       *[other] ↩️ Se han quitado { $n } vetos.
    }
export-done =
    La lista de vetos: { $titles ->
        [one] 1 título
       *[other] { $titles } títulos
    } y { $users ->
        [one] 1 usuario
       *[other] { $users } usuarios
    }. Impórtala en otro servidor con `/{ cmd-settings } { cmd-import }`.
import-done =
    ✅ Vetos importados: { $titles ->
        [one] 1 título
       *[other] { $titles } títulos
    } y { $users ->
        [one] 1 usuario
       *[other] { $users } usuarios
    }. Los vetos existentes se han conservado.

reset-ask = ¿Restablecer los ajustes de este servidor? No se puede deshacer.
reset-settings = ✅ Los ajustes se han restablecido. Los vetos se han conservado.
reset-all = ✅ Los ajustes se han restablecido y se han quitado todos los vetos.
reset-no = No se ha cambiado nada.
