"""Recommend titles to a profile: search, score, select."""

from dataclasses import dataclass, replace

import numpy as np

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.neighbourhood import Neighbourhood, find_neighbours
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.selection import Query, Selection, select
from reko_core.engine.similarity.search import SimilarUsers, find_similar
from reko_core.engine.similarity.user_shard import FoundUsers

__all__ = ["Neighbour", "Pick", "Query", "Result", "recommend", "recommend_among"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A similar user: community index, affinity 0-100, candidates recommended and of these sent."""

    user: int
    affinity: float
    n_found: int
    n_sent: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A recommended item.

    match: 0-100, never higher than that of the pick before. expected: score 1-10. enjoyment:
    probability 0..1. neighbours: positions of the recommenders, closest first.
    """

    item: int
    match: int
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
    return _recommend(model, profile, query, similar)


def recommend_among(model: Model, profile: Profile, query: Query, found: FoundUsers) -> Result:
    """Recommend, given what the shards of the community have found for the profile."""
    result = _recommend(replace(model, rows=found.rows), profile, query, found.similar)
    users = found.users.tolist()
    neighbours = tuple(replace(one, user=users[one.user]) for one in result.neighbours)
    return replace(result, neighbours=neighbours)


def _recommend(model: Model, profile: Profile, query: Query, similar: SimilarUsers) -> Result:
    scores = score_catalogue(model, profile, similar)
    neighbours = find_neighbours(model, profile, similar, scores, query.accuracy, query.rules)
    selection = select(model, profile, scores, neighbours, query)
    items = selection.candidates[selection.picked]
    picks = zip(
        items.tolist(),
        selection.match.tolist(),
        scores.expected[items].tolist(),
        scores.enjoyment[items].tolist(),
        selection.recommenders.of(selection.picked),
        strict=True,
    )
    return Result(
        neighbours=_describe_neighbours(neighbours, selection),
        picks=tuple(Pick(*values) for values in picks),
        n_found=selection.n_found,
        n_passes=neighbours.n_passes,
        accuracy=neighbours.accuracy,
    )


def _describe_neighbours(neighbours: Neighbourhood, selection: Selection) -> tuple[Neighbour, ...]:
    recommenders, n_neighbours = selection.recommenders, len(neighbours.users)
    found = np.bincount(recommenders.neighbours, minlength=n_neighbours)
    is_sent = np.isin(recommenders.candidates, selection.picked)
    sent = np.bincount(recommenders.neighbours[is_sent], minlength=n_neighbours)
    columns = (
        neighbours.users.tolist(),
        neighbours.affinities.tolist(),
        found.tolist(),
        sent.tolist(),
    )
    return tuple(Neighbour(*values) for values in zip(*columns, strict=True))
