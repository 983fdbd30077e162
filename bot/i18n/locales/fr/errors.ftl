## Erreurs : ce qui s’est passé, et que faire

error-private =
    La liste de **{ $user }** est privée. Son propriétaire peut la rendre publique sur { $privacy }{ $site ->
        [MyAnimeList] {" "}(décocher tout sous « Hide »)
       *[other] {""}
    }. Réessaie dans une minute.
error-unknown-user = Il n’y a pas d’utilisateur **{ $user }** sur { $site }. Vérifie l’orthographe : c’est le nom dans l’URL du profil.
error-own-list-gone = La liste envoyée n’est plus enregistrée. La personne à qui elle est peut la renvoyer avec `/{ cmd-account } { cmd-link }`.
error-linked-unknown = { $site } n’a plus le nom lié **{ $user }** : le compte a été renommé ou supprimé. Lie le nom actuel.
error-name = Cela ne peut pas être un nom d’utilisateur. Un nom MyAnimeList a de 2 à 16 lettres, chiffres, - ou _. Pour les autres sites, écris `anilist:nom` ou `kitsu:nom`, ou colle l’URL du profil.
error-no-name = La liste de qui ? Lie la tienne une fois avec le bouton. La plupart des commandes acceptent aussi un nom.
error-not-shared = Il n’y a rien à montrer pour cette personne : aucune liste n’est liée, ou elle n’est pas partagée. Elle peut la partager avec `/{ cmd-account } { cmd-sharing }`.
error-user-and-member = Donne un nom ou un membre, pas les deux.
error-not-an-answer = Seules mes propres réponses peuvent être supprimées ainsi.
error-delete = Seule la personne qui a demandé cette réponse peut la supprimer, ou quelqu’un qui peut gérer les messages.
error-same-user = C’est le même utilisateur. Donne deux utilisateurs différents.
error-years = La première année est après la dernière. Échange-les, ou retire l’une d’elles.
error-filter-years = Je ne comprends pas ces années. Écris par exemple 2015, 2010-2019, 2020- ou -1999. Rien n’a été modifié.
error-adult = Les titres pour adultes ne sont montrés que dans les salons avec limite d’âge des serveurs qui les autorisent.
error-genre = Il n’y a pas de genre **{ $genre }**. Choisis l’un de ceux proposés pendant que tu écris.
error-genre-near = Il n’y a pas de genre **{ $genre }**. Voulais-tu dire { $near } ?
error-user-or-file = Donne soit ton nom d’utilisateur, soit un fichier avec ta liste, pas les deux.
error-list-file =
    { $kind ->
        [manga] C’est l’export d’une liste de mangas. Exporte la liste d’anime.
        [damaged] Ce fichier est abîmé ou incomplet. Exporte à nouveau ta liste.
        [too_large] Ce fichier est trop gros. Il peut faire 10 Mo, 32 Mo une fois décompressé, et 20 000 entrées.
       *[no_export] Ce n’est pas l’export d’une liste d’anime. MyAnimeList, AniList et Kitsu le proposent dans leurs paramètres, en fichier .xml ou .xml.gz.
    } Rien n’a été enregistré.
error-file-size = Ce fichier dépasse { $n } Mo, plus que n’importe quelle liste de bannissements. Rien n’a été importé.
error-file-gone = Impossible de télécharger ce fichier depuis Discord. Envoie-le à nouveau.
error-file = Le fichier est incorrect : { $reason }. Rien n’a été importé.
error-too-many-bans = Un serveur peut bannir au plus { $n } titres et { $n } utilisateurs. Rien n’a été modifié.
error-input = { $field } : { $reason }.
error-site-down = { $site } est injoignable, et il n’y a pas de copie antérieure de la liste. Réessaie { $when }.
error-site-refused = { $site } refuse ce bot. Son opérateur doit vérifier l’identifiant client.
error-too-many-fetches = D’autres listes sont encore en cours de lecture pour toi. Attends qu’elles soient lues, ou réessaie { $when }.
error-busy = Trop de listes sont en cours de lecture. Réessaie { $when }.
error-cooldown = Doucement : tu pourras redemander { $when }.
error-timeout = Cela a pris trop de temps et a été arrêté. Réessaie dans quelques minutes.
error-no-snapshot = Aucune communauté n’est encore chargée, il n’y a donc rien à recommander. L’opérateur de ce bot obtient des listes avec `reko import` ou `reko crawl`, puis lance `reko build`.
error-store = Le bot n’atteint pas sa base de données. Ce que tu viens de modifier n’est peut-être pas enregistré. Réessaie dans une minute.
error-stopping = Le bot redémarre. Réessaie dans un instant.
error-forbidden = Discord ne me laisse pas faire cela ici. Il me manque sans doute une permission.
error-discord = Discord a eu un problème et n’a pas accepté toute la réponse. Réessaie dans un instant.
error-data-deleted = Tu as fait supprimer tout ce qui est enregistré sur toi, cela a donc été arrêté. Redemande.
error-expired = Ce message est trop ancien. Utilise de nouveau la commande.
error-not-on-page = Ce titre n’est plus sur cette page : il a été banni, ou ne peut pas être montré ici. Tourne la page et reviens pour voir ce qui reste.
error-outdated = Cette commande a été mise à jour. Redémarre Discord, ou réessaie dans une heure.
error-no-title = Aucun anime n’est connu sous ce nom : **{ $title }**. Vérifie l’orthographe, ou colle l’adresse de sa page sur MyAnimeList.
error-log-channel-unknown = Ce n’est pas un salon textuel de ce serveur. Choisis-en un autre.
error-log-channel = Je ne peux pas encore écrire dans { $channel }. Donne-moi ces permissions là-bas, puis choisis-le de nouveau : { $missing }.
error-timezone = Je ne connais pas le fuseau horaire **{ $name }**. Choisis l’une des suggestions, par exemple Europe/Paris.
error-dm-closed = Discord ne me laisse pas t’envoyer de messages privés. Autorise-les dans les paramètres de confidentialité de ce serveur, puis réessaie.
error-option = L’une des options n’est pas valide. Vérifie-les et réessaie.
error-too-late = Un bannissement peut être annulé pendant dix minutes. Quiconque gère le serveur peut encore le lever : `/{ cmd-settings } { cmd-bans }`.
error-not-yours = Ces boutons appartiennent à { $owner }. Demande tes propres recommandations avec `/{ cmd-reko }`.
error-moderators-only = Sur ce serveur, seuls ceux qui peuvent gérer les messages peuvent bannir des titres.
error-manage-server = Seuls ceux qui peuvent gérer le serveur peuvent faire cela.
error-server-only = Cela ne marche que sur les serveurs auxquels on m’a ajouté.
error-left-server = Tu ne vois plus cette page, rien n’a donc été banni.
error-unforeseen = Quelque chose s’est mal passé de notre côté. Si cela se reproduit, donne à l’opérateur de ce bot cet identifiant d’erreur : `{ $id }`
