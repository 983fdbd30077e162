"""Fit EASE with titles as targets (`prediction.ease`)."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from reko_core.engine.data.franchise_weights import franchise_interest
from reko_core.engine.kernels.item_model import fill_targets
from reko_core.engine.prediction.ease import Ease
from reko_core.engine.training.arrays import CommunityArrays

__all__ = ["N_INPUTS", "N_TARGETS", "fit_ease"]

N_INPUTS = 2400
N_TARGETS = 3900
DELTA_SHORT, DELTA_LONG = 25.0, 0.5

_RIDGE_LARGE, _RIDGE_SMALL, _SMALL_COMMUNITY = 300.0, 150.0, 3000
_SLOPE, _FLOOR = 0.2, 0.05
_TARGET_UNSCORED, _TARGET_DEPTH = 0.6, 0.08
_CHUNK_USERS = 4096

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]


def fit_ease(arrays: CommunityArrays) -> Ease:
    """Fit the models for short and for long lists to a community."""
    rows, items = arrays.rows, arrays.items
    m = min(items.n_franchises, N_INPUTS)
    targets = _choose_targets(arrays)
    weights = np.zeros((2, m, len(targets)), np.float16)
    if weights.size == 0:
        return Ease(weights, targets)
    interest = franchise_interest(
        arrays.deviations, arrays.n_seen, arrays.is_scored, slope=_SLOPE, floor=_FLOOR
    )
    gram, products = np.zeros((m, m)), np.zeros((m, len(targets)))
    for inputs, wanted in _dense_chunks(arrays, interest, m, targets):
        gram += inputs.T @ inputs
        products += inputs.T @ wanted
    ridge = _RIDGE_LARGE if rows.n_users >= _SMALL_COMMUNITY else _RIDGE_SMALL
    own = items.franchise[targets]
    for side, delta in zip(weights, (DELTA_SHORT, DELTA_LONG), strict=True):
        regularised = gram.copy()
        regularised[np.diag_indices(m)] += ridge + delta * np.diagonal(gram)
        side[:] = _solve_without_own(_inverse_in_place(regularised), products, own)
    return Ease(weights, targets)


def _dense_chunks(
    arrays: CommunityArrays, interest: F32, m: int, targets: NDArray[np.int32]
) -> Iterator[tuple[F32, F32]]:
    """Yield X and Y, _CHUNK_USERS rows at a time, so that memory does not grow with the community.

    interest: (n,) x of the users' franchises.
    """
    rows, items = arrays.rows, arrays.items
    target_of = np.full(items.n_items, -1, np.int32)
    target_of[targets] = np.arange(len(targets))
    for first in range(0, rows.n_users, _CHUNK_USERS):
        last = min(first + _CHUNK_USERS, rows.n_users)
        span = slice(arrays.positions[first], arrays.positions[last])
        user = np.repeat(np.arange(last - first), np.diff(arrays.positions[first : last + 1]))
        is_input = arrays.seen[span] < m
        inputs = np.zeros((last - first, m), np.float32)
        inputs[user[is_input], arrays.seen[span][is_input]] = interest[span][is_input]
        wanted = np.zeros((last - first, len(targets)), np.float32)
        fill_targets(
            first,
            rows.indptr,
            rows.items,
            rows.packed,
            rows.mean,
            items.franchise,
            target_of,
            _SLOPE,
            _FLOOR,
            _TARGET_UNSCORED,
            _TARGET_DEPTH,
            wanted,
        )
        yield inputs, wanted


def _choose_targets(arrays: CommunityArrays) -> NDArray[np.int32]:
    """Return the N_TARGETS most popular titles that may be recommended, ascending."""
    items = arrays.items
    found = np.flatnonzero(items.is_recommendable & (items.popularity > 0))
    order = np.argsort(-items.popularity[found], kind="stable")
    return np.sort(found[order[:N_TARGETS]]).astype(np.int32)


def _solve_without_own(inverse: F64, products: F64, own: NDArray[np.int32]) -> F64:
    """Return (m, k) B, given (m, m) P, (m, k) X'Y and the (k,) franchises of the targets."""
    weights = inverse @ products
    column = np.flatnonzero(own < len(inverse))
    row = own[column]
    excess = weights[row, column] / inverse[row, row]
    weights[:, column] -= inverse[:, row] * excess
    weights[row, column] = 0
    return np.asarray(weights)


def _inverse_in_place(matrix: F64) -> F64:
    """Invert a symmetric positive definite matrix by Cholesky."""
    factor, info = lapack.dpotrf(matrix, lower=1, overwrite_a=1)
    assert info == 0, "the ridge keeps the matrix positive definite"
    lower, info = lapack.dpotri(factor, lower=1, overwrite_c=1)
    assert info == 0
    lower = np.tril(lower)
    result: F64 = lower + np.tril(lower, -1).T
    return result
