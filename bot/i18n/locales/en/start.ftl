## The first recommendations, for people without a list

cmd-start = reko-start
cmd-start-about = No list? Rate ten well-known anime and get recommendations
start-question = { $n } of { $total }: do you know it?
button-liked = Liked it
button-not-liked = Not for me
button-not-seen = Not seen
button-keep = Keep as my list
start-so-far = Your anime so far
start-done = Your anime
start-line = { $rank }. [{ $title }]({ $url }) · **{ $match }** match · predicted { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
start-none-known = You knew none of them so far, so these are the community's favourites.
start-next = Have a list at MyAnimeList, AniList or Kitsu? `/{ cmd-account } { cmd-link }` makes these much better. Your answers are only kept if you choose so.
start-kept =
    { $n ->
        [one] 💾 Your rating is kept as your list, so `/{ cmd-reko }` works. `/{ cmd-account } { cmd-unlink }` deletes it.
       *[other] 💾 Your { $n } ratings are kept as your list, so `/{ cmd-reko }` works. `/{ cmd-account } { cmd-unlink }` deletes them.
    }
