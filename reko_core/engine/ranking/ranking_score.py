"""The score that orders the recommendations.

    log E + .15 log P(enjoy) + (.6 - .004 accuracy) log lift + .3 popularity log q
    lift = (k + 5 q) / ((n + 5) q)

E: fit of the franchise to those seen (`ease`). P(enjoy): that of the best title of the franchise,
not of the first to watch: a weak first season keeps nobody from the third. k of n neighbours
support the franchise, q is the share of the community that has seen it: lift is how much more
neighbours like it than everybody does. accuracy 0-100 and popularity -1..1 are asked for.

Ranking by expected score recommends niche favourites instead: nDCG@10 .49 -> .10. At full accuracy
lift adds .15 bits of novelty at no cost; k alone would promote what is popular, at a cost of .005.
A lower accuracy selects a wider circle and gives it more weight, so that recommendations vary
more. `benchmarks/knobs.py` measures what accuracy and popularity cost.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items

__all__ = ["best_of_franchise", "score_candidates", "score_franchises"]

_ENJOYMENT_WEIGHT = 0.15
_MIN_ENJOYMENT = 1e-4
_LIFT_WEIGHT, _LIFT_WEIGHT_AT_0, _PSEUDO_COUNT = 0.2, 0.6, 5.0
_POPULARITY_WEIGHT = 0.3


def score_franchises(
    fit: NDArray[np.float32], enjoyment: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (n_franchises,) log E + .15 log P(enjoy).

    fit: (n_franchises,) log E. enjoyment: (n_franchises,) P(enjoy) of the best title of each.
    """
    return np.asarray(fit + _ENJOYMENT_WEIGHT * np.log(np.maximum(enjoyment, _MIN_ENJOYMENT)))


def score_candidates(
    scores: NDArray[np.float64],
    share: NDArray[np.float64],
    n_supporters: NDArray[np.int64],
    n_neighbours: int,
    *,
    accuracy: float,
    popularity: float,
) -> NDArray[np.float64]:
    """Return (n,) scores of candidates, given (n,) those of their franchises.

    share: (n,) q > 0. n_supporters: (n,) k.
    """
    expected = (n_neighbours + _PSEUDO_COUNT) * share
    lift = np.log((n_supporters + _PSEUDO_COUNT * share) / expected)
    weight = _LIFT_WEIGHT_AT_0 + (_LIFT_WEIGHT - _LIFT_WEIGHT_AT_0) * accuracy / 100
    return scores + weight * lift + _POPULARITY_WEIGHT * popularity * np.log(share)


def best_of_franchise(items: Items, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n_franchises,) the highest of (n_items,) values among main titles, 0 for none."""
    best = np.zeros(items.n_franchises)
    np.maximum.at(best, items.franchise[items.is_main], values[items.is_main])
    return best
