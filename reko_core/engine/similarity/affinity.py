"""Affinity: a similarity mapped to 0-100.

    affinity = 100 / (1 + exp(-k (sim - m0)))

m0 is the median similarity of random pairs (affinity 50), and k puts the median nearest neighbour
at 86. Both are fitted to the community when a snapshot is built.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

__all__ = ["AffinityScale"]

_BEST_LOGIT = 1.815
"""logit(.86)"""

_MIN_SPREAD = 1e-3


@dataclass(frozen=True, slots=True)
class AffinityScale:
    """midpoint: m0. steepness: k."""

    midpoint: float
    steepness: float

    @classmethod
    def fit(
        cls, random_sims: NDArray[np.float32], best_sims: NDArray[np.float32]
    ) -> "AffinityScale":
        """Fit to (n,) similarities of random pairs and (m,) of nearest neighbours."""
        midpoint = float(np.median(random_sims))
        spread = float(np.median(best_sims)) - midpoint
        return cls(midpoint, _BEST_LOGIT / max(spread, _MIN_SPREAD))

    def affinity(self, similarity: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (n,) affinities of 0-100 for (n,) similarities."""
        return (100 * expit(self.steepness * (similarity - self.midpoint))).astype(np.float32)
