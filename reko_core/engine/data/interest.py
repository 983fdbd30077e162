"""How much a user is into a franchise, from what they have seen of it and how they scored it.

    x_uf = max(floor, 1 + slope dev_uf) d_uf      something of it is scored
    x_uf = UNSCORED d_uf                          nothing of it is scored
    d_uf = 1 + DEPTH_WEIGHT ln(titles of it seen)

dev_uf is the mean of s - m_u over the scored entries. Who watches on likes it more than the
scores alone say; who does not score has often not finished, and in some collections only planned.
Measured on held-out users, each of the two adds .004 to nDCG@10.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["franchise_interest"]

UNSCORED = np.float32(0.5)
DEPTH_WEIGHT = np.float32(0.15)


def franchise_interest(
    deviations: NDArray[np.float32],
    n_seen: NDArray[np.integer],
    is_scored: NDArray[np.bool_],
    *,
    slope: float,
    floor: float,
) -> NDArray[np.float32]:
    """Return (n,) x for (n,) deviations, titles seen, and whether any of them is scored."""
    depth = 1 + DEPTH_WEIGHT * np.log(n_seen, dtype=np.float32)
    liking = np.maximum(np.float32(floor), 1 + np.float32(slope) * deviations)
    return np.where(is_scored, liking, UNSCORED) * depth
