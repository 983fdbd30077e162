"""Kernels of training that aggregate entries by title, user and franchise.

Entries are those of `UserRows`: indptr (n_users + 1,), items and packed (n_entries,).
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = ["aggregate_franchises", "update_item_biases", "update_user_biases"]

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
FranchiseEntries = tuple[
    NDArray[np.int64], NDArray[np.int32], F32, NDArray[np.uint16], NDArray[np.bool_]
]


@kernel()
def update_item_biases(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    mu: float,
    user_bias: F64,
    n_items: int,
    damping: float,
) -> F64:
    """Return (n_items,) b_i = sum_u (s - mu - b_u) / (n_i + damping)."""
    sums = np.zeros(n_items)
    counts = np.zeros(n_items)
    for user in range(len(indptr) - 1):
        for position in range(indptr[user], indptr[user + 1]):
            score = packed[position] & SCORE_MASK
            if score > 0:
                sums[items[position]] += score - mu - user_bias[user]
                counts[items[position]] += 1
    return sums / (counts + damping)


@kernel()
def update_user_biases(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    mu: float,
    item_bias: F64,
    damping: float,
) -> tuple[F64, F64]:
    """Return (n_users,) b_u = sum_i (s - mu - b_i) / (n_u + damping), and (n_users,) mean scores.

    The mean of a user without scores is mu.
    """
    n_users = len(indptr) - 1
    bias = np.zeros(n_users)
    mean = np.zeros(n_users)
    for user in range(n_users):
        residuals, total, count = 0.0, 0.0, 0
        for position in range(indptr[user], indptr[user + 1]):
            score = packed[position] & SCORE_MASK
            if score > 0:
                residuals += score - mu - item_bias[items[position]]
                total += score
                count += 1
        bias[user] = residuals / (count + damping)
        mean[user] = total / count if count else mu
    return bias, mean


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
