## The taste of a user, as a picture and as text

style-picture = Picture
style-text = Text

taste-title = Taste of { $user }
taste-subtitle =
    { $seen ->
        [one] 1 title seen
       *[other] { $seen } titles seen
    }, { $scored } scored
taste-subtitle-mean = { $subtitle }, mean { NUMBER($mean, minimumFractionDigits: 2) }
taste-nothing = None of the titles on this list is known here.
taste-standing = Higher than … % of the community
taste-standing-titles = Titles seen
taste-standing-mean = Mean score
taste-standing-spread = Spread of scores
taste-standing-dropped = Dropped
taste-standing-mainstream = Well-known titles
taste-genres = Genres, % of the titles seen
taste-mark = White lines: the community
taste-community = community: { $share } %
taste-scores = Scores given
taste-decades = Decades, %
taste-generous = Generous on
taste-harsh = Harsh on
taste-favourites = Favourites that few know
