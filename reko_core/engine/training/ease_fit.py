"""Fit EASE with titles as targets (`prediction.ease`)."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from reko_core.engine.data.baseline import mean_scores
from reko_core.engine.data.community import Items
from reko_core.engine.data.franchise_weights import franchise_interest
from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.kernels.aggregates import aggregate_franchises, order_by_franchise
from reko_core.engine.kernels.item_model import add_products, add_squares, list_targets
from reko_core.engine.prediction.ease import Ease

__all__ = ["N_INPUTS", "N_TARGETS", "fit_ease"]

N_INPUTS = 2400
N_TARGETS = 3900
DELTA_SHORT, DELTA_LONG = 25.0, 0.5

_RIDGE_LARGE, _RIDGE_SMALL, _SMALL_COMMUNITY = 300.0, 150.0, 3000
_SLOPE, _FLOOR = 0.2, 0.05
_TARGET_UNSCORED, _TARGET_DEPTH = 0.6, 0.08
_BLOCK_USERS = 4096
_BITS = 17
"""Bits after the point of X and Y: sums over 200 million users who have all seen a title fit."""

F64 = NDArray[np.float64]


def fit_ease(lists: ShardedLists, items: Items, mu: float) -> Ease:
    """Fit the models for short and for long lists to a community; mu: its mean score."""
    m = min(items.n_franchises, N_INPUTS)
    targets = _choose_targets(items)
    weights = np.zeros((2, m, len(targets)), np.float16)
    if weights.size == 0:
        return Ease(weights, targets)
    target_of = np.full(items.n_items, -1, np.int32)
    target_of[targets] = m + np.arange(len(targets))
    step = partial(_sum_products, mu=mu, franchise=items.franchise, n_inputs=m, target_of=target_of)
    sums = np.ldexp(lists.sum(step), -2 * _BITS)
    lower, products = np.tril(sums[:, :m]), sums[:, m:]
    gram = lower + np.tril(lower, -1).T
    ridge = _RIDGE_LARGE if lists.n_users >= _SMALL_COMMUNITY else _RIDGE_SMALL
    own = items.franchise[targets]
    for side, delta in zip(weights, (DELTA_SHORT, DELTA_LONG), strict=True):
        regularised = gram.copy()
        regularised[np.diag_indices(m)] += ridge + delta * np.diagonal(gram)
        side[:] = _solve_without_own(_inverse_in_place(regularised), products, own)
    return Ease(weights, targets)


def _sum_products(
    shard: ListShard,
    *,
    mu: float,
    franchise: NDArray[np.int32],
    n_inputs: int,
    target_of: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Return (m, m + k) X'X, its lower triangle, and X'Y of a shard, in fixed point.

    franchise: (n_items,). target_of: (n_items,) column of each title in the result, -1 = none.
    """
    sums = np.zeros((n_inputs, int(target_of.max()) + 1), np.int64)
    n_franchises = int(franchise.max()) + 1
    for block in shard.blocks(_BLOCK_USERS):
        mean = mean_scores(block, mu)
        lists = block.indptr, block.items, block.packed, mean, franchise
        positions, seen, deviations, n_seen, is_scored = aggregate_franchises(*lists, n_franchises)
        interest = franchise_interest(deviations, n_seen, is_scored, slope=_SLOPE, floor=_FLOOR)
        values = np.rint(np.ldexp(interest, _BITS)).astype(np.int32)
        starts, order = order_by_franchise(seen, n_franchises)
        order = order[: starts[n_inputs]]
        users = np.repeat(np.arange(block.n_users, dtype=np.int32), np.diff(positions))
        inputs = starts, users[order], values[order]
        add_squares(*inputs, np.r_[0, np.cumsum(seen < n_inputs)][positions], sums)
        numbers = _SLOPE, _FLOOR, _TARGET_UNSCORED, _TARGET_DEPTH, 2.0**_BITS
        add_products(*inputs, *list_targets(*lists, target_of, *numbers), sums)
    return sums


def _choose_targets(items: Items) -> NDArray[np.int32]:
    """Return the N_TARGETS most popular titles that may be recommended, ascending."""
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
