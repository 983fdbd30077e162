"""From a profile to recommendations: the order of the steps, each of which is a module."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.assess import assess
from reko_core.engine.choice import Choice, Query, choose
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.similarity.search import find_similar

__all__ = ["Neighbour", "Pick", "Query", "Result", "recommend"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A similar user: community index, affinity 0-100, candidates brought and sent."""

    user: int
    affinity: float
    n_found: int
    n_sent: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A recommended item: expected score 1-10, chance of enjoying it 0-1, who is behind it.

    spread: the score lies within expected +- spread with a chance of 90 %.
    """

    item: int
    expected: float
    spread: float
    enjoyment: float
    neighbours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Neighbours, closest first, and picks, best first."""

    neighbours: tuple[Neighbour, ...]
    picks: tuple[Pick, ...]
    n_found: int
    n_passes: int
    accuracy: float


def recommend(model: Model, profile: Profile, query: Query) -> Result:
    """Recommend. The same model, profile and query give the same result, however it is split."""
    similar = find_similar(
        profile,
        model.rows,
        model.columns,
        model.items,
        model.mu,
        exclude=query.excluded_users,
    )
    assessment = assess(model, profile, similar)
    choice = choose(model, profile, similar, assessment, query)
    items = choice.cards[choice.picked]
    return Result(
        neighbours=_neighbours(similar.users[choice.chosen.positions], choice),
        picks=tuple(
            Pick(
                int(item),
                float(assessment.expected[item]),
                float(assessment.spread[item]),
                float(assessment.enjoyment[item]),
                tuple(choice.support.behind(int(card)).tolist()),
            )
            for card, item in zip(choice.picked, items, strict=True)
        ),
        n_found=choice.n_found,
        n_passes=choice.chosen.n_passes,
        accuracy=choice.chosen.accuracy,
    )


def _neighbours(users: NDArray[np.int64], choice: Choice) -> tuple[Neighbour, ...]:
    support, n_neighbours = choice.support, len(users)
    found = np.bincount(support.neighbours, minlength=n_neighbours)
    is_sent = np.isin(support.cards, choice.picked)
    sent = np.bincount(support.neighbours[is_sent], minlength=n_neighbours)
    return tuple(
        Neighbour(*values)
        for values in zip(
            users.tolist(), choice.affinities.tolist(), found.tolist(), sent.tolist(), strict=True
        )
    )
