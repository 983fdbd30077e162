"""Kernel that counts the users who have seen two titles."""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel

__all__ = ["count_shared_viewers"]

I64 = NDArray[np.int64]


@kernel()
def count_shared_viewers(
    indptr: I64,
    items: NDArray[np.uint16],
    group: NDArray[np.int32],
    place: NDArray[np.int32],
    size: NDArray[np.int32],
    offset: I64,
) -> I64:
    """Count, for each two titles of a group, the users who have seen both.

    indptr, items: as in `UserRows`. group: (n_items,) group of each title, -1 = none. place:
    (n_items,) its index within the group. size: (n_groups,). offset: (n_groups + 1,) where the
    (size, size) matrix of each group starts. Returns all matrices, flat; the diagonals are viewers.
    """
    counts = np.zeros(offset[-1], np.int64)
    longest = 0
    for user in range(len(indptr) - 1):
        longest = max(longest, indptr[user + 1] - indptr[user])
    # The titles of a group that the current user has seen, as a linked list.
    last = np.full(len(size), -1, np.int64)
    previous = np.full(longest, -1, np.int64)
    for user in range(len(indptr) - 1):
        first = indptr[user]
        for position in range(first, indptr[user + 1]):
            g = group[items[position]]
            if g < 0:
                continue
            previous[position - first] = last[g] if last[g] >= first else -1
            last[g] = position
            start, own = offset[g], place[items[position]]
            counts[start + own * size[g] + own] += 1
            other = previous[position - first]
            while other >= 0:
                theirs = place[items[other]]
                counts[start + own * size[g] + theirs] += 1
                counts[start + theirs * size[g] + own] += 1
                other = previous[other - first]
    return counts
