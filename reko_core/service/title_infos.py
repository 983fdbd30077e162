"""Titles as answers show them, the latest kept in memory."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from cachetools import LRUCache

from reko_core.contract.recommend import AnimeInfo, RelatedAnime, Titles
from reko_core.domain.models import Anime

__all__ = ["TitleInfos", "anime_info", "titles_of"]

_MAX_KEPT = 4096
"""About 12 MB."""


class TitleInfos:
    """Makes the info of a title once, while the title and the adult titles stay the same."""

    def __init__(self) -> None:
        self._made: LRUCache[tuple[int, bool], tuple[Anime, AbstractSet[int], AnimeInfo | None]] = (
            LRUCache(_MAX_KEPT)
        )

    def shown(
        self, titles: Iterable[Anime], adult_ids: AbstractSet[int], *, include_adult: bool
    ) -> dict[int, AnimeInfo]:
        """Return the info of titles by id.

        Left out are those that are gone from MAL, and adult ones unless they are included.
        """
        infos = {}
        for anime in titles:
            # Compared by identity, which costs nothing: both are replaced when they change.
            key = anime.id, include_adult
            made = self._made.get(key)
            if made is None or made[0] is not anime or made[1] is not adult_ids:
                info = (
                    anime_info(anime, adult_ids, include_adult=include_adult)
                    if anime.is_shown(include_adult=include_adult)
                    else None
                )
                self._made[key] = made = anime, adult_ids, info
            if made[2] is not None:
                infos[anime.id] = made[2]
        return infos


def anime_info(anime: Anime, adult_ids: AbstractSet[int], *, include_adult: bool) -> AnimeInfo:
    """Return what the catalogue holds of a title; adult related ones only if `include_adult`."""
    return AnimeInfo(
        id=anime.id,
        mean=anime.mean,
        title=anime.title,
        titles=titles_of(anime),
        airing_date=anime.start_date,
        main_image=anime.picture,
        rating=anime.age_rating,
        num_episodes=anime.n_episodes,
        genres=anime.genres,
        related=tuple(
            RelatedAnime(id=one.anime_id, relation=one.kind)
            for one in anime.relations
            if include_adult or one.anime_id not in adult_ids
        ),
        media_type=anime.media_type,
    )


def titles_of(anime: Anime) -> Titles:
    """Return the names of a title."""
    return Titles(romaji=anime.title, english=anime.title_english, japanese=anime.title_japanese)
