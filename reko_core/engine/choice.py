"""Which cards an answer holds, in which order, and who stands behind them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.assess import Assessment
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.cards import Planned, eligible_cards
from reko_core.engine.ranking.diversity import order_page
from reko_core.engine.ranking.ranking import score_cards
from reko_core.engine.ranking.support import Support, find_support
from reko_core.engine.similarity.neighbours import Chosen, NeighbourRules, choose_neighbours
from reko_core.engine.similarity.search import SimilarUsers

__all__ = ["Choice", "Query", "choose"]


def _nothing() -> NDArray[np.int64]:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What is asked of the engine.

    accuracy: 0-100. popularity: from -1, hidden gems first, to 1, the well known. banned_items:
    item indexes. excluded_users: community users left out (the asking user's own list, banned
    neighbours). allowed_items: (n_items,) bool, what may be recommended at all; None = everything.
    n_skipped: picks left out before the wanted ones. n_spare: picks behind the wanted ones. Neither
    has a say in the choice of neighbours: pages of one size that follow one another are of one
    ranking.
    """

    accuracy: float = 100.0
    popularity: float = 0.0
    n_wanted: int = 24
    n_skipped: int = 0
    n_spare: int = 0
    banned_items: NDArray[np.int64] = field(default_factory=_nothing)
    excluded_users: NDArray[np.int64] = field(default_factory=_nothing)
    include_adult: bool = False
    continue_franchises: bool = False
    planned: Planned = Planned.LEFT_OUT
    allowed_items: NDArray[np.bool_] | None = None
    rules: NeighbourRules = field(default_factory=NeighbourRules)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What was chosen for an answer.

    cards: (n,) int64, the items that may be recommended, one a franchise. picked: (k,) int64
    positions among them, best first. n_found: how many were to choose from, those skipped among
    them.
    affinities: (m,) float32 of the chosen neighbours, closest first. support: they and the cards.
    """

    cards: NDArray[np.int64]
    picked: NDArray[np.int64]
    n_found: int
    chosen: Chosen
    affinities: NDArray[np.float32]
    support: Support


def choose(
    model: Model, profile: Profile, similar: SimilarUsers, assessment: Assessment, query: Query
) -> Choice:
    """Choose; `similar` and `assessment` are those of the same profile."""
    cards = _cards(model, profile, query)
    affinities = model.scale.affinity(similar.similarity)

    def support_of(positions: NDArray[np.int64]) -> Support:
        return find_support(similar.users[positions], cards, model.rows, model.items)

    # Those asked about last are most often those who are chosen.
    asked, support = _nothing(), Support(_nothing(), _nothing(), len(cards))

    def count_candidates(positions: NDArray[np.int64]) -> int:
        nonlocal asked, support
        asked, support = positions, support_of(positions)
        return int(np.count_nonzero(support.n_behind()))

    chosen = choose_neighbours(
        affinities, query.accuracy, query.n_wanted, count_candidates, query.rules
    )
    if not np.array_equal(chosen.positions, asked):
        support = support_of(chosen.positions)
    n_behind = support.n_behind()
    franchises = model.items.franchise[cards]
    scores = score_cards(
        assessment.franchise_scores[franchises],
        (model.items.franchise_popularity[franchises] + 1) / max(model.rows.n_users, 1),
        n_behind,
        len(chosen.positions),
        accuracy=query.accuracy,
        popularity=query.popularity,
    )
    picked, n_found = _pick(scores, model.items.genres[cards], n_behind > 0, query)
    return Choice(cards, picked, n_found, chosen, affinities[chosen.positions], support)


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
        planned=query.planned,
    )


def _pick(
    scores: NDArray[np.float64],
    genres: NDArray[np.uint64],
    is_backed: NDArray[np.bool_],
    query: Query,
) -> tuple[NDArray[np.int64], int]:
    """Return the best backed cards, filled up with what the community likes, and the count."""
    ranked = np.argsort(-scores, kind="stable")
    backed, others = ranked[is_backed[ranked]], ranked[~is_backed[ranked]]
    n_reached = query.n_skipped + query.n_wanted
    n_ordered = n_reached + query.n_spare
    picked = backed[order_page(scores[backed], genres[backed], n_ordered)]
    n_found = max(len(backed), min(n_reached, len(ranked)))
    in_order = np.concatenate([picked, others[: n_ordered - len(picked)]])
    return in_order[query.n_skipped :], n_found
