"""How much each scored title moves what is expected of another one.

    m - m_-J = C V_J (NOISE I - V_J' C V_J)^-1 (s_J - mu - b_J - V_J' m)

m_-J is the taste of the same user without the scores J: what `factors.fold_in` would find without
them, got from what it has found with them (Sherman, Morrison and Woodbury, 1950). Of a single
title j and what it adds to the prediction of i:

    v_i . (m - m_-j) = v_i' C v_j (s_j - mu - b_j - v_j . m) / (NOISE - v_j' C v_j)

A title pushes up that was scored higher than all the others led to expect, and is like i, or lower
and is unlike it. Titles that say the same share what they say: together they do more, or less,
than the sum.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.prediction.factors import NOISE, Factors, Taste

__all__ = ["Told"]

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a user's n scored titles have told of their taste.

    items: (n,) int64. scores: (n,) int8. weights: (n, d) float64 v_j. moved: (n, d) float64 C v_j.
    left: (n,) float64 s_j - mu - b_j - v_j . m.
    """

    items: NDArray[np.int64]
    scores: NDArray[np.int8]
    weights: F64
    moved: F64
    left: F64

    @classmethod
    def of(cls, factors: Factors, profile: Profile, taste: Taste) -> Self:
        """Take the scores of a profile; `taste` as folded in from it."""
        is_scored = profile.scores > 0
        items, scores = profile.seen[is_scored], profile.scores[is_scored]
        weights = factors.weights[:, items].T.astype(np.float64)
        left = scores - factors.base[items].astype(np.float64) - weights @ taste.mean
        return cls(items, scores, weights, weights @ taste.covariance, left)

    def influences(self, target: F64) -> F64:
        """Return (n,) v_i . (m - m_-j) for each scored title j; target: (d,) v_i."""
        told = np.einsum("nd,nd->n", self.moved, self.weights)
        influences: F64 = self.moved @ target * self.left / (NOISE - told)
        return influences

    def joint_influence(self, target: F64, chosen: NDArray[np.integer]) -> float:
        """Return v_i . (m - m_-J) for the (k,) chosen positions J together; target: (d,) v_i."""
        weights, moved = self.weights[chosen], self.moved[chosen]
        kept = NOISE * np.eye(len(chosen)) - moved @ weights.T
        return float(target @ moved.T @ np.linalg.solve(kept, self.left[chosen]))
