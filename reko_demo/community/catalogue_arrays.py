"""The catalogue as arrays, for generating many lists at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_demo.community.fan_types import label_matrix, preferences

__all__ = ["CatalogueArrays"]

EARLIER_KINDS = frozenset({"prequel", "parent_story"})
# Used where the number of members is unknown.
DEFAULT_MEMBERS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class CatalogueArrays:
    """Titles as arrays along one axis of n_titles, first broadcast first.

    earlier: for each title the positions of its prequels and parent stories.
    preferences: (n_types, n_titles), see `fan_types.preferences`.
    labels: (n_titles, n_labels), see `fan_types.label_matrix`.
    means: MAL mean less the mean of all, in points; 0 = unknown.
    popularity: standardised logarithm of the members.
    n_episodes: 0 = unknown.
    """

    ids: NDArray[np.int64]
    earlier: tuple[tuple[int, ...], ...]
    preferences: NDArray[np.float64]
    labels: NDArray[np.float64]
    means: NDArray[np.float64]
    popularity: NDArray[np.float64]
    n_episodes: NDArray[np.int64]
    is_airing: NDArray[np.bool_]
    has_aired: NDArray[np.bool_]

    @classmethod
    def of(cls, titles: Mapping[int, Anime]) -> "CatalogueArrays":
        """Order the titles by date; relations must point to titles among them."""
        ordered = sorted(titles.values(), key=lambda anime: (anime.start_date or "9999", anime.id))
        means = np.array([anime.mean or np.nan for anime in ordered])
        log_members = np.log([anime.members or DEFAULT_MEMBERS for anime in ordered])
        return cls(
            ids=np.array([anime.id for anime in ordered]),
            earlier=_earlier(ordered),
            preferences=preferences(ordered),
            labels=label_matrix(ordered),
            means=np.nan_to_num(means - np.nanmean(means)),
            popularity=(log_members - log_members.mean()) / log_members.std(),
            n_episodes=np.array([anime.n_episodes or 0 for anime in ordered]),
            is_airing=np.array([anime.airing == "currently_airing" for anime in ordered]),
            has_aired=np.array([anime.airing != "not_yet_aired" for anime in ordered]),
        )


def _earlier(ordered: Sequence[Anime]) -> tuple[tuple[int, ...], ...]:
    position = {anime.id: place for place, anime in enumerate(ordered)}
    return tuple(
        tuple(position[other.anime_id] for other in anime.relations if other.kind in EARLIER_KINDS)
        for anime in ordered
    )
