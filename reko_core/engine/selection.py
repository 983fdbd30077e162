"""Select what a response holds: candidates, their order, and their recommenders."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.neighbourhood import Neighbourhood
from reko_core.engine.ranking.candidates import Planned, find_candidates
from reko_core.engine.ranking.diversity import order_page
from reko_core.engine.ranking.match import find_liked, in_order, match_shares
from reko_core.engine.ranking.neighbours import DEFAULT_RULES, NeighbourRules
from reko_core.engine.ranking.random_order import N_DRAWN_FROM, random_order
from reko_core.engine.ranking.ranking_score import EVEN_ODDS, score_candidates
from reko_core.engine.ranking.recommenders import Recommenders
from reko_core.engine.ranking.tips import Tips
from reko_core.engine.scoring import CatalogueScores

__all__ = ["Query", "Selection", "find_match", "select"]


def _empty() -> NDArray[np.int64]:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """The parameters of a request.

    accuracy: 0-100. popularity: -1 (hidden gems first) to 1 (popular titles first).
    n_skipped: picks before the first one returned. n_wanted: picks asked for. n_spare: further
    picks, returned after these. All pages are cut from one ranking.
    banned_items: item indexes. excluded_users: community users who do not count as similar, such
    as the requesting user. allowed_items: (n_items,) bool, None = all. tips: what another user
    recommends; nothing else is. seed: of a random order of the best, None = best first.
    """

    accuracy: float = 100.0
    popularity: float = 0.0
    n_wanted: int = 24
    n_skipped: int = 0
    n_spare: int = 0
    banned_items: NDArray[np.int64] = field(default_factory=_empty)
    excluded_users: NDArray[np.int64] = field(default_factory=_empty)
    include_adult: bool = False
    continue_franchises: bool = False
    planned: Planned = Planned.EXCLUDED
    allowed_items: NDArray[np.bool_] | None = None
    tips: Tips | None = None
    seed: int | None = None
    rules: NeighbourRules = DEFAULT_RULES

    @property
    def n_ordered(self) -> int:
        """The picks up to the last one returned."""
        return self.n_skipped + self.n_wanted + self.n_spare

    @property
    def is_restricted(self) -> bool:
        """Whether the candidates are other ones than those of a request without parameters."""
        return (
            len(self.banned_items) > 0
            or self.allowed_items is not None
            or self.tips is not None
            or self.include_adult
            or self.continue_franchises
            or self.planned is not Planned.EXCLUDED
        )


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What was selected.

    candidates: (n,) int64 items, one a franchise. picked: (k,) int64 positions among them, best
    first. match: (k,) int64 0-100 of those picked. n_found: candidates that could be returned,
    skipped ones included. recommenders: of the candidates, among the neighbours.
    """

    candidates: NDArray[np.int64]
    picked: NDArray[np.int64]
    match: NDArray[np.int64]
    n_found: int
    recommenders: Recommenders


def select(
    model: Model,
    profile: Profile,
    scores: CatalogueScores,
    neighbours: Neighbourhood,
    query: Query,
) -> Selection:
    """Select; `scores` and `neighbours` are those of the same profile."""
    candidates = (
        _find_candidates(model, profile, scores, query)
        if query.is_restricted
        else neighbours.candidates
    )
    recommenders = neighbours.recommenders(model, candidates)
    n_recommenders = recommenders.counts()
    share = (model.items.popularity[candidates] + 1) / max(model.n_users, 1)
    candidate_scores, is_wanted = score_candidates(
        scores.title_scores[candidates],
        share,
        n_recommenders,
        len(neighbours.users),
        accuracy=query.accuracy,
        popularity=query.popularity,
    )
    is_recommended = n_recommenders > 0
    if query.tips is not None:
        candidate_scores = candidate_scores + query.tips.bonus[candidates]
        is_recommended[:] = True
    picked = _pick(
        candidate_scores, model.items.genres, candidates, is_recommended & is_wanted, query
    )
    n_asked = query.n_skipped + query.n_wanted
    n_found = max(int(np.count_nonzero(is_recommended)), min(n_asked, len(candidates)))
    match = in_order(find_match(model, profile, scores, candidates[picked]))
    if query.seed is not None:
        # What will probably not be enjoyed is drawn only where nothing better is left.
        is_good = scores.enjoyment[candidates[picked]] >= EVEN_ODDS
        order = random_order(np.where(is_good, match, 0), query.seed)
        picked, match, n_found = picked[order], match[order], len(picked)
    shown = slice(query.n_skipped, query.n_ordered)
    return Selection(candidates, picked[shown], match[shown], n_found, recommenders)


def find_match(
    model: Model, profile: Profile, scores: CatalogueScores, items: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return (k,) match / 100 of (k,) items, wherever they stand in the order."""
    targets = model.ease.targets
    return match_shares(
        scores.title_scores[items],
        scores.title_scores[find_liked(profile)],
        scores.title_scores[targets],
        np.exp(scores.fit[targets]) * scores.enjoyment[targets],
    )


def _find_candidates(
    model: Model, profile: Profile, scores: CatalogueScores, query: Query
) -> NDArray[np.int64]:
    banned = np.zeros(model.items.n_items, bool)
    banned[query.banned_items] = True
    if query.allowed_items is not None:
        assert query.allowed_items.shape == banned.shape
        banned |= ~query.allowed_items
    if query.tips is not None:
        banned |= ~query.tips.is_liked
    return find_candidates(
        model.items,
        profile,
        scores.title_scores,
        banned=banned,
        include_adult=query.include_adult,
        continue_franchises=query.continue_franchises,
        planned=query.planned,
    )


def _pick(
    scores: NDArray[np.float64],
    genres: NDArray[np.uint64],
    candidates: NDArray[np.int64],
    is_first: NDArray[np.bool_],
    query: Query,
) -> NDArray[np.int64]:
    """Return positions of all picks among (n,) candidates; what is not first comes last.

    scores, is_first: (n,). genres: those of all items.
    """
    n_ordered = query.n_ordered if query.seed is None else N_DRAWN_FROM
    first = _ranked(scores, np.flatnonzero(is_first))
    picked = first[order_page(scores[first], genres[candidates[first]], n_ordered)]
    if len(picked) == n_ordered:
        return picked
    others = _ranked(scores, np.flatnonzero(~is_first))
    return np.concatenate([picked, others[: n_ordered - len(picked)]])


def _ranked(scores: NDArray[np.float64], positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return (k,) positions by score, the highest first; of equal ones, the first stays first."""
    return positions[np.argsort(-scores[positions], kind="stable")]
