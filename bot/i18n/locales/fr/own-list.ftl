## Sa propre liste : la connecter et la modifier depuis Discord

cmd-connect = connecter
cmd-connect-about = Connecte ton compte, et des boutons pourront modifier ta liste
cmd-disconnect = déconnecter
cmd-disconnect-about = Supprimer la connexion à ton compte
opt-site = site
opt-site-about = Où se trouve ta liste
connect-ask = Ouvre la page de { $site }, autorise l’accès et reviens. Ensuite, ➕ et 👁️ sous un titre modifient ta liste, et je peux la lire pour toi si elle est privée. Le lien ne sert qu’une fois, pendant 10 minutes. Il n’est que pour toi : ne le donne jamais à personne.
button-connect = Connecter ton compte
button-connect-open = Aller sur { $site }
connected = ✅ **{ $user }** sur { $site } est connecté à ton compte Discord. Ce n’était pas toi ? `/{ cmd-account } { cmd-disconnect }`
link-connected = Ton compte est connecté : des boutons peuvent modifier ta liste. `/{ cmd-account } { cmd-disconnect }` y met fin.
disconnected = ✅ La connexion est supprimée. Ton nom reste lié. Pour retirer aussi l’accès sur { $site } : { $url }
disconnect-none = Aucun compte n’est connecté.
button-plan = À voir
plan-menu = ➕ Mettre dans « à voir »…
score-ask = **{ $title }** : quelle note lui mets-tu ?
score-menu = Ta note
score-none = Sans note
list-planned = ➕ **{ $title }** est dans ta liste : à voir.
list-known = **{ $title }** était déjà dans ta liste ({ $status }), et y reste tel quel.
list-seen =
    { $score ->
        [0] ✅ **{ $title }** est dans ta liste : terminé, sans note.
       *[other] ✅ **{ $title }** est dans ta liste : terminé, noté { $score }.
    }
list-seen-again =
    { $score ->
        [0] ✅ **{ $title }** est dans ta liste : en train d’être revu, sans note.
       *[other] ✅ **{ $title }** est dans ta liste : en train d’être revu, noté { $score }.
    }
list-undone = ↩️ Ta liste est de nouveau comme avant.
list-not-undone = Impossible de l’annuler : c’était il y a trop longtemps, ou cela a été modifié depuis.
list-status-watching = en cours
list-status-completed = terminé
list-status-on-hold = en pause
list-status-dropped = abandonné
error-connect-off = Les comptes ne peuvent pas être connectés ici : l’opérateur de ce bot ne l’a pas configuré.
error-connect-site = Les comptes { $site } ne peuvent pas être connectés ici.
error-not-connected = Pour modifier ta liste, connecte d’abord ton compte.
error-connection-lost = { $site } n’accepte plus la connexion à ton compte. Connecte-le à nouveau.
error-claimed = **{ $user }** est connecté à un autre utilisateur Discord, tu ne peux donc pas le lier.
error-not-on-site = Le site de ta liste n’a pas ce titre.
