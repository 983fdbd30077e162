"""The catalogue as arrays over the titles on the community's lists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from reko_core.domain.models import Anime
from reko_core.engine.data.community import NO_DATE
from reko_core.engine.data.franchises import TitleRelations
from reko_core.snapshots.builder.title_groups import first_word, franchise_labels, related_groups

__all__ = ["TitleArrays", "day_of", "describe_titles"]

_COMES_BEFORE = frozenset({"prequel", "parent_story", "full_story"})
_SAME_STORY = _COMES_BEFORE | {"sequel", "side_story", "summary", "alternative_version"}
_EXTRA_TYPES = frozenset({"special", "tv_special"})
_FEATURE_MINUTES, _SERIES_MINUTES, _MAX_HOURS = 40, 50, 4
_N_NEIGHBOURS = 51


@dataclass(frozen=True, slots=True, eq=False)
class TitleArrays:
    """The part of `RawCommunity` about titles; arrays are (n_items,)."""

    day: NDArray[np.int32]
    is_aired: NDArray[np.bool_]
    is_recommendable: NDArray[np.bool_]
    is_extra: NDArray[np.bool_]
    is_adult: NDArray[np.bool_]
    relations: TitleRelations


def describe_titles(
    ids: NDArray[np.int32], titles: Mapping[int, Anime], today: date
) -> TitleArrays:
    """Describe the items of (n_items,) ascending MAL ids; uncatalogued ids have no relations."""
    index = {int(anime_id): item for item, anime_id in enumerate(ids)}
    everything = {**{anime_id: Anime(anime_id, "") for anime_id in index}, **titles}
    listed = [everything[anime_id] for anime_id in index]
    day = np.array([day_of(anime.start_date) for anime in listed], np.int64)
    # A title without a date counts as aired, because it is on a list.
    is_announced = np.array([anime.airing == "not_yet_aired" for anime in listed], bool)
    is_ahead = is_announced | ((day != NO_DATE) & (day > day_of(today.isoformat())))
    return TitleArrays(
        day=_guess_days(ids, day).astype(np.int32),
        is_aired=~is_ahead,
        is_recommendable=np.array([anime.is_recommendable for anime in listed], bool),
        is_extra=np.array([_is_extra(anime) for anime in listed], bool),
        is_adult=np.array([anime.is_adult for anime in listed], bool),
        relations=_describe_relations(listed, index, everything),
    )


def _describe_relations(
    listed: list[Anime], index: Mapping[int, int], titles: Mapping[int, Anime]
) -> TitleRelations:
    """Describe the relations of (n_items,) titles; index: item of each MAL id; titles: all."""
    groups, franchises = related_groups(titles), franchise_labels(titles)
    related = [
        [(index[one.anime_id], one.kind) for one in anime.relations if one.anime_id in index]
        for anime in listed
    ]

    def of_kinds(kinds: Collection[str]) -> list[list[int]]:
        return [[item for item, kind in some if kind in kinds] for some in related]

    words, label = np.unique([first_word(anime.title) for anime in listed], return_inverse=True)
    return TitleRelations(
        group=np.array([groups[anime.id] for anime in listed], np.int32),
        franchise=np.array([franchises[anime.id] for anime in listed], np.int32),
        related=[[item for item, _ in some] for some in related],
        same_story=of_kinds(_SAME_STORY),
        first_word=np.where(words[label] == "", -1, label).astype(np.int32),
        before=of_kinds(_COMES_BEFORE),
        is_typed=np.array([anime.is_typed for anime in listed], bool),
    )


def _is_extra(anime: Anime) -> bool:
    """Whether a title is a special or too short to be a series or a feature film."""
    if anime.media_type in _EXTRA_TYPES:
        return True
    if anime.duration_min is None or anime.n_episodes is None:
        return False
    if anime.media_type == "movie":
        # Some collections give the length of a film in hours.
        return _MAX_HOURS < anime.duration_min < _FEATURE_MINUTES
    return anime.duration_min * anime.n_episodes < _SERIES_MINUTES


def day_of(start_date: str | None) -> int:
    """Return the day of a date, in days since 1970-01-01; of a partial one, its first day."""
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
