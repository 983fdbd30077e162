## Help

help-title = How Reko works
help-about = Reko finds people whose taste is like yours, and recommends what they like. Your list can be on MyAnimeList, AniList or Kitsu. Start with `/{ cmd-reko }`.
help-figures = What the figures mean
help-match = **Match** is the order: how well a title fits your list. 90 fits better than 90 of 100 titles that you like.
help-score = **You'd give it about** is the score, 1 to 10, that you would probably give.
help-enjoyment = **Likely to beat your average** is the chance that you score it at least your own mean.
help-users = Similar users
help-users-about = They recommend a title if they watch it or have completed it, and scored it at least their own mean or not at all.
help-below = Below an answer
help-below-about = **More about…** says why a title fits your list, and can hide it from you alone. 🚫 bans it here. **Refresh** fetches your list again.
help-commands = Commands
help-more = More
help-docs = Guide
help-privacy = Privacy
help-terms = Terms
