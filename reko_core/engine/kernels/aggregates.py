"""Kernels of training that aggregate entries by title, user and franchise.

Entries are those of `UserRows`: indptr (n_users + 1,), items and packed (n_entries,).
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = [
    "RESIDUAL_BITS",
    "aggregate_franchises",
    "count_audiences",
    "count_items",
    "count_scored",
    "has_any",
    "order_by_franchise",
    "sum_item_residuals",
    "update_user_biases",
]

RESIDUAL_BITS = 32
"""Bits after the point of the sums of `sum_item_residuals`: 100 M scores of one title fit."""

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
FranchiseEntries = tuple[
    NDArray[np.int64], NDArray[np.int32], F32, NDArray[np.uint16], NDArray[np.bool_]
]


@kernel()
def sum_item_residuals(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    base: I64,
    is_counted: NDArray[np.bool_],
    n_items: int,
) -> I64:
    """Return (n_items, 2) sum_u (s - base_u) as a fixed-point number, and the number of scores.

    base: (n_users,) mu + b_u in the same fixed point, `RESIDUAL_BITS` after the point. is_counted:
    (n_users,) whether the scores of a user are.
    """
    sums = np.zeros((n_items, 2), np.int64)
    for user in range(len(indptr) - 1):
        if is_counted[user]:
            for position in range(indptr[user], indptr[user + 1]):
                score = np.int64(packed[position] & SCORE_MASK)
                if score > 0:
                    sums[items[position], 0] += (score << RESIDUAL_BITS) - base[user]
                    sums[items[position], 1] += 1
    return sums


@kernel()
def count_items(items: NDArray[np.uint16], n_items: int) -> I64:
    """Return (n_items,) entries of each item."""
    counts = np.zeros(n_items, np.int64)
    for item in items:
        counts[item] += 1
    return counts


@kernel()
def count_scored(indptr: NDArray[np.int64], packed: NDArray[np.uint8]) -> I64:
    """Return (n_users, 2) scored entries of each user, and the sums of their scores."""
    found = np.zeros((len(indptr) - 1, 2), np.int64)
    for user in range(len(found)):
        for position in range(indptr[user], indptr[user + 1]):
            score = packed[position] & SCORE_MASK
            found[user, 0] += score > 0
            found[user, 1] += score
    return found


@kernel()
def has_any(
    indptr: NDArray[np.int64], items: NDArray[np.uint16], chosen: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return (n_users,) who has an entry of (n_items,) chosen items."""
    found = np.zeros(len(indptr) - 1, np.bool_)
    for user in range(len(found)):
        for position in range(indptr[user], indptr[user + 1]):
            found[user] |= chosen[items[position]]
    return found


@kernel()
def count_audiences(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    franchise: NDArray[np.int32],
    n_franchises: int,
) -> I64:
    """Return (n_franchises,) users who have seen each franchise; franchise: (n_items,)."""
    counts = np.zeros(n_franchises, np.int64)
    last_user = np.full(n_franchises, -1, np.int64)
    for user in range(len(indptr) - 1):
        for position in range(indptr[user], indptr[user + 1]):
            f = franchise[items[position]]
            counts[f] += last_user[f] != user
            last_user[f] = user
    return counts


@kernel()
def update_user_biases(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    mu: float,
    item_bias: F64,
    damping: float,
) -> F64:
    """Return (n_users,) b_u = sum_i (s - mu - b_i) / (n_u + damping)."""
    n_users = len(indptr) - 1
    bias = np.zeros(n_users)
    for user in range(n_users):
        residuals, count = 0.0, 0
        for position in range(indptr[user], indptr[user + 1]):
            score = packed[position] & SCORE_MASK
            if score > 0:
                residuals += score - mu - item_bias[items[position]]
                count += 1
        bias[user] = residuals / (count + damping)
    return bias


@kernel()
def aggregate_franchises(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    mean: F32,
    franchise: NDArray[np.int32],
    n_franchises: int,
) -> FranchiseEntries:
    """Aggregate each user's entries by franchise.

    mean: (n_users,) m_u. franchise: (n_items,) indexes below n_franchises.
    Returns (n_users + 1,) positions, and by (user, franchise) pair, franchises in the order of
    their first title: the franchise, dev_uf = mean of s - m_u over its scored entries (0 for
    none), the number of titles seen, and whether any is scored.
    """
    n_users = len(indptr) - 1
    positions = np.zeros(n_users + 1, np.int64)
    seen = np.empty(len(items), np.int32)
    deviations = np.empty(len(items), np.float32)
    n_seen = np.empty(len(items), np.uint16)
    is_scored = np.empty(len(items), np.bool_)
    sums = np.zeros(n_franchises, np.float32)
    n_titles = np.zeros((n_franchises, 2), np.int32)
    last_user = np.full(n_franchises, -1, np.int64)
    end = 0
    for user in range(n_users):
        start = end
        for position in range(indptr[user], indptr[user + 1]):
            f = franchise[items[position]]
            if last_user[f] != user:
                last_user[f] = user
                sums[f], n_titles[f, 0], n_titles[f, 1] = 0, 0, 0
                seen[end] = f
                end += 1
            n_titles[f, 0] += 1
            score = packed[position] & SCORE_MASK
            if score > 0:
                sums[f] += np.float32(score) - mean[user]
                n_titles[f, 1] += 1
        for k in range(start, end):
            f = seen[k]
            n_scored = n_titles[f, 1]
            deviations[k] = sums[f] / n_scored if n_scored > 0 else 0
            n_seen[k], is_scored[k] = n_titles[f, 0], n_scored > 0
        positions[user + 1] = end
    return positions, seen[:end], deviations[:end], n_seen[:end], is_scored[:end]


@kernel()
def order_by_franchise(seen: NDArray[np.int32], n_franchises: int) -> tuple[I64, I64]:
    """Return (n_franchises + 1,) starts and (n,) positions of (n,) franchises, in order of these.

    Those of franchise f are positions[starts[f]:starts[f + 1]], ascending.
    """
    starts = np.zeros(n_franchises + 1, np.int64)
    for f in seen:
        starts[f + 1] += 1
    for f in range(n_franchises):
        starts[f + 1] += starts[f]
    order = np.empty(len(seen), np.int64)
    free = starts.copy()
    for position in range(len(seen)):
        order[free[seen[position]]] = position
        free[seen[position]] += 1
    return starts, order
