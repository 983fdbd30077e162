"""Measures of one ranking, and of the calibration of probabilities.

nDCG@k    = sum_{p <= k} hit_p / log2(p + 1), over the sum if all were hits (at most k)
Recall@k  = hits among the first k / min(k, number relevant)
novelty   = mean -log2(share of users who have it)
gap       = mean |P - share enjoyed| over bins of P, weighted by size (expected calibration error)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "N_BINS",
    "Bin",
    "calibration_bins",
    "calibration_gap",
    "ndcg",
    "novelty",
    "recall",
]

N_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Entries of similar probability: its mean, the share enjoyed, and their number."""

    predicted: float
    observed: float
    count: int


def ndcg(is_hit: NDArray[np.bool_], n_relevant: int, k: int) -> float:
    """Return nDCG@k of a ranking; n_relevant > 0."""
    gains = 1 / np.log2(np.arange(k) + 2)
    found = is_hit[:k]
    return float(gains[: len(found)][found].sum() / gains[:n_relevant].sum())


def recall(is_hit: NDArray[np.bool_], n_relevant: int, k: int) -> float:
    """Return Recall@k of a ranking; n_relevant > 0."""
    return float(np.count_nonzero(is_hit[:k]) / min(k, n_relevant))


def novelty(audience: NDArray[np.integer], n_users: int) -> float:
    """Return the mean self-information, in bits, of (n,) titles; n > 0.

    audience: (n,) users of n_users who have seen each.
    """
    return float(-np.log2(audience / n_users).mean())


def calibration_bins(
    probabilities: NDArray[np.float64], enjoyed: NDArray[np.bool_]
) -> tuple[Bin, ...]:
    """Put (n,) probabilities and outcomes into N_BINS bins of equal width, without empty ones."""
    number = np.minimum((probabilities * N_BINS).astype(np.int64), N_BINS - 1)
    count, predicted, observed = (
        np.bincount(number, values, N_BINS) for values in (None, probabilities, enjoyed)
    )
    return tuple(
        Bin(float(predicted[k] / count[k]), float(observed[k] / count[k]), int(count[k]))
        for k in np.flatnonzero(count)
    )


def calibration_gap(bins: tuple[Bin, ...]) -> float:
    """Return the mean difference of predicted and observed share, weighted by bin size."""
    apart = sum(one.count * abs(one.predicted - one.observed) for one in bins)
    return apart / sum(one.count for one in bins)
