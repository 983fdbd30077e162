"""Kernel of training of the item model: the targets of users as dense rows."""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = ["fill_targets"]


@kernel()
def fill_targets(
    first: int,
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    mean: NDArray[np.float32],
    franchise: NDArray[np.int32],
    target_of: NDArray[np.int32],
    slope: float,
    floor: float,
    unscored: float,
    depth: float,
    rows: NDArray[np.float32],
) -> None:
    """Write Y of `prediction.ease`, of users from `first` on, into (n, n_targets) rows of zeros.

    indptr, items, packed, mean: as in `UserRows`. franchise: (n_items,). target_of: (n_items,)
    column of each title, -1 = none. slope, floor, unscored, depth: the numbers of Y.
    """
    n_seen = np.zeros(franchise.max() + 1, np.int64)
    for row in range(len(rows)):
        user = first + row
        span = slice(indptr[user], indptr[user + 1])
        seen, given = items[span], packed[span]
        for item in seen:
            n_seen[franchise[item]] += 1
        for position in range(len(seen)):
            item = seen[position]
            if target_of[item] >= 0:
                score = given[position] & SCORE_MASK
                liking = max(floor, 1 + slope * (score - mean[user])) if score > 0 else unscored
                share = liking * (1 + depth * np.log(n_seen[franchise[item]]))
                rows[row, target_of[item]] = share
        for item in seen:
            n_seen[franchise[item]] = 0
