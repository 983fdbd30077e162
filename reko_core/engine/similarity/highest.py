"""The highest of very many values, found without sorting them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["find_highest"]

SAMPLE_SIZE = 4096


def find_highest(values: NDArray[np.float32], n: int) -> NDArray[np.int64]:
    """Return the indexes, ascending, of the n highest positive values; of equal ones the first.

    A sample says from which value on about twice as many are left; only those are partitioned.
    """
    high = np.flatnonzero(values > _likely_threshold(values, n))
    if len(high) < n:
        high = np.flatnonzero(values > 0)
    if len(high) <= n:
        return high
    least = np.partition(values[high], len(high) - n)[len(high) - n]
    is_kept = values[high] > least
    equal = np.flatnonzero(values[high] == least)
    is_kept[equal[: n - np.count_nonzero(is_kept)]] = True
    return high[is_kept]


def _likely_threshold(values: NDArray[np.float32], n: int) -> float:
    """Return a value from 0 on that most likely more than n, but not many more, are above."""
    sample = values[:: max(1, len(values) // SAMPLE_SIZE)]
    rank = min(2 * n * len(sample) // max(len(values), 1) + 1, len(sample))
    return max(0.0, float(np.partition(sample, len(sample) - rank)[-rank])) if rank else 0.0
