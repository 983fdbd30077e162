"""Recommend titles to a profile: search, score, select."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.selection import Query, Selection, select
from reko_core.engine.similarity.search import find_similar

__all__ = ["Neighbour", "Pick", "Query", "Result", "recommend"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A similar user: community index, affinity 0-100, candidates supported, and of these sent."""

    user: int
    affinity: float
    n_found: int
    n_sent: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A recommended item.

    expected: score 1-10. enjoyment: probability 0..1. neighbours: positions of the supporters,
    closest first.
    """

    item: int
    expected: float
    enjoyment: float
    neighbours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """neighbours: closest first. picks: best first. accuracy: that of the last of n_passes."""

    neighbours: tuple[Neighbour, ...]
    picks: tuple[Pick, ...]
    n_found: int
    n_passes: int
    accuracy: float


def recommend(model: Model, profile: Profile, query: Query) -> Result:
    """Recommend. The same model, profile and query give the same result, bit for bit."""
    similar = find_similar(
        profile,
        model.rows,
        model.columns,
        model.items,
        model.mu,
        exclude=query.excluded_users,
    )
    scores = score_catalogue(model, profile, similar)
    selection = select(model, profile, similar, scores, query)
    neighbours = selection.neighbours
    return Result(
        neighbours=_describe_neighbours(similar.users[neighbours.positions], selection),
        picks=tuple(
            Pick(
                int(item),
                float(scores.expected[item]),
                float(scores.enjoyment[item]),
                tuple(neighbours.supporters.of(int(position)).tolist()),
            )
            for position, item in zip(
                selection.picked, selection.candidates[selection.picked], strict=True
            )
        ),
        n_found=selection.n_found,
        n_passes=neighbours.n_passes,
        accuracy=neighbours.accuracy,
    )


def _describe_neighbours(users: NDArray[np.int64], selection: Selection) -> tuple[Neighbour, ...]:
    supporters, n_neighbours = selection.neighbours.supporters, len(users)
    found = np.bincount(supporters.neighbours, minlength=n_neighbours)
    is_sent = np.isin(supporters.candidates, selection.picked)
    sent = np.bincount(supporters.neighbours[is_sent], minlength=n_neighbours)
    columns = (users.tolist(), selection.affinities.tolist(), found.tolist(), sent.tolist())
    return tuple(Neighbour(*values) for values in zip(*columns, strict=True))
