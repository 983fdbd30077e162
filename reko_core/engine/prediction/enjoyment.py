"""The chance that the user would score a title at least their own mean.

    P    = sigmoid(w0 + w1 gap + w2 t + w3 like)
    gap  = (p - ceil(m) + .5) / d;   t = (p - m) / d
    p    = expected score;   d = its deviation, sqrt(noise_u + v' C v)   (`factors`)
    like = logit of the share of own scores >= m, (k + 5.7) / (n + 10): a few scores say little

Scores are whole numbers: one of at least 7.2 is one of at least 8, and gap says how far 7.5 is.
Logistic regression by Newton's method; the weights belong to a community and are fitted when
its snapshot is built, on users whose hidden titles play the part of the future. What other
communities have in common counts as much as some _USUAL_COUNT outcomes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from reko_core.engine.data.profile import Profile

__all__ = ["N_FEATURES", "USUAL_WEIGHTS", "EnjoymentModel", "enjoyment_features"]

N_FEATURES = 3
USUAL_WEIGHTS = (0.0, 0.4, 1.4, 1.05)
_USUAL_COUNT = 10.0
_USUAL_SHARE, _SHARE_COUNT = 0.57, 10.0
_NEWTON_STEPS = 25


def enjoyment_features(
    profile: Profile, predicted: NDArray[np.float32], deviation: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return (n, N_FEATURES) for (n,) expected scores and their deviations."""
    own = profile.scores[profile.scores > 0]
    n_liked = np.count_nonzero(own >= profile.mean)
    share = (n_liked + _USUAL_SHARE * _SHARE_COUNT) / (len(own) + _SHARE_COUNT)
    like = np.log(share / (1 - share))
    above = predicted.astype(np.float64) - profile.mean
    gap = above + profile.mean - np.ceil(profile.mean) + 0.5
    return np.column_stack([gap / deviation, above / deviation, np.full(len(above), like)])


@dataclass(frozen=True, slots=True)
class EnjoymentModel:
    """weights: (w0, w1, w2, w3)."""

    weights: tuple[float, ...] = USUAL_WEIGHTS

    @classmethod
    def fit(cls, features: NDArray[np.float64], enjoyed: NDArray[np.bool_]) -> "EnjoymentModel":
        """Fit to (n, N_FEATURES) features and (n,) outcomes."""
        design = np.column_stack([np.ones(len(features)), features])
        usual = np.array(USUAL_WEIGHTS)
        weights = np.zeros(len(usual))
        for _ in range(_NEWTON_STEPS):
            chance = expit(design @ weights)
            gradient = design.T @ (enjoyed - chance) - _USUAL_COUNT * (weights - usual)
            curvature = (design.T * (chance * (1 - chance))) @ design
            curvature[np.diag_indices_from(curvature)] += _USUAL_COUNT
            weights = weights + np.linalg.solve(curvature, gradient)
        return cls(tuple(float(weight) for weight in weights))

    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n,) chances of 0..1 for (n, N_FEATURES) features."""
        return expit(self.weights[0] + features @ np.array(self.weights[1:]))
