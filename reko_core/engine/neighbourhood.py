"""The neighbours of a user at an accuracy, the same for recommendations and explanations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.candidates import find_candidates
from reko_core.engine.ranking.neighbours import NeighbourRules, choose_neighbours
from reko_core.engine.ranking.recommenders import Recommenders, find_recommenders
from reko_core.engine.scoring import CatalogueScores
from reko_core.engine.similarity.search import SimilarUsers

__all__ = ["Neighbourhood", "find_neighbours"]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """The neighbours, closest first.

    users: (n,) int64. affinities: (n,) float32. candidates: (k,) int64 items, those of a request
    without bans and filters. accuracy: that of the last of n_passes.
    """

    users: NDArray[np.int64]
    affinities: NDArray[np.float32]
    candidates: NDArray[np.int64]
    n_passes: int
    accuracy: float

    def recommenders(self, model: Model, candidates: NDArray[np.int64]) -> Recommenders:
        """Return which of the neighbours recommend which of (k,) candidates."""
        return find_recommenders(self.users, candidates, model.rows, model.items.n_items)


def find_neighbours(
    model: Model,
    profile: Profile,
    similar: SimilarUsers,
    scores: CatalogueScores,
    accuracy: float,
    rules: NeighbourRules,
) -> Neighbourhood:
    """Choose among the similar users; `similar` and `scores` are those of the same profile."""
    affinities = model.scale.affinity(similar.similarity)
    candidates = find_candidates(
        model.items,
        profile,
        scores.title_scores,
        banned=np.zeros(model.items.n_items, bool),
        include_adult=False,
        continue_franchises=False,
    )

    def count_candidates(positions: NDArray[np.int64]) -> int:
        found = find_recommenders(
            similar.users[positions], candidates, model.rows, model.items.n_items
        )
        return int(np.count_nonzero(found.counts()))

    chosen = choose_neighbours(affinities, accuracy, count_candidates, rules)
    return Neighbourhood(
        similar.users[chosen.positions],
        affinities[chosen.positions],
        candidates,
        chosen.n_passes,
        chosen.accuracy,
    )
