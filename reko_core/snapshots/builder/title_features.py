"""What titles are like, as numbers: genres, kind, age rating, era, length, origin, studios, fame.

One row an item, one column a trait that some title bears; what is not known of a title is left 0.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import log, log2

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.domain.models import Anime

__all__ = ["describe_content", "describe_genres"]

_YEARS = 5
_MAX_LENGTH = 6
_N_STUDIOS = 2
_GENRE_WORDS = 2


def describe_content(ids: NDArray[np.int32], titles: Mapping[int, Anime]) -> sparse.csr_array:
    """Return (n_items, n_traits) float64 for (n_items,) ids; those without a title are all 0."""
    column: dict[str, int] = {}
    rows, columns, values = [], [], []
    for item, anime_id in enumerate(ids.tolist()):
        anime = titles.get(anime_id)
        for trait, value in dict(_traits(anime) if anime else ()).items():
            rows.append(item)
            columns.append(column.setdefault(trait, len(column)))
            values.append(value)
    return sparse.csr_array(
        (np.array(values, np.float64), (rows, columns)), (len(ids), len(column))
    )


def describe_genres(ids: NDArray[np.int32], titles: Mapping[int, Anime]) -> NDArray[np.uint64]:
    """Return (n_items, _GENRE_WORDS) bits for (n_items,) ids, one a genre; rare ones fall out."""
    bearers = [
        {genre.casefold() for genre in titles[anime_id].genres} if anime_id in titles else set()
        for anime_id in ids.tolist()
    ]
    audience = Counter(genre for genres in bearers for genre in sorted(genres))
    place = {genre: k for k, (genre, _) in enumerate(audience.most_common(64 * _GENRE_WORDS))}
    bits = np.zeros((len(bearers), _GENRE_WORDS), np.uint64)
    for item, genres in enumerate(bearers):
        for genre in genres & place.keys():
            word, bit = divmod(place[genre], 64)
            bits[item, word] |= np.uint64(1 << bit)
    return bits


def _traits(anime: Anime) -> Iterator[tuple[str, float]]:
    """Yield what is known of a title, with its strength."""
    for genre in anime.genres:
        yield f"genre {genre.casefold()}", 1
    for kind, value in (
        ("type", anime.media_type),
        ("rating", anime.age_rating),
        ("origin", anime.origin),
    ):
        if value:
            yield f"{kind} {value.replace(' ', '_')}", 1
    if anime.year:
        yield f"years {anime.year // _YEARS}", 1
    for studio in anime.studios[:_N_STUDIOS]:
        yield f"studio {studio}", 1
    if anime.n_episodes:
        yield f"length {min(_MAX_LENGTH, int(log2(anime.n_episodes + 1)))}", 1
    if anime.mean:
        yield "has a mean", 1
        yield "mean", anime.mean - 7
    if anime.members:
        yield "members", log(anime.members + 1) / 5 - 2
