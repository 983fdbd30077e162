"""Two people compared: how close they are, and over what they agree and disagree."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime, UserList
from reko_core.engine.similarity.profile_comparison import Opinion, ProfileComparison

__all__ = ["ComparedTitle", "Comparison", "make_comparison"]


@dataclass(frozen=True, slots=True)
class ComparedTitle:
    """A title that both have scored."""

    anime: Anime
    score_a: int
    score_b: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two users, a and b; the figures count titles that the community knows.

    user_a, user_b: names as MAL spells them or as they were asked for.
    affinity: 0-100. low, high: its 90 % interval.
    n_a, n_b: titles that each has seen. n_shared: those both have seen. n_shared_scored: those
    both have scored.
    agreement: -1..1, how far the scores agree, None below 3 shared scores.
    mean_difference: how much higher a scores the shared titles, None without shared scores.
    agree: titles that both like and agree on. disagree: titles they differ over most.
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
    found: ProfileComparison,
    ids: NDArray[np.int32],
    titles: Mapping[int, Anime],
) -> Comparison:
    """Make the answer; `titles` holds at least the named ones, ids are (n_items,) MAL ids."""

    def named(opinions: tuple[Opinion, ...]) -> tuple[ComparedTitle, ...]:
        return tuple(
            ComparedTitle(titles[int(ids[one.item])], one.score_a, one.score_b) for one in opinions
        )

    return Comparison(
        user_a=list_a.user_name,
        user_b=list_b.user_name,
        affinity=round(found.affinity),
        low=round(found.low),
        high=round(found.high),
        n_a=found.n_a,
        n_b=found.n_b,
        n_shared=found.n_shared,
        n_shared_scored=found.n_shared_scored,
        agreement=found.agreement,
        mean_difference=found.mean_difference,
        agree=named(found.agree),
        disagree=named(found.disagree),
    )
