"""EASE over franchises: which unseen franchises go with the seen ones (Steck, 2019).

    X_uf = max(.05, 1 + .2 dev_uf) for seen franchises, the N_MODELLED most popular ones
    G = X'X;   P = (G + diag(ridge + .25 diag(G)))^-1;   B = -P / diag(P), zero diagonal
    E = x B    with x_f = max(0, 1 + .25 dev_f) for the asking user

A closed form with no iterations. Few titles say little: below FULL_TRUST franchises E is blended
with the share of users who have seen each franchise.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from reko_core.engine.profile import Profile

__all__ = ["N_MODELLED", "fit_ease", "score_franchises"]

N_MODELLED = 3000
FULL_TRUST = 20
POPULARITY_SHARE = 0.35

_RIDGE_LARGE, _RIDGE_SMALL, _SMALL_COMMUNITY = 500.0, 150.0, 3000
_DIAGONAL_RIDGE = 0.25
_CHUNK_USERS = 4096
_TARGET_SLOPE, _TARGET_FLOOR, _QUERY_SLOPE = 0.2, 0.05, 0.25


def fit_ease(
    positions: NDArray[np.int64],
    franchises: NDArray[np.int32],
    deviations: NDArray[np.float32],
    n_franchises: int,
) -> NDArray[np.float16]:
    """Fit B, (m, m) float16 with m = min(n_franchises, N_MODELLED).

    positions (n_users + 1,), franchises and deviations (n,) as from `franchise_deviations`;
    franchises are numbered by popularity.
    """
    m = min(n_franchises, N_MODELLED)
    if m == 0:
        return np.zeros((0, 0), np.float16)
    gram = np.zeros((m, m))
    for chunk in _dense_chunks(positions, franchises, deviations, m):
        gram += chunk.T @ chunk
    n_users = len(positions) - 1
    ridge = _RIDGE_LARGE if n_users >= _SMALL_COMMUNITY else _RIDGE_SMALL
    diagonal = np.diagonal(gram).copy()
    gram[np.diag_indices(m)] += ridge + _DIAGONAL_RIDGE * diagonal
    inverse = _inverse_in_place(gram)
    weights = inverse / -np.diagonal(inverse)
    np.fill_diagonal(weights, 0)
    return weights.astype(np.float16)


def score_franchises(
    profile: Profile,
    weights: NDArray[np.float16],
    popularity: NDArray[np.int32],
    n_users: int,
) -> NDArray[np.float32]:
    """Return (m,) E for the asking user; popularity is (n_franchises,)."""
    m = len(weights)
    share = (popularity[:m] / max(n_users, 1)).astype(np.float32)
    modelled = profile.franchises < m
    own = np.maximum(0, 1 + np.float32(_QUERY_SLOPE) * profile.deviations[modelled])
    rows = weights[profile.franchises[modelled]].astype(np.float32)
    blend = POPULARITY_SHARE * max(0.0, 1 - len(profile.franchises) / FULL_TRUST)
    # einsum adds in one fixed order, whatever the number of BLAS threads.
    scores = np.einsum("f,fg->g", own, rows)
    return ((1 - blend) * scores + blend * share).astype(np.float32)


def _dense_chunks(
    positions: NDArray[np.int64],
    franchises: NDArray[np.int32],
    deviations: NDArray[np.float32],
    m: int,
) -> Iterator[NDArray[np.float32]]:
    """Yield X, _CHUNK_USERS rows at a time, so that memory does not grow with the community."""
    n_users = len(positions) - 1
    for first in range(0, n_users, _CHUNK_USERS):
        last = min(first + _CHUNK_USERS, n_users)
        span = slice(positions[first], positions[last])
        user = np.repeat(np.arange(last - first), np.diff(positions[first : last + 1]))
        modelled = franchises[span] < m
        chunk = np.zeros((last - first, m), np.float32)
        chunk[user[modelled], franchises[span][modelled]] = np.maximum(
            _TARGET_FLOOR, 1 + _TARGET_SLOPE * deviations[span][modelled]
        )
        yield chunk


def _inverse_in_place(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Invert a symmetric positive definite matrix by Cholesky."""
    factor, info = lapack.dpotrf(matrix, lower=1, overwrite_a=1)
    assert info == 0, "the ridge keeps the matrix positive definite"
    lower, info = lapack.dpotri(factor, lower=1, overwrite_c=1)
    assert info == 0
    lower = np.tril(lower)
    result: NDArray[np.float64] = lower + np.tril(lower, -1).T
    return result
