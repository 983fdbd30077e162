"""The loops that numpy cannot say well, compiled.

Each has a dense oracle in the tests. They release the interpreter lock, run on one thread and
add in a fixed order, or whole numbers: so the same input gives the same bits.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = [
    "CACHE_LINE",
    "SCORE_MASK",
    "STATUS_SHIFT",
    "SUM_SCALE",
    "accumulate_residuals",
    "add_half_rows",
    "compare_rows",
    "find_marks",
    "fit_item_biases",
    "fit_user_biases",
    "franchise_deviations",
    "mark_liked",
]

SCORE_MASK = 15
STATUS_SHIFT = 4
SUM_SCALE = 2.0**32

CACHE_LINE = 64
"""What memory hands out at once, in bytes."""

_AHEAD = 16
"""Rows fetched before the first of them is read."""

F32 = NDArray[np.float32]


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
    shared = np.empty(len(item_base) + 1, np.uint16)
    for k in range(n):
        if k % _AHEAD == 0:
            # What is never stored would never be read.
            shared[-1] = _fetch(candidates[k : k + _AHEAD], indptr, items, marks)
        user = candidates[k]
        span = slice(indptr[user], indptr[user + 1])
        seen, given, bias = items[span], marks[span], user_bias[user]
        # No branch depends on whether a title is shared: it could not be foreseen.
        common = 0
        for position in range(len(seen)):
            shared[common] = position
            common += own_scores[seen[position]] >= 0
        scored, equal = 0, 0
        dot, own_square, other_square = np.float32(0), np.float32(0), np.float32(0)
        for position in shared[:common]:
            item, score = seen[position], given[position] & SCORE_MASK
            own = own_scores[item]
            if own > 0 and score > 0:
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
def _fetch(
    users: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
) -> int:
    """Touch the rows of some users: memory answers many questions in the time of one."""
    total = 0
    for user in users:
        span = slice(indptr[user], indptr[user + 1])
        seen, given = items[span], marks[span]
        for position in range(0, len(seen), CACHE_LINE // 2):
            total += seen[position]
        for position in range(0, len(given), CACHE_LINE):
            total += given[position]
    return total


@njit(cache=True, nogil=True)
def accumulate_residuals(
    neighbours: NDArray[np.int64],
    weights: F32,
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    user_bias: F32,
    item_base: F32,
) -> NDArray[np.int64]:
    """Return (n_items, 2) weighted sums of the neighbours' residuals, and sums of their weights.

    Both in steps of 1 / `SUM_SCALE`: whole numbers, so that the sums of several parts of the
    neighbours can be added up in any order, and always give the same.
    """
    sums = np.zeros((len(item_base), 2), np.int64)
    for k in range(len(neighbours)):
        user, weight = neighbours[k], np.float64(weights[k]) * SUM_SCALE
        span = slice(indptr[user], indptr[user + 1])
        seen, given, bias = items[span], marks[span], user_bias[user]
        for position in range(len(seen)):
            score = given[position] & SCORE_MASK
            if score > 0:
                item = seen[position]
                sums[item, 0] += np.int64(weight * (np.float32(score) - item_base[item] - bias))
                sums[item, 1] += np.int64(weight)
    return sums


@njit(cache=True, nogil=True)
def find_marks(
    users: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    item: int,
) -> NDArray[np.int16]:
    """Return the mark that each of (n,) users gave an item, -1 where it is not on their list."""
    found = np.full(len(users), -1, np.int16)
    for k in range(len(users)):
        low, end = indptr[users[k]], indptr[users[k] + 1]
        high = end
        while low < high:
            middle = (low + high) // 2
            if items[middle] < item:
                low = middle + 1
            else:
                high = middle
        if low < end and items[low] == item:
            found[k] = marks[low]
    return found


@njit(cache=True, nogil=True)
def mark_liked(
    neighbours: NDArray[np.int64],
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    user_mean: F32,
    is_liked_status: NDArray[np.bool_],
    card_of: NDArray[np.int32],
    n_cards: int,
) -> NDArray[np.bool_]:
    """Return (n_cards, n_neighbours) whether each neighbour liked something of each card.

    To like: a status of `is_liked_status`, and a score of at least the own mean, or none.
    card_of: (n_items,), -1 = of none.
    """
    liked = np.zeros((n_cards, len(neighbours)), np.bool_)
    for k in range(len(neighbours)):
        user = neighbours[k]
        span = slice(indptr[user], indptr[user + 1])
        seen, given, mean = items[span], marks[span], user_mean[user]
        for position in range(len(seen)):
            score, card = given[position] & SCORE_MASK, card_of[seen[position]]
            if card >= 0 and (score == 0 or score >= mean):
                liked[card, k] |= is_liked_status[given[position] >> STATUS_SHIFT]
    return liked


@njit(cache=True, nogil=True)
def add_half_rows(matrix: NDArray[np.uint16], rows: NDArray[np.int64], factors: F32) -> F32:
    """Return sum_k factors_k matrix[rows_k]; the matrix holds the bits of float16 numbers.

    rows, factors: (n,). Numba knows no float16; infinities do not occur.
    """
    result = np.zeros(matrix.shape[1], np.float32)
    for k in range(len(rows)):
        row, factor = matrix[rows[k]], factors[k]
        for column in range(len(result)):
            result[column] += factor * _half(row[column])
    return result


@njit(cache=True, nogil=True, inline="always")
def _half(bits: np.uint16) -> np.float32:
    size = np.uint32(bits & np.uint16(0x7FFF))
    normal = np.uint32((size << np.uint32(13)) + np.uint32(0x38000000)).view(np.float32)
    subnormal = np.float32(np.int32(size)) * np.float32(2**-24)
    value = subnormal if size < np.uint32(0x400) else normal
    return -value if bits & np.uint16(0x8000) else value


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
