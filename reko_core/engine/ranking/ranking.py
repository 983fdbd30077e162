"""Ranking: how well a franchise fits, how likely it is to be enjoyed, who stands behind it.

    log E + .15 log P(enjoy) + (.6 - .004 accuracy) log lift + .3 popularity log q
    lift = (k + 5 q) / ((n + 5) q)


E says what goes with the franchises seen (`item_model`). Ranking by expected score instead
recommends what few fans adore: nDCG@10 falls from .49 to .10. P(enjoy) is that of the best title
of the franchise, not of the first one to watch: who comes for the third season is not put off by
the first. Of n neighbours, k stand behind the franchise, and a share q of the community has seen
it: lift is how much more they like it than everybody does. At full accuracy it brings the less
obvious to the front, .15 bits of novelty, and costs nothing; k alone would bring the obvious and
cost .005. A lower accuracy asks a wider circle and gives it more of a say: titles that surprise.
What accuracy and the popularity asked for cost, `benchmarks/knobs.py` says.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items

__all__ = ["best_of_franchise", "rank_scores", "score_cards"]

_ENJOYMENT_WEIGHT = 0.15
_LEAST_ENJOYMENT = 1e-4
_LIFT_WEIGHT, _LIFT_WEIGHT_AT_0, _USUAL_COUNT = 0.2, 0.6, 5.0
_POPULARITY_WEIGHT = 0.3


def rank_scores(fit: NDArray[np.float32], enjoyment: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n_franchises,) scores to rank by.

    fit: (n_franchises,) log E. enjoyment: (n_franchises,) P(enjoy) of the best title of each.
    """
    return np.asarray(fit + _ENJOYMENT_WEIGHT * np.log(np.maximum(enjoyment, _LEAST_ENJOYMENT)))


def score_cards(
    scores: NDArray[np.float64],
    share: NDArray[np.float64],
    n_behind: NDArray[np.int64],
    n_neighbours: int,
    *,
    accuracy: float,
    popularity: float,
) -> NDArray[np.float64]:
    """Return (n,) scores of cards, given those of their franchises.

    share: (n,) q of 0..1, above 0. n_behind: (n,) k. accuracy: 0..100, as
    asked for. popularity: -1..1.
    """
    usual = (n_neighbours + _USUAL_COUNT) * share
    lift = np.log((n_behind + _USUAL_COUNT * share) / usual)
    weight = _LIFT_WEIGHT_AT_0 + (_LIFT_WEIGHT - _LIFT_WEIGHT_AT_0) * accuracy / 100
    return scores + weight * lift + _POPULARITY_WEIGHT * popularity * np.log(share)


def best_of_franchise(items: Items, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n_franchises,) the highest of (n_items,) values among the main titles, 0 for none."""
    best = np.zeros(items.n_franchises)
    np.maximum.at(best, items.franchise[items.is_main], values[items.is_main])
    return best
