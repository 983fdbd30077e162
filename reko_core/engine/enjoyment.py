"""The chance that the user would score a title at least their own mean.

    P    = sigmoid(w0 + w1 t + w2 like)
    t    = (p - m) / sd;   sd^2 = (sum (s - m)^2 + 1.4 * 8) / (n + 8);   p = expected score
    like = logit of the share of own scores >= m, (k + .02) / (n + .04)

Logistic regression by Newton's method; the weights belong to a community and are fitted when
its snapshot is built, on users whose hidden titles play the part of the future.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from reko_core.engine.profile import Profile

__all__ = ["N_FEATURES", "EnjoymentModel", "enjoyment_features"]

N_FEATURES = 2
_PRIOR_VARIANCE, _PRIOR_COUNT = 1.4, 8.0
_LIKE_SMOOTHING = 0.02
_LIKE_LIMIT = 4.0
_NEWTON_STEPS = 25
_RIDGE = 1.0


def enjoyment_features(profile: Profile, predicted: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return (n, N_FEATURES) for (n,) expected scores."""
    own = profile.scores[profile.scores > 0].astype(np.float64)
    spread = ((own - profile.mean) ** 2).sum() + _PRIOR_VARIANCE * _PRIOR_COUNT
    deviation = np.sqrt(spread / (len(own) + _PRIOR_COUNT))
    n_liked = np.count_nonzero(own >= profile.mean)
    share = (n_liked + _LIKE_SMOOTHING) / (len(own) + 2 * _LIKE_SMOOTHING)
    like = np.clip(np.log(share / (1 - share)), -_LIKE_LIMIT, _LIKE_LIMIT)
    t = (predicted.astype(np.float64) - profile.mean) / deviation
    return np.column_stack([t, np.full(len(t), like)])


@dataclass(frozen=True, slots=True)
class EnjoymentModel:
    """weights: (w0, w1, w2)."""

    weights: tuple[float, ...]

    @classmethod
    def fit(cls, features: NDArray[np.float64], enjoyed: NDArray[np.bool_]) -> "EnjoymentModel":
        """Fit to (n, N_FEATURES) features and (n,) outcomes."""
        design = np.column_stack([np.ones(len(features)), features])
        weights = np.zeros(design.shape[1])
        for _ in range(_NEWTON_STEPS):
            chance = expit(design @ weights)
            gradient = design.T @ (enjoyed - chance) - _RIDGE * weights
            curvature = (design.T * (chance * (1 - chance))) @ design
            curvature[np.diag_indices_from(curvature)] += _RIDGE
            weights = weights + np.linalg.solve(curvature, gradient)
        return cls(tuple(float(weight) for weight in weights))

    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n,) chances of 0..1 for (n, N_FEATURES) features."""
        return expit(self.weights[0] + features @ np.array(self.weights[1:]))
