"""The loops of the factor model (`factors.py`), compiled.

The fit cuts users and items into spans that are worked on at the same time. Each result belongs to
one span and is added up in a fixed order, so that the bits do not hang on the number of threads.

A user's moments are E[q q'] of q = (1, p), packed: the lower triangle of (d + 1, d + 1), row by row.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["fit_items", "infer_one", "infer_users", "measure_variances", "n_packed"]

F64 = NDArray[np.float64]
Floats = NDArray[np.float32] | NDArray[np.float64]


def n_packed(n_factors: int) -> int:
    """Return how many numbers the moments of a user are."""
    return (n_factors + 1) * (n_factors + 2) // 2


@njit(cache=True, nogil=True)
def infer_one(
    items: NDArray[np.integer],
    scores: NDArray[np.number],
    base: Floats,
    weights: Floats,
    noise: float,
) -> tuple[F64, F64]:
    """Return mean (d,) and covariance (d, d) of p, given (n,) scores of (n,) items.

    base: (n_items,) mu + b_i. weights: (n_items, d) v_i.
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
    covariance = np.linalg.inv(precision)
    mean = np.zeros(d)
    for a in range(d):
        for c in range(d):
            mean[a] += covariance[a, c] * pull[c] / noise
    return mean, covariance


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
    moments: NDArray[np.float32],
) -> None:
    """Write the moments, (n_users, n_packed), of the users in a span."""
    d = weights.shape[1]
    for user in range(start, stop):
        begin, end = indptr[user], indptr[user + 1]
        mean, covariance = infer_one(items[begin:end], scores[begin:end], base, weights, noise)
        moments[user, 0] = 1
        k = 1
        for a in range(d):
            moments[user, k] = mean[a]
            k += 1
            for c in range(a + 1):
                moments[user, k] = mean[a] * mean[c] + covariance[a, c]
                k += 1


@njit(cache=True, nogil=True)
def fit_items(
    start: int,
    stop: int,
    indptr: NDArray[np.int64],
    users: NDArray[np.int32],
    scores: NDArray[np.uint8],
    mu: float,
    moments: NDArray[np.float32],
    whitening: F64,
    noise: float,
    prior: F64,
    precision: F64,
    weights: F64,
) -> None:
    """Write (b_i, v_i), (n_items, d + 1), of the items in a span.

    whitening: (d + 1, d + 1) T; the weights are those of T q. prior: (n_items, d + 1), with
    precision (d + 1,).
    """
    size = len(precision)
    for item in range(start, stop):
        total = np.zeros(moments.shape[1])
        pull = np.zeros(size)
        for position in range(indptr[item], indptr[item + 1]):
            row = moments[users[position]]
            left = scores[position] - mu
            for k in range(len(total)):
                total[k] += row[k]
            for a in range(size):
                pull[a] += left * row[a * (a + 1) // 2]
        matrix = np.zeros((size, size))
        k = 0
        for a in range(size):
            for c in range(a + 1):
                matrix[a, c] = total[k]
                matrix[c, a] = total[k]
                k += 1
        matrix = np.dot(np.dot(whitening, matrix), whitening.T) / noise
        pull = np.dot(whitening, pull) / noise
        for a in range(size):
            matrix[a, a] += precision[a]
            pull[a] += precision[a] * prior[item, a]
        weights[item] = np.linalg.solve(matrix, pull)


@njit(cache=True, nogil=True)
def measure_variances(
    items: NDArray[np.int64], weights: NDArray[np.float32], covariance: F64
) -> F64:
    """Return v' C v for each of (n,) items."""
    d = weights.shape[1]
    variances = np.zeros(len(items))
    for k in range(len(items)):
        v = weights[items[k]]
        for a in range(d):
            dot = 0.0
            for c in range(d):
                dot += covariance[a, c] * v[c]
            variances[k] += v[a] * dot
    return variances
