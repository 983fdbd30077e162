"""Content features of titles: genres, type, age rating, era, length, origin, studios; reception.

One row per item, one column per feature that any title has; unknown features are 0.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log, log2

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.domain.models import Anime

__all__ = ["Content", "describe_content", "describe_genres", "describe_reception"]

_YEARS = 5
_MAX_LENGTH = 6
_N_STUDIOS = 2
_GENRE_WORDS = 2
_ERA = "years "


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """features: (n_items, n_features) float64. trait_names: as of `RawCommunity`, without eras."""

    features: sparse.csr_array
    trait_names: tuple[str, ...]


def describe_content(ids: NDArray[np.int32], titles: Mapping[int, Anime]) -> Content:
    """Describe (n_items,) ids; uncatalogued ids have no features."""
    column: dict[str, int] = {}
    rows, columns, values = [], [], []
    for item, anime_id in enumerate(ids.tolist()):
        anime = titles.get(anime_id)
        for feature, value in dict(_features(anime) if anime else ()).items():
            rows.append(item)
            columns.append(column.setdefault(feature, len(column)))
            values.append(value)
    features = sparse.csr_array(
        (np.array(values, np.float64), (rows, columns)), (len(ids), len(column))
    )
    return Content(features, tuple("" if name.startswith(_ERA) else name for name in column))


def describe_genres(ids: NDArray[np.int32], titles: Mapping[int, Anime]) -> NDArray[np.uint64]:
    """Return (n_items, _GENRE_WORDS) bits for (n_items,) ids, one per genre without the rarest."""
    genres_of = [
        {genre.casefold() for genre in titles[anime_id].genres} if anime_id in titles else set()
        for anime_id in ids.tolist()
    ]
    n_titles = Counter(genre for genres in genres_of for genre in sorted(genres))
    position = {genre: k for k, (genre, _) in enumerate(n_titles.most_common(64 * _GENRE_WORDS))}
    bits = np.zeros((len(genres_of), _GENRE_WORDS), np.uint64)
    for item, genres in enumerate(genres_of):
        for genre in genres & position.keys():
            word, bit = divmod(position[genre], 64)
            bits[item, word] |= np.uint64(1 << bit)
    return bits


def describe_reception(ids: NDArray[np.int32], titles: Mapping[int, Anime]) -> NDArray[np.float64]:
    """Return (n_items, 2) MAL mean - 7 and ln(members + 1) / 5 - 2, NaN where unknown."""
    reception = np.full((len(ids), 2), np.nan)
    for item, anime_id in enumerate(ids.tolist()):
        anime = titles.get(anime_id)
        if anime is not None and anime.mean:
            reception[item, 0] = anime.mean - 7
        if anime is not None and anime.members:
            reception[item, 1] = log(anime.members + 1) / 5 - 2
    return reception


def _features(anime: Anime) -> Iterator[tuple[str, float]]:
    """Yield the known features of a title, with their values."""
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
        yield f"{_ERA}{anime.year // _YEARS}", 1
    for studio in anime.studios[:_N_STUDIOS]:
        yield f"studio {studio}", 1
    if anime.n_episodes:
        yield f"length {min(_MAX_LENGTH, int(log2(anime.n_episodes + 1)))}", 1
