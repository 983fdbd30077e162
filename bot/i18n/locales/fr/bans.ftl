## Bannissements

ban-done = 🚫 Banni sur ce serveur : { $titles }.
ban-done-personal = 🚫 Masqué pour toi partout : { $titles }.
ban-known = Déjà banni.
vote-counted = 🗳️ Vote pour bannir **{ $title }** enregistré : { $n } sur { $needed }.
vote-known = 🗳️ Tu as déjà voté pour bannir **{ $title }** : { $n } sur { $needed }.
undo-done = ↩️ N’est plus banni : { $titles }.
undo-nothing = Il n’y a rien à annuler : le bannissement a été levé ou renouvelé entre-temps.
unvote-done =
    { $n ->
        [0] Tu n’avais pas de vote à retirer.
        [one] ↩️ Ton vote a été retiré.
       *[other] ↩️ Tes { $n } votes ont été retirés.
    }
reaction-ask =
    Tu as réagi avec 🚫 dans **{ $server }**. Y bannir ces titres ?
    { $titles }
reaction-ask-vote =
    Tu as réagi avec 🚫 dans **{ $server }**. Voter pour y bannir ces titres ?
    { $titles }
reaction-ask-personal =
    Tu as réagi avec 🚫. Bannir ces titres pour toi ?
    { $titles }
reaction-no = Rien n’a été banni.
