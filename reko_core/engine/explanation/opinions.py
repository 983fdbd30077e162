"""What similar users, whose votes move the expected score (`expected`), thought of one title."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Status
from reko_core.engine.kernels import rows as kernels
from reko_core.engine.kernels.rows import SCORE_MASK, STATUS_SHIFT, SUM_SCALE
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected import DAMPING, MAX_SCORE, select_neighbours
from reko_core.engine.similarity.search import SimilarUsers

__all__ = ["Opinions"]


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """The voters who have the title on their list, closest first; planned titles are on none.

    n_voters: all who were heard. vote: (1,) float32 n_ui.
    users: (n,) int64. affinities: (n,) float32. scores: (n,) int64, 0 = unscored.
    residuals: (n,) float32 s_vi - mu - b_i - b_v, by how much they found the title better than
    usual, 0 where unscored. is_dropped: (n,) bool.
    """

    n_voters: int
    vote: NDArray[np.float32]
    users: NDArray[np.int64]
    affinities: NDArray[np.float32]
    scores: NDArray[np.int64]
    residuals: NDArray[np.float32]
    is_dropped: NDArray[np.bool_]

    @classmethod
    def of(cls, model: Model, similar: SimilarUsers, item: int) -> Self:
        """Ask those whose votes `expected.neighbour_residuals` hears."""
        rows = model.rows
        voters, weights = select_neighbours(similar)
        users = similar.users[voters]
        marks = kernels.find_marks(users, rows.indptr, rows.items, rows.marks, item)
        has_it = marks >= 0
        users, marks, weights = users[has_it], marks[has_it], weights[has_it]
        scores = (marks & SCORE_MASK).astype(np.int64)
        base = model.items.bias[item] + np.float32(model.mu)
        residuals = np.where(scores > 0, scores.astype(np.float32) - base - rows.bias[users], 0)
        return cls(
            n_voters=len(voters),
            vote=_vote(weights, scores, residuals),
            users=users,
            affinities=model.scale.affinity(similar.similarity[voters[has_it]]),
            scores=scores,
            residuals=residuals.astype(np.float32),
            is_dropped=marks >> STATUS_SHIFT == Status.DROPPED,
        )

    @classmethod
    def of_nobody(cls) -> Self:
        """Return what is known of a title that nobody has heard of."""
        none, flat = np.zeros(0, np.int64), np.zeros(0, np.float32)
        return cls(0, np.zeros(1, np.float32), none, flat, none, flat, np.zeros(0, bool))

    @property
    def histogram(self) -> NDArray[np.int64]:
        """(10,) how many have scored it 1, 2, ... 10."""
        return np.bincount(self.scores, minlength=int(MAX_SCORE) + 1)[1:]


def _vote(
    weights: NDArray[np.float32], scores: NDArray[np.int64], residuals: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return (1,) n_ui, rounded as the kernel that adds up the votes on all titles does."""
    steps = weights.astype(np.float64) * SUM_SCALE
    total = (steps * residuals).astype(np.int64).sum()
    weight = steps.astype(np.int64)[scores > 0].sum()
    return np.array([total / (weight + DAMPING * SUM_SCALE)], np.float32)
