"""The loops of the factor model (`factors`, `factor_fit`), compiled.

The fit hands out spans of users or items to threads. Every result belongs to one span and is
added up in a fixed order, so that the bits do not hang on the number of threads.

A user's moments are E[q q'] of q = (1, p_u), packed: the lower triangle, row by row.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["fit_items", "infer_taste", "infer_users", "measure_variances", "predict"]

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Floats = F32 | F64

_BLOCK = 1024


@njit(cache=True, nogil=True)
def infer_taste(
    items: NDArray[np.integer],
    scores: NDArray[np.integer],
    base: Floats,
    weights: Floats,
    noise: float,
) -> tuple[F64, F64, float]:
    """Return mean (d,) and covariance (d, d) of p_u, given (n,) scores of (n,) items.

    base: (n_items,) mu + b_i. weights: (n_items, d) v_i. The third is the sum of the squares of
    what the mean does not explain.
    """
    d = weights.shape[1]
    precision = np.zeros((d, d))
    pull = np.zeros(d)
    for k in range(len(items)):
        v = weights[items[k]]
        left = scores[k] - base[items[k]]
        for a in range(d):
            pull[a] += v[a] * left
            for c in range(a + 1):
                precision[a, c] += v[a] * v[c]
    for a in range(d):
        for c in range(a + 1):
            precision[a, c] /= noise
            precision[c, a] = precision[a, c]
        precision[a, a] += 1
    covariance = np.linalg.inv(precision).astype(np.float64)
    mean = np.zeros(d)
    for a in range(d):
        for c in range(d):
            mean[a] += covariance[a, c] * pull[c] / noise
    squares = 0.0
    for k in range(len(items)):
        left = scores[k] - base[items[k]]
        for a in range(d):
            left -= weights[items[k], a] * mean[a]
        squares += left * left
    return mean, covariance, squares


@njit(cache=True, nogil=True)
def infer_users(
    start: int,
    stop: int,
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    scores: NDArray[np.uint8],
    base: F64,
    weights: F64,
    noise: float,
    moments: F32,
) -> None:
    """Write the moments, (n_users, n_packed), of the users in a span."""
    d = weights.shape[1]
    for user in range(start, stop):
        own = slice(indptr[user], indptr[user + 1])
        mean, covariance, _ = infer_taste(items[own], scores[own], base, weights, noise)
        moments[user, 0] = 1
        k = 1
        for a in range(d):
            moments[user, k] = mean[a]
            for c in range(a + 1):
                moments[user, k + 1 + c] = mean[a] * mean[c] + covariance[a, c]
            k += a + 2


@njit(cache=True, nogil=True)
def fit_items(
    start: int,
    stop: int,
    indptr: NDArray[np.int64],
    users: NDArray[np.int32],
    scores: NDArray[np.uint8],
    mu: float,
    moments: F32,
    whitening: F64,
    noise: float,
    prior: F64,
    precision: F64,
    weights: F64,
) -> None:
    """Write (b_i, v_i), (n_items, d + 1), of the items in a span.

    The weights are those of T q, T the (d + 1, d + 1) whitening. prior: (n_items, d + 1), held
    with precision (d + 1,).
    """
    size = len(precision)
    for item in range(start, stop):
        packed = np.zeros(moments.shape[1])
        pull = np.zeros(size)
        for position in range(indptr[item], indptr[item + 1]):
            own = moments[users[position]]
            left = scores[position] - mu
            for k in range(len(packed)):
                packed[k] += own[k]
            for a in range(size):
                pull[a] += left * own[a * (a + 1) // 2]
        total = np.zeros((size, size))
        k = 0
        for a in range(size):
            for c in range(a + 1):
                total[a, c] = packed[k]
                total[c, a] = packed[k]
                k += 1
        total = np.dot(np.dot(whitening, total), whitening.T) / noise
        pull = np.dot(whitening, pull) / noise
        for a in range(size):
            total[a, a] += precision[a]
            pull[a] += precision[a] * prior[item, a]
        weights[item] = np.linalg.solve(total, pull)


@njit(cache=True, nogil=True)
def measure_variances(weights: F32, root: F32) -> F32:
    """Return (n_items,) v_i' L L' v_i; weights: (d, n_items). root: (d, d) L, lower triangular.

    Items are taken _BLOCK at a time, and factors four at a time, so that what is added up stays
    close by.
    """
    d, n_items = weights.shape
    variances = np.zeros(n_items, np.float32)
    lengths = np.empty(_BLOCK, np.float32)
    for start in range(0, n_items, _BLOCK):
        block = slice(start, start + _BLOCK)
        total = variances[block]
        for c in range(d):
            lengths[:] = 0
            _add_rows(weights, root[:, c], c, block, lengths[: len(total)])
            for k in range(len(total)):
                total[k] += lengths[k] * lengths[k]
    return variances


@njit(cache=True, nogil=True)
def predict(base: F32, weights: F32, mean: F32) -> F32:
    """Return (n_items,) base + v_i . m; weights: (d, n_items)."""
    result = base.copy()
    _add_rows(weights, mean, 0, slice(0, len(base)), result)
    return result


@njit(cache=True, nogil=True)
def _add_rows(weights: F32, factors: F32, first: int, items: slice, sums: F32) -> None:
    """Add sum_a factors_a weights_a over a >= first: four at a time, as sums are dear to load."""
    d = len(factors)
    n_whole = first + (d - first) // 4 * 4
    for a in range(first, n_whole, 4):
        v_0, v_1 = weights[a, items], weights[a + 1, items]
        v_2, v_3 = weights[a + 2, items], weights[a + 3, items]
        f_0, f_1, f_2, f_3 = factors[a], factors[a + 1], factors[a + 2], factors[a + 3]
        for k in range(len(sums)):
            sums[k] += (v_0[k] * f_0 + v_1[k] * f_1) + (v_2[k] * f_2 + v_3[k] * f_3)
    for a in range(n_whole, d):
        v_0, f_0 = weights[a, items], factors[a]
        for k in range(len(sums)):
            sums[k] += v_0[k] * f_0
