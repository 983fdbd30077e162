## Errores: qué ha pasado y qué hacer

error-private =
    La lista de **{ $user }** es privada. Su dueño puede hacerla pública en { $privacy }{ $site ->
        [MyAnimeList] {" "}(desmarcando todo lo que hay bajo «Hide»)
       *[other] {""}
    }. Inténtalo de nuevo dentro de un minuto.
error-unknown-user = No existe ningún usuario **{ $user }** en { $site }. Comprueba cómo se escribe: es el nombre que aparece en la URL del perfil.
error-own-list-gone = La lista subida ya no está guardada. Quien la subió puede volver a hacerlo con `/{ cmd-account } { cmd-link }`.
error-linked-unknown = { $site } ya no tiene el nombre vinculado **{ $user }**: la cuenta se ha renombrado o borrado. Vincula el nombre actual.
error-name = Eso no puede ser un nombre de usuario. Un nombre de MyAnimeList tiene de 2 a 16 letras, cifras, - o _. Para otros sitios, escribe `anilist:nombre` o `kitsu:nombre`, o pega la URL del perfil.
error-no-name = ¿La lista de quién? Vincula la tuya una vez con el botón. La mayoría de los comandos aceptan también un nombre.
error-not-shared = No hay nada que mostrar de esta persona: no ha vinculado ninguna lista o no la comparte. Puede compartirla con `/{ cmd-account } { cmd-sharing }`.
error-user-and-member = Indica un nombre o un miembro, no ambos.
error-not-an-answer = Así solo se pueden borrar mis propias respuestas.
error-delete = Solo puede borrar esta respuesta quien la pidió o alguien que pueda gestionar mensajes.
error-same-user = Es el mismo usuario. Indica dos usuarios distintos.
error-years = El primer año es posterior al último. Intercámbialos o quita uno.
error-filter-years = No entiendo esos años. Escribe por ejemplo 2015, 2010-2019, 2020- o -1999. No se ha cambiado nada.
error-adult = Los títulos para adultos solo se muestran en canales con restricción de edad de servidores que los permiten.
error-genre = No existe el género **{ $genre }**. Elige uno de los que se sugieren mientras escribes.
error-genre-near = No existe el género **{ $genre }**. ¿Querías decir { $near }?
error-user-or-file = Da tu nombre de usuario o un archivo con tu lista, no las dos cosas.
error-list-file =
    { $kind ->
        [manga] Eso es la exportación de una lista de manga. Exporta la lista de anime.
        [damaged] Ese archivo está dañado o incompleto. Exporta tu lista otra vez.
        [too_large] Ese archivo es demasiado grande. Puede tener 10 MB, 32 MB sin comprimir, y 20 000 entradas.
       *[no_export] Eso no es la exportación de una lista de anime. MyAnimeList, AniList y Kitsu la ofrecen en sus ajustes, como archivo .xml o .xml.gz.
    } No se ha guardado nada.
error-file-size = Ese archivo ocupa más de { $n } MB, más de lo que necesita cualquier lista de vetos. No se ha importado nada.
error-file-gone = No he podido descargar ese archivo de Discord. Envíalo otra vez, por favor.
error-file = El archivo es incorrecto: { $reason }. No se ha importado nada.
error-too-many-bans = Un servidor puede vetar como máximo { $n } títulos y { $n } usuarios. No se ha cambiado nada.
error-input = { $field }: { $reason }.
error-site-down = No se puede acceder a { $site } y no hay ninguna copia anterior de la lista. Inténtalo de nuevo { $when }.
error-site-refused = { $site } rechaza a este bot. Su operador tiene que comprobar el ID de cliente.
error-too-many-fetches = Todavía se están leyendo otras listas para ti. Espera a que terminen o inténtalo de nuevo { $when }.
error-busy = Se están leyendo demasiadas listas. Inténtalo de nuevo { $when }.
error-cooldown = Más despacio: podrás volver a preguntar { $when }.
error-timeout = Ha tardado demasiado y se ha cancelado. Inténtalo de nuevo dentro de unos minutos.
error-no-snapshot = Todavía no hay ninguna comunidad cargada, así que no hay de dónde recomendar. El operador de este bot obtiene listas con `reko import` o `reko crawl` y luego ejecuta `reko build`.
error-store = El bot no puede acceder a su base de datos. Puede que lo que acabas de cambiar no se haya guardado. Inténtalo de nuevo dentro de un minuto.
error-stopping = El bot se está reiniciando. Inténtalo de nuevo en un momento.
error-forbidden = Discord no me deja hacer eso aquí. Probablemente me falta un permiso.
error-discord = Discord tuvo un problema y no aceptó toda la respuesta. Inténtalo de nuevo en un momento.
error-data-deleted = Pediste borrar todo lo que se guarda sobre ti, así que esto se ha detenido. Vuelve a preguntar.
error-expired = Este mensaje es demasiado antiguo. Usa el comando otra vez.
error-not-on-page = Ese título ya no está en esta página: se ha vetado o no se puede mostrar aquí. Pasa de página y vuelve para ver lo que queda.
error-outdated = Este comando se ha actualizado. Reinicia Discord o inténtalo de nuevo dentro de una hora.
error-no-title = No se conoce ningún anime con este nombre: **{ $title }**. Comprueba cómo se escribe o pega la dirección de su página en MyAnimeList.
error-log-channel-unknown = Ese no es un canal de texto de este servidor. Elige otro.
error-log-channel = Todavía no puedo escribir en { $channel }. Dame allí estos permisos y vuelve a elegirlo: { $missing }.
error-timezone = No conozco la zona horaria **{ $name }**. Elige una de las sugerencias, por ejemplo Europe/Madrid.
error-dm-closed = Discord no me deja enviarte mensajes directos. Permítelos en los ajustes de privacidad de este servidor e inténtalo de nuevo.
error-option = Una de las opciones no es válida. Revísalas e inténtalo de nuevo.
error-too-late = Un veto se puede deshacer durante diez minutos. Quien administre el servidor todavía puede quitarlo: `/{ cmd-settings } { cmd-bans }`.
error-not-yours = Estos botones son de { $owner }. Consigue tus propias recomendaciones con `/{ cmd-reko }`.
error-moderators-only = En este servidor solo puede vetar títulos quien pueda gestionar mensajes.
error-manage-server = Solo puede hacerlo quien pueda administrar el servidor.
error-server-only = Esto solo funciona en servidores a los que me han añadido.
error-left-server = Ya no puedes ver esa página, así que no se ha vetado nada.
error-unforeseen = Algo ha fallado por nuestra parte. Si vuelve a ocurrir, dale al operador de este bot este ID de error: `{ $id }`
