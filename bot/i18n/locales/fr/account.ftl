## Comptes

link-done =
    ✅ Tu as lié **{ $user }**, dont la liste a { $n ->
        [one] 1 titre
       *[other] { $n } titres
    }. `/{ cmd-reko }` n’a plus besoin de nom.
link-joins = À partir de la prochaine mise à jour des données, ta liste aide aussi les autres à trouver des recommandations, sans ton nom. `/{ cmd-account } { cmd-opt-out }` si tu ne le veux pas.
link-joins-not = Ta liste ne sert qu’aux recommandations demandées sous ton nom.
link-private =
    ✅ Tu as lié **{ $user }**, mais cette liste est privée. Rends-la publique sur { $privacy }{ $site ->
        [MyAnimeList] {" "}(décoche tout sous « Hide »)
       *[other] {""}
    }. Affiche ensuite les recommandations.
link-unchecked = ✅ Tu as lié **{ $user }**. { $site } est injoignable : impossible de vérifier que cet utilisateur existe.
link-opted-out = **{ $user }** ne veut rien laisser enregistrer, ce nom ne peut donc pas être lié. Si tu t’es exclu toi-même, annule-le avec `/{ cmd-account } { cmd-opt-out }` ; sinon, demande à l’opérateur de ce bot.
link-none = Tu n’as pas lié de liste.
form-link-name = Ton nom d’utilisateur
form-link-about = Nom ou URL de ton profil. Autres sites : anilist:nom, kitsu:nom. Ta liste doit être publique.
own-list = une liste envoyée
link-file-done =
    ✅ Ta liste est enregistrée, avec { $n ->
        [one] 1 titre
       *[other] { $n } titres
    }. `/{ cmd-reko }` n’a plus besoin de nom.
link-file-unmapped =
    { $n ->
        [one] 1 entrée n’a pas de titre sur MyAnimeList et a été laissée de côté.
       *[other] { $n } entrées n’ont pas de titre sur MyAnimeList et ont été laissées de côté.
    }
link-file-kept = Elle ne sert qu’à toi, jusqu’à ce que tu en envoies une plus récente ou que tu la supprimes avec `/{ cmd-account } { cmd-unlink }`. Elle ne suit pas ta liste : envoie un fichier plus récent de temps en temps.
link-shown-file = Tu utilises une liste que tu as envoyée le { $when }. Envoies-en une plus récente avec `/{ cmd-account } { cmd-link }`.
link-shown = Tu as lié **{ $user }** depuis { $when }.
sharing-nobody = Les autres ne peuvent pas demander tes recommandations par ton nom Discord, et je ne leur dis pas ton nom d’utilisateur. `/{ cmd-account } { cmd-sharing }` change cela.
sharing-server = Les membres des serveurs où tu m’utilises peuvent demander tes recommandations (`/{ cmd-reko }` avec l’option `membre`), comparer leurs goûts aux tiens et te trouver parmi les gens du serveur. Les réponses montrent ton nom d’utilisateur et tes notes.
sharing-everybody = Tout le monde peut demander tes recommandations (`/{ cmd-reko }` avec l’option `membre`) et comparer ses goûts aux tiens. Les membres des serveurs où tu m’utilises te trouvent parmi les gens du serveur. Les réponses montrent ton nom d’utilisateur et tes notes.
unlinked = ↩️ Ta liste n’est plus liée.

data-sent =
    { $n ->
        [0] Rien n’est enregistré sur toi. Le fichier dit la même chose.
        [one] Tout ce qui est enregistré sur toi : 1 entrée.
       *[other] Tout ce qui est enregistré sur toi : { $n } entrées.
    } `/{ cmd-account } { cmd-forget }` le supprime.
opt-out-unlinked = Rien n’est enregistré sur toi sous un nom d’utilisateur. Pour exclure un nom, lie-le d’abord.
opt-out-ask =
    Exclure **{ $user }** ?
    - Les copies enregistrées de cette liste sont supprimées, ainsi que tous les liens vers ce nom, aussi depuis d’autres comptes Discord.
    - La liste n’aide plus les autres à trouver des recommandations, à partir de la prochaine mise à jour des données (en général sous un jour).
    - `/{ cmd-reko }` marche toujours pour ce nom, mais rien n’est gardé : une page, pas de boutons.
    - Le nom lui-même est gardé pour pouvoir être refusé, ainsi que ton identifiant Discord, car seuls toi et l’opérateur pouvez annuler.
opt-out-shown =
    Tu as exclu **{ $user }**. L’annuler ? La liste pourra de nouveau être enregistrée, et tu pourras la lier avec `/{ cmd-account } { cmd-link }`.
    Pour exclure un second nom, demande à l’opérateur de ce bot.
opt-out-done = ✅ **{ $user }** est exclu. Tu peux l’annuler avec `/{ cmd-account } { cmd-opt-out }`.
opt-out-undone = ↩️ **{ $user }** n’est plus exclu. Lie-le de nouveau avec `/{ cmd-account } { cmd-link }`.
opt-out-unchanged = Rien n’a été modifié.

forget-ask = Supprimer tout ce qui est enregistré sur toi : le lien avec ton nom d’utilisateur, ta liste, tes recommandations, tes votes, les noms que tu as cherchés et les titres que tu masques ? Les bannissements que tu as faits pour des serveurs restent, sans ton nom. Une exclusion reste, mais seul l’opérateur pourra alors l’annuler. C’est irréversible.
forget-not = Rien n’a été supprimé.
forget-nothing = Rien n’était enregistré sur toi.
forget-done = ✅ Supprimé :
forgot-connection = la connexion à ton compte, avec ses jetons d’accès
forgot-connecting = la connexion que tu as commencée
forgot-list-changes =
    { $n ->
        [one] la trace de { $n } modification de ta liste
       *[other] la trace de { $n } modifications de ta liste
    }
forgot-link = le lien avec ton nom d’utilisateur
forgot-lists =
    { $n ->
        [one] ta liste enregistrée
       *[other] { $n } listes enregistrées
    }
forgot-servers =
    { $n ->
        [one] la trace que tu m’utilises sur 1 serveur
       *[other] les traces que tu m’utilises sur { $n } serveurs
    }
forgot-visits = la trace de quand ta liste a été lue
forgot-results =
    { $n ->
        [one] 1 ensemble de recommandations
       *[other] { $n } ensembles de recommandations
    }
forgot-language = la langue dans laquelle tu lis les titres
forgot-messages =
    { $n ->
        [one] 1 message qui allait t’être envoyé
       *[other] { $n } messages qui allaient t’être envoyés
    }
forgot-digests = les nouveautés que tu recevais
forgot-digest-titles =
    { $n ->
        [one] 1 titre de tes nouveautés
       *[other] { $n } titres de tes nouveautés
    }
forgot-server-digests =
    { $n ->
        [one] ton identifiant Discord sur les nouveautés de 1 serveur (les nouveautés restent)
       *[other] ton identifiant Discord sur les nouveautés de { $n } serveurs (les nouveautés restent)
    }
forgot-votes =
    { $n ->
        [one] 1 vote
       *[other] { $n } votes
    }
forgot-names =
    { $n ->
        [one] 1 nom que tu as cherché
       *[other] { $n } noms que tu as cherchés
    }
forgot-memberships =
    { $n ->
        [one] 1 participation à un groupe
       *[other] { $n } participations à des groupes
    }
forgot-groups =
    { $n ->
        [one] 1 groupe que tu as lancé
       *[other] { $n } groupes que tu as lancés
    }
forgot-bans =
    { $n ->
        [one] 1 titre que tu masquais
       *[other] { $n } titres que tu masquais
    }
forgot-signatures =
    { $n ->
        [one] ton nom sur 1 bannissement de serveur
       *[other] ton nom sur { $n } bannissements de serveur
    }

why-several = Plusieurs titres correspondent.
why-choose = Lequel ?

titles-english = Anglais, s’il y a un nom anglais
titles-romaji = Japonais en lettres latines
titles-default = Comme sur le serveur, ou selon la langue de Discord
titles-reader = Selon la langue de chaque lecteur
titles-chosen = ✅ Les noms des anime te sont désormais montrés ainsi : { $language }.
forgot-opt-outs = ton identifiant Discord sur l’exclusion (l’exclusion reste)
