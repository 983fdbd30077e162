## Ver algo juntos

group-title = Ver algo juntos
group-how = Pulsa **Unirse** para participar con tu lista vinculada. Todos verán aquí cuánto te gustaría probablemente cada título, pero no tu nombre de usuario. Después { $owner } pulsa **Vamos**.
group-members = Miembros: { $n } de { $max }
group-nobody = Nadie todavía
group-wanted = Se busca
group-pick = Añadir miembros que comparten su lista
group-not-shared = No se ha añadido a { $who }. No han vinculado ninguna lista o no la comparten, pero pueden pulsar **Unirse** ellos mismos.
group-people =
    { $n ->
        [one] 1 persona
       *[other] { $n } personas
    }
group-rule-everyone = Algo para todos
group-rule-average = Lo mejor de media
group-rule-no-misery = Nada que a alguien no le guste
group-rewatch = también lo que uno ya ha visto
group-for = Para { $who }
group-chance = **Encaje { $match }** · **{ $chance } %** de probabilidad de que os guste { $n ->
        [2] a los dos
       *[other] a todos
    }
group-member = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** ({ $enjoyment } %)
group-member-seen = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (👁️ visto)
group-legend = La nota que cada uno le pondría probablemente, y la probabilidad de que le guste
group-least = Con menos probabilidad de disfrutarlo: { $who }
group-planned-by = 🗓️ Pendiente de { $who }
group-none = No queda nada que podáis ver todos. Probad con menos filtros o permitid volver a ver algo.
group-none-planned = No hay ningún título que al menos dos de vosotros tengáis pendiente y que podáis empezar juntos.
group-picture-about = Probabilidad en porcentaje de que le guste a cada uno, y de que guste a todos
group-picture-all = Todos
group-picture-planned = Punto blanco: lo tiene pendiente
group-picture-seen = Azul: ya lo ha visto
group-poll = ¿Qué vemos?
button-join = Unirse o salir
button-go = Vamos
button-planned = Pendientes en común
button-all-titles = Todos los títulos
button-poll = Encuesta
button-picture = Imagen
button-change-group = Cambiar el grupo
error-group-too-few = Un grupo necesita al menos dos personas distintas con una lista. Añade a alguien o deja que se unan.
error-group-full = Un grupo tiene como máximo { $n } miembros.
error-group-opted-out = Uno de estos nombres no quiere que se guarde nada, así que no puede estar en un grupo.
error-group-private = La lista de { $who } es privada. Puede hacerla pública o salir del grupo.
error-group-unknown = El nombre que vinculó { $who } ya no existe. Puede vincular el actual o salir del grupo.
error-group-no-poll = Hay muy pocos títulos para una encuesta.
