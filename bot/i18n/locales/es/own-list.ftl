## La propia lista: conectarla y cambiarla desde Discord

cmd-connect = conectar
cmd-connect-about = Conecta tu cuenta para que los botones puedan cambiar tu lista
cmd-disconnect = desconectar
cmd-disconnect-about = Borrar la conexión con tu cuenta
opt-site = sitio
opt-site-about = Dónde está tu lista
connect-ask = Abre la página de { $site }, permite el acceso y vuelve. Después, ➕ y 👁️ debajo de un título cambian tu lista, y puedo leerla para ti si es privada. El enlace sirve una sola vez, durante 10 minutos. Es solo para ti: no se lo des nunca a nadie.
button-connect = Conectar tu cuenta
button-connect-open = Ir a { $site }
connected = ✅ **{ $user }** de { $site } está conectado con tu cuenta de Discord. ¿No has sido tú? `/{ cmd-account } { cmd-disconnect }`
link-connected = Tu cuenta está conectada: los botones pueden cambiar tu lista. `/{ cmd-account } { cmd-disconnect }` pone fin a eso.
disconnected = ✅ La conexión se ha borrado. Tu nombre sigue vinculado. Para retirar también el acceso en { $site }: { $url }
disconnect-none = No hay ninguna cuenta conectada.
button-plan = Quiero verlo
plan-menu = ➕ Añadir a pendientes…
score-ask = **{ $title }**: ¿qué nota le pones?
score-menu = Tu nota
score-none = Sin nota
list-planned = ➕ **{ $title }** está en tu lista: pendiente.
list-known = **{ $title }** ya estaba en tu lista ({ $status }) y se queda como estaba.
list-seen =
    { $score ->
        [0] ✅ **{ $title }** está en tu lista: completado, sin nota.
       *[other] ✅ **{ $title }** está en tu lista: completado, con un { $score }.
    }
list-seen-again =
    { $score ->
        [0] ✅ **{ $title }** está en tu lista: viéndolo otra vez, sin nota.
       *[other] ✅ **{ $title }** está en tu lista: viéndolo otra vez, con un { $score }.
    }
list-undone = ↩️ Tu lista vuelve a estar como antes.
list-not-undone = Eso ya no se puede deshacer: fue hace demasiado tiempo o ha cambiado desde entonces.
list-status-watching = viendo
list-status-completed = completado
list-status-on-hold = en pausa
list-status-dropped = abandonado
error-connect-off = Aquí no se pueden conectar cuentas: el operador de este bot no lo ha configurado.
error-connect-site = Aquí no se pueden conectar cuentas de { $site }.
error-not-connected = Para cambiar tu lista, conecta antes tu cuenta.
error-connection-lost = { $site } ya no acepta la conexión con tu cuenta. Conéctala otra vez.
error-claimed = **{ $user }** está conectado con otro usuario de Discord, así que no puedes vincularlo.
error-not-on-site = El sitio de tu lista no tiene este título.
