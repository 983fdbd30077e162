"""Kernel that sums up what those who like a title like beside it."""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel, subkernel
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT, SUM_SCALE

__all__ = ["sum_shared_likes"]


@kernel()
def sum_shared_likes(
    item: int,
    users: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    user_mean: NDArray[np.float32],
    is_liked_status: NDArray[np.bool_],
    damping: float,
    n_items: int,
) -> NDArray[np.int64]:
    """Return (n_items,) the weight of those of (n,) users who like both the item and each other.

    That of the item itself is the weight of all who like it. A user who likes k titles weighs
    1 / (k + damping). Liked: as of `user_rows.find_likes`. The sums are fixed-point numbers, times
    `SUM_SCALE`: they do not depend on the order of summation.
    """
    sums = np.zeros(n_items, np.int64)
    for user in users:
        span = slice(indptr[user], indptr[user + 1])
        seen, given, mean = items[span], packed[span], user_mean[user]
        place = np.searchsorted(seen, item)
        if place == len(seen) or seen[place] != item:
            continue
        if not _is_liked(given[place], mean, is_liked_status):
            continue
        n_liked = 0
        for one in given:
            if _is_liked(one, mean, is_liked_status):
                n_liked += 1
        weight = np.int64(SUM_SCALE / (n_liked + damping))
        for position in range(len(seen)):
            if _is_liked(given[position], mean, is_liked_status):
                sums[seen[position]] += weight
    return sums


@subkernel()
def _is_liked(packed: np.uint8, mean: np.float32, is_liked_status: NDArray[np.bool_]) -> np.bool_:
    score = packed & SCORE_MASK
    return (score == 0 or score >= mean) and is_liked_status[packed >> STATUS_SHIFT]
