"""The k greatest of many values, without sorting them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["top_k"]

SAMPLE_SIZE = 4096


def top_k(values: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Return the indexes, ascending, of the k greatest positive values of (n,).

    Of equal values, those of lower index are taken. A sample gives a threshold that about 2 k
    values exceed; only those are partitioned.
    """
    high = np.flatnonzero(values > _estimate_threshold(values, k))
    if len(high) < k:
        high = np.flatnonzero(values > 0)
    if len(high) <= k:
        return high
    least = np.partition(values[high], len(high) - k)[len(high) - k]
    is_kept = values[high] > least
    equal = np.flatnonzero(values[high] == least)
    is_kept[equal[: k - np.count_nonzero(is_kept)]] = True
    return high[is_kept]


def _estimate_threshold(values: NDArray[np.float32], k: int) -> float:
    """Return a value >= 0 that most likely more than k, but not many more, values exceed."""
    sample = values[:: max(1, len(values) // SAMPLE_SIZE)]
    rank = min(2 * k * len(sample) // max(len(values), 1) + 1, len(sample))
    return max(0.0, float(np.partition(sample, len(sample) - rank)[-rank])) if rank else 0.0
