## Réglages

settings-title = Reko sur ce serveur
settings-about = Valeurs par défaut, quand une commande n’en dit pas d’autres.
settings-change = ✅ { $setting } : { $before } → **{ $after }**
settings-accuracy = Utilisateurs similaires
settings-per-page = Titres par page
settings-adult = Titres pour adultes
settings-adult-on = Dans les salons avec limite d’âge
settings-off = Désactivé
settings-answers = Réponses
settings-public = Tous dans le salon
settings-private = Seulement la personne qui a demandé
settings-ban-rule = Qui peut bannir
settings-titles = Noms des titres
settings-pictures = Images
settings-pictures-on = Au lieu de texte, là où il y en a
settings-people = Gens de ce serveur
settings-people-on = Listés s’ils l’autorisent
settings-log = Salon de journal
settings-log-choose = Salon de journal des bannissements et réglages
settings-bans = Bannis
settings-n-bans =
    { $titles ->
        [one] 1 titre
       *[other] { $titles } titres
    } · { $users ->
        [one] 1 utilisateur
       *[other] { $users } utilisateurs
    }
rule-moderators = Modérateurs seulement
rule-anyone = Tout le monde, aussitôt
rule-votes = Les modérateurs aussitôt, les autres avec { $n } votes

permission-view-channel = Voir le salon
permission-send-messages = Envoyer des messages
permission-embed-links = Intégrer des liens

log-banned = 🚫 { $who } a banni { $titles }.
log-banned-by-vote = 🗳️ Banni par vote : { $titles }. Le vote décisif est venu de { $who }.
log-unbanned = ↩️ { $who } a levé le bannissement de { $titles }.
log-users-banned =
    { $n ->
        [one] 🚫 { $who } a exclu 1 utilisateur similaire des recommandations de ce serveur.
       *[other] 🚫 { $who } a exclu { $n } utilisateurs similaires des recommandations de ce serveur.
    }
log-users-unbanned =
    { $n ->
        [one] ↩️ { $who } a réadmis 1 utilisateur similaire dans les recommandations de ce serveur.
       *[other] ↩️ { $who } a réadmis { $n } utilisateurs similaires dans les recommandations de ce serveur.
    }
log-imported =
    📥 { $who } a importé une liste de bannissements avec { $n_titles ->
        [one] 1 titre
       *[other] { $n_titles } titres
    } et { $n_users ->
        [one] 1 utilisateur
       *[other] { $n_users } utilisateurs
    } qui n’étaient pas encore bannis.
log-reset-settings = 🔄 { $who } a réinitialisé les réglages de ce serveur, y compris son salon de journal. Les bannissements ont été gardés.
log-reset-all = 🔄 { $who } a réinitialisé les réglages de ce serveur, y compris son salon de journal, et levé tous les bannissements.
log-settings =
    ⚙️ { $who } a modifié les réglages :
    { $changes }

bans-title =
    { $n ->
        [one] 1 bannissement
       *[other] { $n } bannissements
    }
bans-none = Rien n’est banni ici.
bans-line = { $what } · { $who }, { $when }
bans-somebody = quelqu’un
adult-title = 🔞 Un titre pour adultes
bans-lift = Lever des bannissements…
bans-lifted =
    { $n ->
        [0] Ce bannissement n’existe pas.
        [one] ↩️ 1 bannissement a été levé.
       *[other] ↩️ { $n } bannissements ont été levés.
    }
export-done =
    La liste des bannissements : { $titles ->
        [one] 1 titre
       *[other] { $titles } titres
    } et { $users ->
        [one] 1 utilisateur
       *[other] { $users } utilisateurs
    }. Importe-la sur un autre serveur avec `/{ cmd-settings } { cmd-import }`.
import-done =
    ✅ Bannissements importés : { $titles ->
        [one] 1 titre
       *[other] { $titles } titres
    } et { $users ->
        [one] 1 utilisateur
       *[other] { $users } utilisateurs
    }. Les bannissements existants ont été gardés.

reset-ask = Réinitialiser les réglages de ce serveur ? C’est irréversible.
reset-settings = ✅ Les réglages ont été réinitialisés. Les bannissements ont été gardés.
reset-all = ✅ Les réglages ont été réinitialisés, et tous les bannissements ont été levés.
reset-no = Rien n’a été modifié.
