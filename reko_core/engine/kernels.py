"""The loops that numpy cannot say well, compiled.

Each has a dense oracle in the tests. They release the interpreter lock, run on one thread and
add in a fixed order, so that the same input gives the same bits.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from reko_core.engine.community import BLOCK_USERS, WEIGHT_SCALE

__all__ = [
    "SCORE_MASK",
    "STATUS_SHIFT",
    "accumulate_residuals",
    "compare_rows",
    "fit_item_biases",
    "fit_user_biases",
    "franchise_deviations",
    "scan_columns",
]

SCORE_MASK = 15
STATUS_SHIFT = 4

F32 = NDArray[np.float32]


@njit(cache=True, nogil=True)
def scan_columns(
    indptr: NDArray[np.int64],
    users: NDArray[np.uint16],
    weights: NDArray[np.uint8],
    franchises: NDArray[np.int64],
    query: F32,
    dots: F32,
) -> None:
    """Add sum_f query_f x_vf to `dots` (n_users,) for every community user v.

    franchises, query: (n,); the other arrays are those of `FranchiseColumns`.
    """
    for block in range(indptr.shape[0]):
        out = dots[block * BLOCK_USERS : (block + 1) * BLOCK_USERS]
        for k in range(len(franchises)):
            factor = query[k] / WEIGHT_SCALE
            start, stop = indptr[block, franchises[k]], indptr[block, franchises[k] + 1]
            for position in range(start, stop):
                out[users[position]] += factor * weights[position]


@njit(cache=True, nogil=True)
def compare_rows(
    candidates: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    user_bias: F32,
    item_base: F32,
    own_scores: NDArray[np.int8],
    own_residuals: F32,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], F32]:
    """Compare the asking user with each candidate over the titles both have.

    item_base: (n_items,) mu + b_i. own_scores: (n_items,), -1 = not seen, 0 = unscored.
    own_residuals: (n_items,), 0 where unscored.
    Returns per candidate: titles both have seen, titles both have scored, equal scores, and the
    cosine of the two users' residuals over the shared scored titles (0 where there is none).
    """
    n = len(candidates)
    n_common = np.zeros(n, np.int32)
    n_scored = np.zeros(n, np.int32)
    n_equal = np.zeros(n, np.int32)
    cosine = np.zeros(n, np.float32)
    for k in range(n):
        user = candidates[k]
        bias = user_bias[user]
        # Counted in locals: a store into an array at every title would double the time.
        common, scored, equal = np.int32(0), np.int32(0), np.int32(0)
        dot, own_square, other_square = np.float32(0), np.float32(0), np.float32(0)
        for position in range(indptr[user], indptr[user + 1]):
            item = items[position]
            own = own_scores[item]
            if own < 0:
                continue
            common += 1
            score = marks[position] & SCORE_MASK
            if own == 0 or score == 0:
                continue
            scored += 1
            equal += own == score
            other_residual = np.float32(score) - item_base[item] - bias
            own_residual = own_residuals[item]
            dot += own_residual * other_residual
            own_square += own_residual * own_residual
            other_square += other_residual * other_residual
        n_common[k], n_scored[k], n_equal[k] = common, scored, equal
        if own_square > 0 and other_square > 0:
            cosine[k] = dot / np.sqrt(own_square * other_square)
    return n_common, n_scored, n_equal, cosine


@njit(cache=True, nogil=True)
def accumulate_residuals(
    neighbours: NDArray[np.int64],
    weights: F32,
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    user_bias: F32,
    item_base: F32,
) -> tuple[F32, F32]:
    """Return, per item, the weighted sum of the neighbours' residuals and of their weights."""
    sums = np.zeros(len(item_base), np.float32)
    totals = np.zeros(len(item_base), np.float32)
    for k in range(len(neighbours)):
        user, weight = neighbours[k], weights[k]
        for position in range(indptr[user], indptr[user + 1]):
            score = marks[position] & SCORE_MASK
            if score > 0:
                item = items[position]
                sums[item] += weight * (np.float32(score) - item_base[item] - user_bias[user])
                totals[item] += weight
    return sums, totals


@njit(cache=True, nogil=True)
def fit_item_biases(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    mu: float,
    user_bias: NDArray[np.float64],
    n_items: int,
    damping: float,
) -> NDArray[np.float64]:
    """Return (n_items,) b_i = sum of (s - mu - b_u) / (n + damping)."""
    sums = np.zeros(n_items)
    counts = np.zeros(n_items)
    for user in range(len(indptr) - 1):
        for position in range(indptr[user], indptr[user + 1]):
            score = marks[position] & SCORE_MASK
            if score > 0:
                sums[items[position]] += score - mu - user_bias[user]
                counts[items[position]] += 1
    return sums / (counts + damping)


@njit(cache=True, nogil=True)
def fit_user_biases(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    mu: float,
    item_bias: NDArray[np.float64],
    damping: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (n_users,) b_u = sum of (s - mu - b_i) / (n + damping), and the mean scores."""
    n_users = len(indptr) - 1
    bias = np.zeros(n_users)
    mean = np.full(n_users, mu)
    for user in range(n_users):
        residuals, total, count = 0.0, 0.0, 0
        for position in range(indptr[user], indptr[user + 1]):
            score = marks[position] & SCORE_MASK
            if score > 0:
                residuals += score - mu - item_bias[items[position]]
                total += score
                count += 1
        bias[user] = residuals / (count + damping)
        if count:
            mean[user] = total / count
    return bias, mean


@njit(cache=True, nogil=True)
def franchise_deviations(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    mean: F32,
    franchise: NDArray[np.int32],
    n_franchises: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], F32, NDArray[np.uint16], NDArray[np.bool_]]:
    """Aggregate each user's entries by franchise.

    Returns (n_users + 1,) positions, the franchises of each user in the order met,
    dev_uf = mean of s - m_u over the scored entries of the franchise, 0 where there is none, how
    many titles of it they have seen, and whether any of them is scored.
    """
    n_users = len(indptr) - 1
    positions = np.zeros(n_users + 1, np.int64)
    seen = np.empty(len(items), np.int32)
    deviations = np.empty(len(items), np.float32)
    n_seen = np.empty(len(items), np.uint16)
    is_scored = np.empty(len(items), np.bool_)
    sums = np.zeros(n_franchises, np.float32)
    counts = np.zeros(n_franchises, np.int32)
    met = np.zeros(n_franchises, np.int32)
    last_user = np.full(n_franchises, -1, np.int64)
    end = 0
    for user in range(n_users):
        start = end
        for position in range(indptr[user], indptr[user + 1]):
            f = franchise[items[position]]
            if last_user[f] != user:
                last_user[f] = user
                sums[f], counts[f], met[f] = 0, 0, 0
                seen[end] = f
                end += 1
            met[f] += 1
            score = marks[position] & SCORE_MASK
            if score > 0:
                sums[f] += np.float32(score) - mean[user]
                counts[f] += 1
        for k in range(start, end):
            f = seen[k]
            deviations[k] = sums[f] / counts[f] if counts[f] > 0 else 0
            n_seen[k], is_scored[k] = met[f], counts[f] > 0
        positions[user + 1] = end
    return (
        positions,
        seen[:end].copy(),
        deviations[:end].copy(),
        n_seen[:end].copy(),
        is_scored[:end].copy(),
    )
