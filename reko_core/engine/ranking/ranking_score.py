"""The score that orders the recommendations, title by title.

    log E + .2 log P - 4 max(0, .5 - P) + (.8 - .007 accuracy) log lift + fame
    lift = (k + 5 q) / ((n + 5) q)

E: how well the title goes with what the user has seen (`prediction.ease`). P: the probability of
enjoyment; below even odds a title sinks. k of n neighbours support the title, q is the share of the
community that has seen it: lift is how much more neighbours like it than everybody does. accuracy
0-100 and popularity p, -1..1, are asked for:

    p < 0:  fame = -6 - 2 log(q / q_max)            where q > q_max = .05^-p: hidden gems
    p > 0:  fame = .5 p log q, and a further -6 - 2 log(q_min / q) where q < q_min = .05^(1/p)

At -1 no title that more than 5 % have seen comes before one that fewer have, at -.5 none that more
than 22 % have; at 1 none that fewer than 5 % have comes before others.

Ranking by expected score recommends niche favourites instead: nDCG@10 .49 -> .10. At full accuracy
lift adds .1 bits of novelty at no cost, with twice its weight .2 bits at a cost of .003. The term
below even odds costs .002, and leaves .05 of the first ten there instead of .10. A lower accuracy
selects a wider circle and gives it more weight, so that recommendations vary more.
`benchmarks/knobs.py` measures what accuracy and popularity cost.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["EVEN_ODDS", "score_candidates", "score_titles"]

_ENJOYMENT_WEIGHT = 0.2
_MIN_ENJOYMENT = 1e-4
EVEN_ODDS, _BELOW_EVEN_WEIGHT = 0.5, 4.0
_LIFT_WEIGHT, _LIFT_WEIGHT_AT_0, _PSEUDO_COUNT = 0.1, 0.8, 5.0
_WELL_KNOWN_SHARE, _FAME_STEP, _FAME_SLOPE, _FAME_WEIGHT = 0.05, 6.0, 2.0, 0.5


def score_titles(fit: NDArray[np.float32], enjoyment: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n,) log E + .2 log P - 4 max(0, .5 - P), given (n,) log E and (n,) P."""
    likely = _ENJOYMENT_WEIGHT * np.log(np.maximum(enjoyment, _MIN_ENJOYMENT))
    return np.asarray(fit + likely - _BELOW_EVEN_WEIGHT * np.maximum(0, EVEN_ODDS - enjoyment))


def score_candidates(
    scores: NDArray[np.float64],
    share: NDArray[np.float64],
    n_recommenders: NDArray[np.int64],
    n_neighbours: int,
    *,
    accuracy: float,
    popularity: float,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return (n,) scores of candidates, given those of `score_titles`, and which are wanted.

    share: (n,) q > 0. n_recommenders: (n,) k. Wanted are those within the limits of the popularity.
    """
    expected = (n_neighbours + _PSEUDO_COUNT) * share
    lift = np.log((n_recommenders + _PSEUDO_COUNT * share) / expected)
    weight = _LIFT_WEIGHT_AT_0 + (_LIFT_WEIGHT - _LIFT_WEIGHT_AT_0) * accuracy / 100
    excess = _excess(share, popularity)
    is_wanted = excess <= 0
    fame = _FAME_WEIGHT * max(popularity, 0) * np.log(share)
    fame = np.where(is_wanted, fame, fame - _FAME_STEP - _FAME_SLOPE * excess)
    return scores + weight * lift + fame, is_wanted


def _excess(share: NDArray[np.float64], popularity: float) -> NDArray[np.float64]:
    """Return (n,) log(q / q_max) or log(q_min / q), above 0 for titles outside the limit."""
    if popularity == 0:
        return np.full(len(share), -np.inf)
    if popularity < 0:
        return np.log(share) + popularity * np.log(_WELL_KNOWN_SHARE)
    return np.log(_WELL_KNOWN_SHARE) / popularity - np.log(share)
