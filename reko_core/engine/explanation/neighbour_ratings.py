"""How the neighbours that correct the expected score have rated one title."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Status
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT, SUM_SCALE
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected_score import DAMPING, MAX_SCORE, select_neighbours
from reko_core.engine.similarity.search import SimilarUsers

__all__ = ["NeighbourRatings"]


@dataclass(frozen=True, slots=True, eq=False)
class NeighbourRatings:
    """The neighbours who have seen the title, closest first.

    n_neighbours: all neighbours, whether they have seen it or not. mean_residual: (1,) float32
    n_ui of `prediction.expected_score`.
    users: (n,) int64. affinities: (n,) float32. scores: (n,) int64, 0 = unscored.
    residuals: (n,) float32 s_vi - mu - b_i - b_v, 0 where unscored. is_dropped: (n,) bool.
    """

    n_neighbours: int
    mean_residual: NDArray[np.float32]
    users: NDArray[np.int64]
    affinities: NDArray[np.float32]
    scores: NDArray[np.int64]
    residuals: NDArray[np.float32]
    is_dropped: NDArray[np.bool_]

    @classmethod
    def of(cls, model: Model, similar: SimilarUsers, item: int) -> Self:
        """Take the ratings of the neighbours selected among the similar users."""
        rows = model.rows
        neighbours, weights = select_neighbours(similar)
        owners, seen, packed = rows.gather(similar.users[neighbours])
        is_item = seen == item
        owners, packed = owners[is_item], packed[is_item]
        users = similar.users[neighbours[owners]]
        scores = (packed & SCORE_MASK).astype(np.int64)
        base = model.items.bias[item] + np.float32(model.mu)
        residuals = np.where(scores > 0, scores.astype(np.float32) - base - rows.bias[users], 0)
        return cls(
            n_neighbours=len(neighbours),
            mean_residual=_mean_residual(weights[owners], scores, residuals),
            users=users,
            affinities=model.scale.affinity(similar.similarity[neighbours[owners]]),
            scores=scores,
            residuals=residuals.astype(np.float32),
            is_dropped=packed >> STATUS_SHIFT == Status.DROPPED,
        )

    @classmethod
    def empty(cls) -> Self:
        """Return the ratings of a title that is not in the community."""
        none, flat = np.zeros(0, np.int64), np.zeros(0, np.float32)
        return cls(0, np.zeros(1, np.float32), none, flat, none, flat, np.zeros(0, bool))

    @property
    def histogram(self) -> NDArray[np.int64]:
        """(10,) how many have scored it 1, 2, ... 10."""
        return np.bincount(self.scores, minlength=int(MAX_SCORE) + 1)[1:]


def _mean_residual(
    weights: NDArray[np.float32], scores: NDArray[np.int64], residuals: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return (1,) n_ui, rounded as by the kernel that sums for all titles."""
    steps = weights.astype(np.float64) * SUM_SCALE
    total = (steps * residuals).astype(np.int64).sum()
    weight = steps.astype(np.int64)[scores > 0].sum()
    return np.array([total / (weight + DAMPING * SUM_SCALE)], np.float32)
