## Les goûts d’un utilisateur, en image et en texte

style-picture = Image
style-text = Texte

taste-title = Goûts de { $user }
taste-subtitle =
    { $seen ->
        [one] 1 titre vu
       *[other] { $seen } titres vus
    }, { $scored } notés
taste-subtitle-mean = { $subtitle }, moyenne { NUMBER($mean, minimumFractionDigits: 2) }
taste-nothing = Aucun titre de cette liste n’est connu ici.
taste-standing = Plus haut que … % de la communauté
taste-standing-titles = Titres vus
taste-standing-mean = Note moyenne
taste-standing-spread = Écart des notes
taste-standing-dropped = Abandonnés
taste-standing-mainstream = Titres connus
taste-genres = Genres, % des titres vus
taste-mark = Traits blancs : la communauté
taste-community = communauté : { $share } %
taste-scores = Notes données
taste-decades = Décennies, %
taste-generous = Généreux avec
taste-harsh = Sévère avec
taste-favourites = Favoris que peu connaissent
