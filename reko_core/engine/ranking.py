"""Ranking: how well a franchise fits, and how likely it is to be enjoyed.

    log E + .15 log P(enjoy)

E says what goes with the franchises seen (`item_model`). Ranking by expected score instead
recommends what few fans adore: nDCG@10 falls from .49 to .10. P(enjoy) is that of the best title
of the franchise, not of the first one to watch: who comes for the third season is not put off by
the first.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.community import Items

__all__ = ["best_of_franchise", "rank_scores"]

_ENJOYMENT_WEIGHT = 0.15
_LEAST_ENJOYMENT = 1e-4


def rank_scores(fit: NDArray[np.float32], enjoyment: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n_franchises,) scores to rank by.

    fit: (n_franchises,) log E. enjoyment: (n_franchises,) P(enjoy) of the best title of each.
    """
    return np.asarray(fit + _ENJOYMENT_WEIGHT * np.log(np.maximum(enjoyment, _LEAST_ENJOYMENT)))


def best_of_franchise(items: Items, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n_franchises,) the highest of (n_items,) values among the main titles, 0 for none."""
    best = np.zeros(items.n_franchises)
    np.maximum.at(best, items.franchise[items.is_main], values[items.is_main])
    return best
