"""Kernels of the factor model (`prediction.factors`, `training.factor_fit`).

    C = (I + sum_k v_k v_k' / noise)^-1;   m = C sum_k v_k (s_k - mu - b_k) / noise

Training hands spans of users or items to threads; a result belongs to one span only, so the bits do
not depend on the number of threads.

Moments of a user are E[q q'] of q = (1, p_u), packed: the lower triangle, row by row.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel, subkernel

__all__ = ["add_products", "fit_items", "infer_user", "infer_users", "sum_squared_products"]

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Floats = F32 | F64

_BLOCK = 1024


@kernel()
def infer_user(
    items: NDArray[np.integer],
    scores: NDArray[np.integer],
    base: Floats,
    weights: Floats,
    noise: float,
) -> tuple[F64, F64, float]:
    """Return (d,) m and (d, d) C of p_u, given (n,) scores of (n,) items, and the squared error.

    base: (n_items,) mu + b_i. weights: (n_items, d) v_i. noise: variance. The squared error is
    sum_k (s_k - mu - b_k - v_k . m)^2.
    """
    d = weights.shape[1]
    precision = np.zeros((d, d))
    pull = np.zeros(d)
    for k in range(len(items)):
        v = weights[items[k]]
        residual = scores[k] - base[items[k]]
        for a in range(d):
            pull[a] += v[a] * residual
            for c in range(a + 1):
                precision[a, c] += v[a] * v[c]
    mean, covariance = _solve_user(precision, pull, noise)
    squares = 0.0
    for k in range(len(items)):
        residual = scores[k] - base[items[k]]
        for a in range(d):
            residual -= weights[items[k], a] * mean[a]
        squares += residual * residual
    return mean, covariance, squares


@subkernel()
def _solve_user(precision: F64, pull: F64, noise: float) -> tuple[F64, F64]:
    """Return m and C, given the lower triangle of sum_k v_k v_k', which is overwritten."""
    d = len(pull)
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
    return mean, covariance


@kernel()
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
    """Write the moments, (n_users, n_packed), of the users start:stop."""
    d = weights.shape[1]
    for user in range(start, stop):
        own = slice(indptr[user], indptr[user + 1])
        mean, covariance, _ = infer_user(items[own], scores[own], base, weights, noise)
        moments[user, 0] = 1
        k = 1
        for a in range(d):
            moments[user, k] = mean[a]
            for c in range(a + 1):
                moments[user, k + 1 + c] = mean[a] * mean[c] + covariance[a, c]
            k += a + 2


@kernel()
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
    """Write (b_i, v_i), (n_items, d + 1), of the items start:stop.

    The weights are those of T q, T the (d + 1, d + 1) whitening. prior, precision: (n_items, d + 1)
    means and precisions of the normal prior.
    """
    size = precision.shape[1]
    for item in range(start, stop):
        packed = np.zeros(moments.shape[1])
        pull = np.zeros(size)
        for position in range(indptr[item], indptr[item + 1]):
            own = moments[users[position]]
            residual = scores[position] - mu
            for k in range(len(packed)):
                packed[k] += own[k]
            for a in range(size):
                pull[a] += residual * own[a * (a + 1) // 2]
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
            total[a, a] += precision[item, a]
            pull[a] += precision[item, a] * prior[item, a]
        solution = np.linalg.solve(total, pull)
        # Not by slice: the error message for unequal shapes takes seconds to compile.
        for a in range(size):
            weights[item, a] = solution[a]


@kernel()
def sum_squared_products(weights: F32, root: F32) -> F32:
    """Return (n_items,) v_i' L L' v_i, given (d, n_items) v_i and (d, d) L', upper triangular.

    Items are processed _BLOCK at a time, so that the sums stay in the cache.
    """
    d, n_items = weights.shape
    result = np.zeros(n_items, np.float32)
    products = np.empty(_BLOCK, np.float32)
    for start in range(0, n_items, _BLOCK):
        block = slice(start, start + _BLOCK)
        total = result[block]
        for c in range(d):
            products[:] = 0
            add_products(weights[c:], root[c, c:], block, products[: len(total)])
            for k in range(len(total)):
                total[k] += products[k] * products[k]
    return result


@kernel()
def add_products(weights: F32, factors: F32, items: slice, sums: F32) -> None:
    """Add sum_a factors_a weights_ai to the sums of the items in a slice.

    weights: (d, n_items). factors: (d,). Four factors at a time, so that sums are loaded less
    often.
    """
    d = len(factors)
    n_whole = d // 4 * 4
    for a in range(0, n_whole, 4):
        v_0, v_1 = weights[a, items], weights[a + 1, items]
        v_2, v_3 = weights[a + 2, items], weights[a + 3, items]
        f_0, f_1, f_2, f_3 = factors[a], factors[a + 1], factors[a + 2], factors[a + 3]
        for k in range(len(sums)):
            sums[k] += (v_0[k] * f_0 + v_1[k] * f_1) + (v_2[k] * f_2 + v_3[k] * f_3)
    for a in range(n_whole, d):
        v_0, f_0 = weights[a, items], factors[a]
        for k in range(len(sums)):
            sums[k] += v_0[k] * f_0
