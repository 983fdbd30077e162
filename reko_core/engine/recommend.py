"""From a profile to recommendations: the order of the steps, each of which is a module."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.affinity import find_similar
from reko_core.engine.assess import assess
from reko_core.engine.cards import eligible_cards
from reko_core.engine.model import Model
from reko_core.engine.neighbours import NeighbourRules, choose_neighbours
from reko_core.engine.profile import Profile
from reko_core.engine.support import Support, find_support

__all__ = ["Neighbour", "Pick", "Query", "Result", "recommend"]


def _nothing() -> NDArray[np.int64]:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What is asked of the engine.

    accuracy: 0-100. banned_items: item indexes. without_users: community users left out (the
    asking user's own list, banned neighbours). allowed_items: (n_items,) bool, what may be
    recommended at all; None = everything. n_spare: picks behind the wanted ones, which have no say
    in the choice of neighbours.
    """

    accuracy: float = 100.0
    n_wanted: int = 24
    n_spare: int = 0
    banned_items: NDArray[np.int64] = field(default_factory=_nothing)
    without_users: NDArray[np.int64] = field(default_factory=_nothing)
    include_adult: bool = False
    continue_franchises: bool = False
    allowed_items: NDArray[np.bool_] | None = None
    rules: NeighbourRules = field(default_factory=NeighbourRules)


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
    """Recommend. The same model, profile and query give the same result."""
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, without=query.without_users
    )
    cards = _cards(model, profile, query)
    limit = query.rules.max_neighbours
    affinities = model.scale.affinity(similar.similarity[:limit])
    support = find_support(similar.users[:limit], cards, model.rows, model.items)
    chosen = choose_neighbours(
        affinities,
        query.accuracy,
        query.n_wanted,
        lambda n: int(np.count_nonzero(support.first(n).is_backed())),
        query.rules,
    )
    support = support.first(chosen.n_neighbours)

    assessment = assess(model, profile, similar)
    scores = assessment.franchise_scores[model.items.franchise[cards]]
    picked, n_found = _pick(scores, support.is_backed(), query.n_wanted, query.n_spare)
    return Result(
        neighbours=_neighbours(similar.users, affinities, support, picked, chosen.n_neighbours),
        picks=tuple(
            Pick(
                int(cards[card]),
                float(assessment.expected[cards[card]]),
                float(assessment.spread[cards[card]]),
                float(assessment.enjoyment[cards[card]]),
                tuple(int(position) for position in support.behind(int(card))),
            )
            for card in picked
        ),
        n_found=n_found,
        n_passes=chosen.n_passes,
        accuracy=chosen.accuracy,
    )


def _cards(model: Model, profile: Profile, query: Query) -> NDArray[np.int64]:
    banned = np.zeros(model.items.n_items, bool)
    banned[query.banned_items] = True
    if query.allowed_items is not None:
        assert query.allowed_items.shape == banned.shape
        banned |= ~query.allowed_items
    return eligible_cards(
        model.items,
        profile,
        banned=banned,
        include_adult=query.include_adult,
        continue_franchises=query.continue_franchises,
    )


def _pick(
    scores: NDArray[np.float64], is_backed: NDArray[np.bool_], n_wanted: int, n_spare: int
) -> tuple[NDArray[np.int64], int]:
    """Return the best backed cards, filled up with what the community likes, and the count."""
    ranked = np.argsort(-scores, kind="stable")
    backed = ranked[is_backed[ranked]]
    filled = np.concatenate([backed, ranked[~is_backed[ranked]]])
    n_found = max(len(backed), min(n_wanted, len(filled)))
    return filled[: n_wanted + n_spare], n_found


def _neighbours(
    users: NDArray[np.int64],
    affinities: NDArray[np.float32],
    support: Support,
    picked: NDArray[np.int64],
    n_neighbours: int,
) -> tuple[Neighbour, ...]:
    found = np.bincount(support.neighbours, minlength=n_neighbours)
    is_sent = np.isin(support.cards, picked)
    sent = np.bincount(support.neighbours[is_sent], minlength=n_neighbours)
    return tuple(
        Neighbour(int(users[k]), float(affinities[k]), int(found[k]), int(sent[k]))
        for k in range(n_neighbours)
    )
