## Cuentas

link-done =
    ✅ Has vinculado **{ $user }**, cuya lista tiene { $n ->
        [one] 1 título
       *[other] { $n } títulos
    }. `/{ cmd-reko }` ya no necesita ningún nombre.
link-joins = A partir de la próxima actualización de los datos, tu lista también ayuda a otros a encontrar recomendaciones, sin tu nombre. `/{ cmd-account } { cmd-opt-out }` si no lo quieres.
link-joins-not = Tu lista solo se usa para las recomendaciones que se piden con tu nombre.
link-private =
    ✅ Has vinculado **{ $user }**, pero esa lista es privada. Hazla pública en { $privacy }{ $site ->
        [MyAnimeList] {" "}(desmarca todo lo que hay bajo «Hide»)
       *[other] {""}
    }. Después pide las recomendaciones.
link-unchecked = ✅ Has vinculado **{ $user }**. No se ha podido acceder a { $site } para comprobar que ese usuario existe.
link-opted-out = **{ $user }** no quiere que se guarde nada, así que este nombre no se puede vincular. Si te excluiste tú, deshazlo con `/{ cmd-account } { cmd-opt-out }`; si no, pregunta al operador de este bot.
link-none = No has vinculado ninguna lista.
form-link-name = Tu nombre de usuario
form-link-about = Nombre o URL de tu perfil. Otros sitios: anilist:nombre, kitsu:nombre. Tu lista debe ser pública.
own-list = una lista subida
link-file-done =
    ✅ Tu lista está guardada, con { $n ->
        [one] 1 título
       *[other] { $n } títulos
    }. `/{ cmd-reko }` ya no necesita ningún nombre.
link-file-unmapped =
    { $n ->
        [one] 1 entrada no tiene título en MyAnimeList y se ha omitido.
       *[other] { $n } entradas no tienen título en MyAnimeList y se han omitido.
    }
link-file-kept = Solo se usa para ti, hasta que subas una más nueva o la borres con `/{ cmd-account } { cmd-unlink }`. No sigue los cambios de tu lista: sube un archivo más nuevo de vez en cuando.
link-shown-file = Usas una lista que subiste el { $when }. Sube una más nueva con `/{ cmd-account } { cmd-link }`.
link-shown = Tienes vinculado **{ $user }** desde { $when }.
sharing-nobody = Los demás no pueden pedir tus recomendaciones por tu nombre de Discord, y no les digo tu nombre de usuario. `/{ cmd-account } { cmd-sharing }` lo cambia.
sharing-server = Los miembros de los servidores donde me usas pueden pedir tus recomendaciones (`/{ cmd-reko }` con la opción `miembro`), comparar sus gustos con los tuyos y encontrarte entre la gente del servidor. Las respuestas muestran tu nombre de usuario y tus notas.
sharing-everybody = Todo el mundo puede pedir tus recomendaciones (`/{ cmd-reko }` con la opción `miembro`) y comparar sus gustos con los tuyos. Los miembros de los servidores donde me usas te encuentran entre la gente del servidor. Las respuestas muestran tu nombre de usuario y tus notas.
unlinked = ↩️ Tu lista ya no está vinculada.

data-sent =
    { $n ->
        [0] No se guarda nada sobre ti. El archivo dice lo mismo.
        [one] Todo lo que se guarda sobre ti: 1 registro.
       *[other] Todo lo que se guarda sobre ti: { $n } registros.
    } `/{ cmd-account } { cmd-forget }` lo borra.
opt-out-unlinked = No se guarda nada sobre ti con un nombre de usuario. Para excluir un nombre, vincúlalo antes.
opt-out-ask =
    ¿Excluir a **{ $user }**?
    - Se borran las copias guardadas de esta lista y todos los vínculos con este nombre, también desde otras cuentas de Discord.
    - La lista deja de ayudar a otros a encontrar recomendaciones a partir de la próxima actualización de los datos (normalmente en un día).
    - `/{ cmd-reko }` sigue funcionando con este nombre, pero no se guarda nada: una página, sin botones.
    - Se guarda el propio nombre, para poder rechazarlo, y tu ID de Discord, porque solo tú y el operador podéis deshacerlo.
opt-out-shown =
    Excluiste a **{ $user }**. ¿Deshacerlo? La lista podrá guardarse otra vez y podrás vincularla con `/{ cmd-account } { cmd-link }`.
    Para excluir un segundo nombre, pregunta al operador de este bot.
opt-out-done = ✅ **{ $user }** queda excluido. Puedes deshacerlo con `/{ cmd-account } { cmd-opt-out }`.
opt-out-undone = ↩️ **{ $user }** ya no está excluido. Vincúlalo de nuevo con `/{ cmd-account } { cmd-link }`.
opt-out-unchanged = No se ha cambiado nada.

forget-ask = ¿Borrar todo lo que se guarda sobre ti: el vínculo con tu nombre de usuario, tu lista, tus recomendaciones, tus votos, los nombres que buscaste y los títulos que ocultas? Los vetos que hiciste para servidores se quedan, sin tu nombre. Una exclusión se queda, pero entonces solo el operador puede deshacerla. No se puede deshacer.
forget-not = No se ha borrado nada.
forget-nothing = No había nada guardado sobre ti.
forget-done = ✅ Borrado:
forgot-connection = la conexión con tu cuenta, con sus claves de acceso
forgot-connecting = la conexión que empezaste
forgot-list-changes =
    { $n ->
        [one] el registro de { $n } cambio en tu lista
       *[other] el registro de { $n } cambios en tu lista
    }
forgot-link = el vínculo con tu nombre de usuario
forgot-lists =
    { $n ->
        [one] tu lista guardada
       *[other] { $n } listas guardadas
    }
forgot-servers =
    { $n ->
        [one] el registro de que me usas en 1 servidor
       *[other] los registros de que me usas en { $n } servidores
    }
forgot-visits = el registro de cuándo se leyó tu lista
forgot-results =
    { $n ->
        [one] 1 conjunto de recomendaciones
       *[other] { $n } conjuntos de recomendaciones
    }
forgot-language = el idioma en que lees los títulos
forgot-messages =
    { $n ->
        [one] 1 mensaje que se te iba a enviar
       *[other] { $n } mensajes que se te iban a enviar
    }
forgot-digests = las novedades que recibías
forgot-digest-titles =
    { $n ->
        [one] 1 título de tus novedades
       *[other] { $n } títulos de tus novedades
    }
forgot-server-digests =
    { $n ->
        [one] tu ID de Discord en las novedades de 1 servidor (las novedades se quedan)
       *[other] tu ID de Discord en las novedades de { $n } servidores (las novedades se quedan)
    }
forgot-votes =
    { $n ->
        [one] 1 voto
       *[other] { $n } votos
    }
forgot-names =
    { $n ->
        [one] 1 nombre que buscaste
       *[other] { $n } nombres que buscaste
    }
forgot-memberships =
    { $n ->
        [one] 1 participación en un grupo
       *[other] { $n } participaciones en grupos
    }
forgot-groups =
    { $n ->
        [one] 1 grupo que creaste
       *[other] { $n } grupos que creaste
    }
forgot-bans =
    { $n ->
        [one] 1 título que ocultaste
       *[other] { $n } títulos que ocultaste
    }
forgot-signatures =
    { $n ->
        [one] tu nombre en 1 veto de servidor
       *[other] tu nombre en { $n } vetos de servidor
    }

why-several = Coinciden varios títulos.
why-choose = ¿Cuál?

titles-english = Inglés, si hay nombre en inglés
titles-romaji = Japonés en letras latinas
titles-default = Como en el servidor, o según el idioma de Discord
titles-reader = Según el idioma de cada lector
titles-chosen = ✅ Los nombres de los anime se te muestran ahora así: { $language }.
forgot-opt-outs = tu ID de Discord en la exclusión (la exclusión se queda)
