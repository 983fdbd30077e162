"""What titles can be filtered by: kind, length, year, age rating and genres, item by item.

    media_type[i]   0 = none that can be asked for, else the place in `TYPES`, counted from 1
    n_episodes[i]   0 = unknown
    year[i]         of the first broadcast, 0 = unknown
    age_rating[i]   0 = unknown, else the place in `AGE_RATINGS`, counted from 1
    genre_bits[g]   one bit an item, packed (little): whether it bears genres[g]

Packed by genre, a filter unpacks the genres asked for and no others: 2.5 kB each for 20,000 titles.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from reko_core.contract.recommend import AgeRating, MediaType, Request
from reko_core.domain.models import Anime
from reko_core.errors import BadInput

__all__ = ["AGE_RATINGS", "TYPES", "Facets", "describe_facets"]

TYPES: tuple[str, ...] = get_args(MediaType)
AGE_RATINGS: tuple[str, ...] = get_args(AgeRating)
_ALSO = {"tv_special": "special"}
_ADULT = "rx"
_N_NEAREST = 5
_LEAST_LIKENESS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Facets:
    """The facets of a community's titles.

    media_type, age_rating: (n_items,) uint8. n_episodes: (n_items,) int32. year: (n_items,) int16.
    genre_bits: (n_genres, ceil(n_items / 8)) uint8. genres: names, the most popular first.
    """

    media_type: NDArray[np.uint8]
    n_episodes: NDArray[np.int32]
    year: NDArray[np.int16]
    age_rating: NDArray[np.uint8]
    genre_bits: NDArray[np.uint8]
    genres: tuple[str, ...]

    def __post_init__(self) -> None:
        assert self.media_type.shape == self.n_episodes.shape
        assert self.media_type.shape == self.year.shape == self.age_rating.shape
        assert self.genre_bits.shape == (len(self.genres), -(-len(self.media_type) // 8))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the arrays."""
        return "media_type", "n_episodes", "year", "age_rating", "genre_bits"

    def as_dict(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays by name."""
        return {name: getattr(self, name) for name in self.names()}

    def allowed(self, request: Request) -> NDArray[np.bool_] | None:
        """Return (n_items,) which items pass the filters of a request, None if it has none.

        Raises BadInput naming a genre that no title bears, or rx where adult titles are left out.
        """
        found = list(self._conditions(request))
        return np.logical_and.reduce(found) if found else None

    def _conditions(self, request: Request) -> Iterator[NDArray[np.bool_]]:
        for position, name in enumerate(request.genres):
            yield self._bears(self._genre(name, f"genres.{position}"))
        for position, name in enumerate(request.exclude_genres):
            yield ~self._bears(self._genre(name, f"exclude_genres.{position}"))
        if request.types:
            yield np.isin(self.media_type, _codes(TYPES, request.types))
        if request.max_episodes is not None:
            yield (self.n_episodes > 0) & (self.n_episodes <= request.max_episodes)
        if request.year_from is not None:
            yield self.year >= request.year_from
        if request.year_to is not None:
            yield (self.year > 0) & (self.year <= request.year_to)
        if request.age_ratings:
            if _ADULT in request.age_ratings and not request.include_adult:
                field = f"age_ratings.{request.age_ratings.index(_ADULT)}"
                raise BadInput(field, "rx needs include_adult")
            yield np.isin(self.age_rating, _codes(AGE_RATINGS, request.age_ratings))

    def _bears(self, genre: int) -> NDArray[np.bool_]:
        bits = np.unpackbits(self.genre_bits[genre], count=len(self.media_type), bitorder="little")
        return bits.astype(bool)

    def _genre(self, name: str, field: str) -> int:
        known = {_fold(genre): position for position, genre in enumerate(self.genres)}
        if (genre := known.get(_fold(name))) is not None:
            return genre
        close = get_close_matches(_fold(name), known, _N_NEAREST, _LEAST_LIKENESS)
        nearest = ", ".join(self.genres[known[one]] for one in close)
        raise BadInput(field, "is no known genre" + (f"; near it are {nearest}" if nearest else ""))


def describe_facets(
    ids: NDArray[np.int32], titles: Mapping[int, Anime], popularity: NDArray[np.int32]
) -> Facets:
    """Describe the items of (n_items,) MAL ids and popularity; titles not known have no facets.

    Spellings of a genre that differ in capitals are one genre, written as the most popular title
    has it.
    """
    listed = [titles.get(anime_id) or Anime(anime_id, "") for anime_id in ids.tolist()]
    audience: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    bearers: dict[str, list[int]] = {}
    for item in np.argsort(-popularity, kind="stable").tolist():
        for key, genre in {_fold(genre): genre for genre in listed[item].genres}.items():
            audience[key] += int(popularity[item])
            spelling.setdefault(key, genre)
            bearers.setdefault(key, []).append(item)
    order = sorted(bearers, key=lambda key: (-audience[key], key))
    bears = np.zeros((len(order), len(listed)), bool)
    for position, key in enumerate(order):
        bears[position, bearers[key]] = True
    return Facets(
        media_type=np.array([_code(TYPES, _kind(anime)) for anime in listed], np.uint8),
        n_episodes=np.array([anime.n_episodes or 0 for anime in listed], np.int64)
        .clip(0, np.iinfo(np.int32).max)
        .astype(np.int32),
        year=np.array([anime.year or 0 for anime in listed], np.int16),
        age_rating=np.array([_code(AGE_RATINGS, anime.age_rating) for anime in listed], np.uint8),
        genre_bits=np.packbits(bears, axis=1, bitorder="little"),
        genres=tuple(spelling[key] for key in order),
    )


def _kind(anime: Anime) -> str | None:
    return _ALSO.get(anime.media_type or "", anime.media_type)


def _code(names: Sequence[str], name: str | None) -> int:
    return names.index(name) + 1 if name in names else 0


def _codes(names: Sequence[str], wanted: Sequence[str]) -> list[int]:
    return [_code(names, name) for name in wanted]


def _fold(genre: str) -> str:
    return genre.strip().casefold()
