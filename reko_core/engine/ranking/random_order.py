"""A random order in which titles of a higher match tend to come first.

Titles are drawn one after another, each with a chance proportional to its match (Efraimidis and
Spirakis, 2006): by ascending -log(u) / w, u uniform.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["N_DRAWN_FROM", "random_order"]

N_DRAWN_FROM = 100
"""Titles are drawn from this many of the best."""


def random_order(weights: NDArray[np.number], seed: int) -> NDArray[np.int64]:
    """Return (n,) positions; weights: (n,) >= 0. The same seed and weights give the same order."""
    draws = np.random.default_rng(seed).exponential(size=len(weights))
    return np.argsort(draws / np.maximum(weights, 1e-9), kind="stable")
