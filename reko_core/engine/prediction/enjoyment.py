"""Enjoyment: the probability that the user would score a title at least their own mean.

    P    = sigmoid(w0 + w1 gap + w2 t + w3 like)
    gap  = (p - ceil(m) + .5) / d;   t = (p - m) / d
    p    = expected score;   d = its standard deviation, sqrt(noise_u + v' C v)   (`factors`)
    like = logit((k + 5.7) / (n + 10)),   k of the user's n scores being >= m

Scores are integers: with a mean of 7.2 only 8 or more count, so gap is the distance to 7.5.
Logistic regression by Newton's method. The weights are fitted per community, when its snapshot is
built, to hidden titles of its users; a normal prior centred on PRIOR_WEIGHTS, those of other
communities, counts as much as some _PRIOR_COUNT outcomes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from reko_core.engine.data.profile import Profile

__all__ = ["N_FEATURES", "PRIOR_WEIGHTS", "EnjoymentModel", "enjoyment_features"]

N_FEATURES = 3
PRIOR_WEIGHTS = (0.0, 0.4, 1.4, 1.05)
_PRIOR_COUNT = 10.0
_PRIOR_SHARE, _SHARE_PSEUDO_COUNT = 0.57, 10.0
_NEWTON_STEPS = 25


def enjoyment_features(
    profile: Profile, predicted: NDArray[np.float32], deviation: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return (n, N_FEATURES) gap, t and like, given (n,) p and (n,) d."""
    own = profile.scores[profile.scores > 0]
    n_liked = np.count_nonzero(own >= profile.mean)
    share = (n_liked + _PRIOR_SHARE * _SHARE_PSEUDO_COUNT) / (len(own) + _SHARE_PSEUDO_COUNT)
    like = np.log(share / (1 - share))
    above = predicted.astype(np.float64) - profile.mean
    gap = above + profile.mean - np.ceil(profile.mean) + 0.5
    return np.column_stack([gap / deviation, above / deviation, np.full(len(above), like)])


@dataclass(frozen=True, slots=True)
class EnjoymentModel:
    """weights: (w0, w1, w2, w3)."""

    weights: tuple[float, ...] = PRIOR_WEIGHTS

    @classmethod
    def fit(cls, features: NDArray[np.float64], enjoyed: NDArray[np.bool_]) -> "EnjoymentModel":
        """Fit to (n, N_FEATURES) features and (n,) outcomes."""
        design = np.column_stack([np.ones(len(features)), features])
        prior = np.array(PRIOR_WEIGHTS)
        weights = np.zeros(len(prior))
        for _ in range(_NEWTON_STEPS):
            chance = expit(design @ weights)
            gradient = design.T @ (enjoyed - chance) - _PRIOR_COUNT * (weights - prior)
            curvature = (design.T * (chance * (1 - chance))) @ design
            curvature[np.diag_indices_from(curvature)] += _PRIOR_COUNT
            weights = weights + np.linalg.solve(curvature, gradient)
        return cls(tuple(float(weight) for weight in weights))

    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n,) probabilities of 0..1 for (n, N_FEATURES) features."""
        return expit(self.weights[0] + features @ np.array(self.weights[1:]))
