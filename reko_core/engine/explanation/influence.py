"""Leave-one-out influence of the user's scored titles on the prediction for another title.

    m - m_-J = C V_J (NOISE I - V_J' C V_J)^-1 (s_J - mu - b_J - V_J' m)

m_-J are the factors of the same user without the scores J: what `factors.fold_in` would find, by
the Woodbury identity (Woodbury, 1950). For a single title j, the influence on title i is

    v_i . (m - m_-j) = v_i' C v_j (s_j - mu - b_j - v_j . m) / (NOISE - v_j' C v_j)

It is positive for a title similar to i that was scored higher than the others predict, or for one
unlike i that was scored lower. Influences of similar titles overlap, so the joint influence is not
their sum.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.prediction.factors import NOISE, Factors, UserFactors

__all__ = ["Evidence"]

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A user's n scored titles, as evidence of their factors.

    items: (n,) int64. scores: (n,) int8. weights: (n, d) float64 v_j. projected: (n, d) float64
    C v_j. residuals: (n,) float64 s_j - mu - b_j - v_j . m.
    """

    items: NDArray[np.int64]
    scores: NDArray[np.int8]
    weights: F64
    projected: F64
    residuals: F64

    @classmethod
    def of(cls, factors: Factors, profile: Profile, user: UserFactors) -> Self:
        """Take the scores of a profile; user: the factors inferred from it."""
        is_scored = profile.scores > 0
        items, scores = profile.seen[is_scored], profile.scores[is_scored]
        weights = factors.weights[:, items].T.astype(np.float64)
        residuals = scores - factors.base[items].astype(np.float64) - weights @ user.mean
        return cls(items, scores, weights, weights @ user.covariance, residuals)

    def influences(self, target: F64) -> F64:
        """Return (n,) v_i . (m - m_-j) of each scored title j; target: (d,) v_i."""
        variances = np.einsum("nd,nd->n", self.projected, self.weights)
        influences: F64 = self.projected @ target * self.residuals / (NOISE - variances)
        return influences

    def joint_influence(self, target: F64, chosen: NDArray[np.integer]) -> float:
        """Return v_i . (m - m_-J) for the (k,) chosen positions J; target: (d,) v_i."""
        weights, projected = self.weights[chosen], self.projected[chosen]
        system = NOISE * np.eye(len(chosen)) - projected @ weights.T
        return float(target @ projected.T @ np.linalg.solve(system, self.residuals[chosen]))
