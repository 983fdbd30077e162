"""The catalogue as arrays over the titles on the community's lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from reko_core.domain.models import Anime
from reko_core.engine.data.community import NO_DATE
from reko_core.engine.data.franchises import group_franchises

__all__ = ["TitleArrays", "describe_titles", "franchise_labels"]

_NO_FRANCHISE = frozenset({"character", "other", "unknown"})
_COMES_BEFORE = frozenset({"prequel", "parent_story", "full_story"})
_NOT_RECOMMENDABLE = frozenset({"music", "cm", "pv"})
_MIN_WORD = 3
_N_NEIGHBOURS = 51


@dataclass(frozen=True, slots=True, eq=False)
class TitleArrays:
    """The part of `RawCommunity` about titles; arrays are (n_items,)."""

    franchise: NDArray[np.int32]
    day: NDArray[np.int32]
    is_aired: NDArray[np.bool_]
    is_recommendable: NDArray[np.bool_]
    is_adult: NDArray[np.bool_]
    prequels: list[list[int]]
    is_typed: NDArray[np.bool_]


def describe_titles(
    ids: NDArray[np.int32], titles: Mapping[int, Anime], today: date
) -> TitleArrays:
    """Describe the items of (n_items,) ascending MAL ids; uncatalogued ids have no relations."""
    index = {int(anime_id): item for item, anime_id in enumerate(ids)}
    everything = {**{anime_id: Anime(anime_id, "") for anime_id in index}, **titles}
    labels = franchise_labels(everything)
    listed = [everything[anime_id] for anime_id in index]
    day = np.array([_day(anime.start_date) for anime in listed], np.int64)
    # A title without a date counts as aired, because it is on a list.
    is_announced = np.array([anime.airing == "not_yet_aired" for anime in listed], bool)
    is_ahead = is_announced | ((day != NO_DATE) & (day > _day(today.isoformat())))
    return TitleArrays(
        franchise=np.array([labels[anime.id] for anime in listed], np.int32),
        day=_guess_days(ids, day).astype(np.int32),
        is_aired=~is_ahead,
        is_recommendable=np.array(
            [anime.media_type not in _NOT_RECOMMENDABLE for anime in listed], bool
        ),
        is_adult=np.array([anime.age_rating == "rx" for anime in listed], bool),
        prequels=[
            [
                index[relation.anime_id]
                for relation in anime.relations
                if relation.kind in _COMES_BEFORE and relation.anime_id in index
            ]
            for anime in listed
        ],
        is_typed=np.array([anime.is_typed for anime in listed], bool),
    )


def franchise_labels(titles: Mapping[int, Anime]) -> dict[int, int]:
    """Return a franchise label for each title: those joined by relations share one.

    MAL's relations join titles, except `character` and `other`, which are guest appearances. Titles
    without relation types are joined by the franchise numbers of their source; if no source has
    numbers, an untyped relation joins two titles that share their first word.
    """
    ids = sorted(titles)
    index = {anime_id: position for position, anime_id in enumerate(ids)}
    is_numbered = any(anime.franchise_id is not None for anime in titles.values())
    first_of: dict[int, int] = {}
    pairs = []
    for position, anime_id in enumerate(ids):
        anime = titles[anime_id]
        if anime.franchise_id is not None and not anime.is_typed:
            pairs.append((position, first_of.setdefault(anime.franchise_id, position)))
        pairs += [
            (position, index[relation.anime_id])
            for relation in anime.relations
            if relation.anime_id in index
            and (
                relation.kind not in _NO_FRANCHISE
                or (
                    not is_numbered
                    and relation.kind == "unknown"
                    and _share_word(anime, titles[relation.anime_id])
                )
            )
        ]
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    labels = group_franchises(len(ids), ends[:, 0], ends[:, 1])
    return dict(zip(ids, labels.tolist(), strict=True))


def _share_word(one: Anime, other: Anime) -> bool:
    first, second = _first_word(one.title), _first_word(other.title)
    return len(first) >= _MIN_WORD and first == second


def _first_word(title: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in title.lower()).split()
    return words[0] if words else ""


def _day(start_date: str | None) -> int:
    """Return the day of a date that may be partial: its first day then."""
    if not start_date:
        return NO_DATE
    padded = (start_date + "-01-01")[:10]
    try:
        return (date.fromisoformat(padded) - date(1970, 1, 1)).days
    except ValueError:
        return NO_DATE


def _guess_days(ids: NDArray[np.int32], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Fill unknown days from titles with neighbouring ids: MAL numbers them in order of entry.

    Titles are entered before they are broadcast, but old works are also entered late: a guess is
    the 90th percentile of the dated neighbours, and the latest day behind the last of them.
    Otherwise the next season of a series, not dated yet, would come before the series.
    """
    dated = day != NO_DATE
    if dated.all() or not dated.any():
        return day
    known = day[dated]
    late = ndimage.percentile_filter(known, 90, size=_N_NEIGHBOURS, mode="nearest")
    guessed = np.interp(ids, ids[dated], late, right=known.max())
    return np.where(dated, day, guessed.astype(np.int64))
