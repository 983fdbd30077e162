"""A comparison of two users: their affinity, and what they agree and disagree on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime, UserList
from reko_core.engine.similarity.profile_comparison import Opinion, ProfileComparison

__all__ = ["ComparedTitle", "Comparison", "make_comparison"]


@dataclass(frozen=True, slots=True)
class ComparedTitle:
    """A title that both users have scored."""

    anime: Anime
    score_a: int
    score_b: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two users, a and b; counts are of titles in the community.

    user_a, user_b: names as MAL spells them, or as requested.
    affinity: 0-100. low, high: its 90 % interval.
    n_a, n_b: titles that each has seen. n_shared: titles that both have seen. n_shared_scored:
    titles that both have scored.
    agreement: -1..1, shrunk correlation of the scores, None below 3 shared scores.
    mean_difference: mean of a's scores minus b's on shared titles, None without shared scores.
    agree: titles that both like and agree on. disagree: titles they disagree on most.
    """

    user_a: str
    user_b: str
    affinity: int
    low: int
    high: int
    n_a: int
    n_b: int
    n_shared: int
    n_shared_scored: int
    agreement: float | None
    mean_difference: float | None
    agree: tuple[ComparedTitle, ...]
    disagree: tuple[ComparedTitle, ...]


def make_comparison(
    list_a: UserList,
    list_b: UserList,
    compared: ProfileComparison,
    ids: NDArray[np.int32],
    titles: Mapping[int, Anime],
    *,
    include_adult: bool = False,
) -> Comparison:
    """Return the comparison; `titles` holds at least the named ones, ids are (n_items,) MAL ids.

    Titles that are gone from MAL are not named, nor adult ones unless `include_adult`; they count
    all the same.
    """

    def named(opinions: tuple[Opinion, ...]) -> tuple[ComparedTitle, ...]:
        return tuple(
            ComparedTitle(anime, one.score_a, one.score_b)
            for one in opinions
            if (anime := titles[int(ids[one.item])]).is_shown(include_adult=include_adult)
        )

    return Comparison(
        user_a=list_a.user_name,
        user_b=list_b.user_name,
        affinity=round(compared.affinity),
        low=round(compared.low),
        high=round(compared.high),
        n_a=compared.n_a,
        n_b=compared.n_b,
        n_shared=compared.n_shared,
        n_shared_scored=compared.n_shared_scored,
        agreement=compared.agreement,
        mean_difference=compared.mean_difference,
        agree=named(compared.agree),
        disagree=named(compared.disagree),
    )
