## Titles like given ones

cmd-like = reko-like
cmd-like-about = Find anime like one that you name
opt-like-title-about = Anime that others should be like; choose it from the list
opt-like-and = and
opt-like-and-about = A second anime that they should be like, too
opt-unlike = unlike
opt-unlike-about = An anime of another kind than what you want

like-title = Anime like { $titles }
like-unlike = Unlike { $titles }
like-for = For { $user }: nothing on their list. Match: 100 is the closest anime there is.
like-for-everybody = For everybody. Match: 100 is the closest anime there is. Link your list with /{ cmd-account } { cmd-link } to see what fits you.
like-figures = { $match } match
like-figures-user = { $match } match · predicted { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · { $enjoyment } % likely to enjoy
like-none = There's no anime like that which you could be shown.
error-like-unlike = An anime can't be like and unlike itself.
