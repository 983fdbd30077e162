"""Kernels over the lists of community users: comparison with a profile, sums of residuals, likes.

packed: (n_entries,) uint8, `status << STATUS_SHIFT | score`; score 0 = unscored.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel, subkernel

__all__ = [
    "CACHE_LINE",
    "SCORE_MASK",
    "STATUS_SHIFT",
    "SUM_SCALE",
    "accumulate_residuals",
    "compare_rows",
    "find_likes",
]

SCORE_MASK = 15
STATUS_SHIFT = 4

SUM_SCALE = 2.0**32
"""Fixed-point factor of the sums of `accumulate_residuals`."""

CACHE_LINE = 64
"""Bytes that memory transfers at once."""

_PREFETCH_DISTANCE = 16
"""Rows loaded ahead of the one that is processed."""

F32 = NDArray[np.float32]


@kernel()
def compare_rows(
    candidates: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    user_bias: F32,
    item_base: F32,
    own_scores: NDArray[np.int8],
    own_residuals: F32,
) -> tuple[NDArray[np.int32], F32]:
    """Compare one user with (n,) candidates over the titles that both have seen.

    item_base: (n_items,) mu + b_i. own_scores: (n_items,), -1 = not seen, 0 = unscored.
    own_residuals: (n_items,), 0 where unscored.
    Returns (n, 3) how many titles both have seen, how many both have scored, and how many of these
    equally; and (n,) the cosine of their residuals over the titles both have scored, 0 for none.
    """
    n = len(candidates)
    counts = np.zeros((n, 3), np.int32)
    cosine = np.zeros(n, np.float32)
    shared = np.empty(len(item_base) + 1, np.uint16)
    for k in range(n):
        if k % _PREFETCH_DISTANCE == 0:
            # Stored, or the compiler would drop the loads.
            shared[-1] = _prefetch(candidates[k : k + _PREFETCH_DISTANCE], indptr, items, packed)
        user = candidates[k]
        span = slice(indptr[user], indptr[user + 1])
        seen, given, bias = items[span], packed[span], user_bias[user]
        # Branchless: whether a title is shared cannot be predicted.
        n_common = 0
        for position in range(len(seen)):
            shared[n_common] = position
            n_common += own_scores[seen[position]] >= 0
        n_scored, n_equal = 0, 0
        dot, own_square, other_square = np.float32(0), np.float32(0), np.float32(0)
        for position in shared[:n_common]:
            item, score = seen[position], given[position] & SCORE_MASK
            own = own_scores[item]
            if own > 0 and score > 0:
                n_scored += 1
                n_equal += own == score
                other_residual = np.float32(score) - item_base[item] - bias
                own_residual = own_residuals[item]
                dot += own_residual * other_residual
                own_square += own_residual * own_residual
                other_square += other_residual * other_residual
        counts[k, 0], counts[k, 1], counts[k, 2] = n_common, n_scored, n_equal
        if own_square > 0 and other_square > 0:
            cosine[k] = dot / np.sqrt(own_square * other_square)
    return counts, cosine


@subkernel()
def _prefetch(
    users: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
) -> int:
    """Touch each cache line of some rows: independent loads overlap."""
    total = 0
    for user in users:
        span = slice(indptr[user], indptr[user + 1])
        seen, given = items[span], packed[span]
        for position in range(0, len(seen), CACHE_LINE // 2):
            total += seen[position]
        for position in range(0, len(given), CACHE_LINE):
            total += given[position]
    return total


@kernel()
def accumulate_residuals(
    neighbours: NDArray[np.int64],
    weights: F32,
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    user_bias: F32,
    item_base: F32,
) -> NDArray[np.int64]:
    """Return (n_items, 2) sum_v w_v (s_vi - mu - b_i - b_v) and sum_v w_v, by item.

    neighbours, weights: (n,) v and w_v. item_base: (n_items,) mu + b_i. The sums are fixed-point
    numbers, times `SUM_SCALE`: they do not depend on the order of summation.
    """
    sums = np.zeros((len(item_base), 2), np.int64)
    for k in range(len(neighbours)):
        user, weight = neighbours[k], np.float64(weights[k]) * SUM_SCALE
        span = slice(indptr[user], indptr[user + 1])
        seen, given, bias = items[span], packed[span], user_bias[user]
        for position in range(len(seen)):
            score = given[position] & SCORE_MASK
            if score > 0:
                item = seen[position]
                sums[item, 0] += np.int64(weight * (np.float32(score) - item_base[item] - bias))
                sums[item, 1] += np.int64(weight)
    return sums


@kernel()
def find_likes(
    neighbours: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    user_mean: F32,
    is_liked_status: NDArray[np.bool_],
    candidate_of: NDArray[np.int32],
    n_candidates: int,
) -> NDArray[np.bool_]:
    """Return (n_candidates, n) whether (n,) neighbours liked any title of each candidate.

    Liked: with a status of (16,) is_liked_status, and scored at least the user's mean or unscored.
    candidate_of: (n_items,), -1 = none.
    """
    is_liked = np.zeros((n_candidates, len(neighbours)), np.bool_)
    for k in range(len(neighbours)):
        user = neighbours[k]
        span = slice(indptr[user], indptr[user + 1])
        seen, given, mean = items[span], packed[span], user_mean[user]
        for position in range(len(seen)):
            score, candidate = given[position] & SCORE_MASK, candidate_of[seen[position]]
            if candidate >= 0 and (score == 0 or score >= mean):
                is_liked[candidate, k] |= is_liked_status[given[position] >> STATUS_SHIFT]
    return is_liked
