"""The baseline predictor: damped biases of titles and users (Koren, 2010).

    b_ui = mu + b_i + b_u
    b_i  = sum_u (s_ui - mu - b_u) / (n_i + 5)
    b_u  = sum_i (s_ui - mu - b_i) / (n_u + 2)

in turn, _N_ITERATIONS times. The damping is a number of average scores added to each sum, so that a
title with two scores stays near the mean.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.kernels.aggregates import (
    RESIDUAL_BITS,
    count_scored,
    sum_item_residuals,
    update_user_biases,
)

__all__ = [
    "ITEM_DAMPING",
    "USER_DAMPING",
    "Baseline",
    "fit_baseline",
    "fit_item_biases",
    "fit_users",
    "fold_in_bias",
    "mean_scores",
]

ITEM_DAMPING = 5.0
USER_DAMPING = 2.0

_N_ITERATIONS = 5
_MEAN_WITHOUT_SCORES = 7.0


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """mu; item_bias: (n_items,) float64 b_i. user_bias, user_mean: (n_users,) float32."""

    mu: float
    item_bias: NDArray[np.float64]
    user_bias: NDArray[np.float32]
    user_mean: NDArray[np.float32]


def fit_baseline(lists: ShardedLists, n_items: int) -> Baseline:
    """Fit the biases to the lists of a community."""
    mu, item_bias = fit_item_biases(lists, n_items, np.zeros(0, np.int64))
    users = list(lists.map(partial(fit_users, mu=mu, item_bias=item_bias)))
    user_bias, user_mean = (np.concatenate(each) for each in zip(*users, strict=True))
    return Baseline(mu, item_bias, user_bias, user_mean)


def fit_item_biases(
    lists: ShardedLists, n_items: int, held_out: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    """Return mu and (n_items,) b_i; the scores of (k,) users held out do not enter them."""
    n_scored, total = lists.sum(partial(_sum_scores, held_out=held_out)).tolist()
    mu = total / n_scored if n_scored else _MEAN_WITHOUT_SCORES
    bias = None
    for _ in range(_N_ITERATIONS):
        step = partial(_sum_residuals, mu=mu, item_bias=bias, n_items=n_items, held_out=held_out)
        sums, counts = lists.sum(step).T
        bias = np.ldexp(sums, -RESIDUAL_BITS) / (counts + ITEM_DAMPING)
    assert bias is not None
    return mu, bias


def mean_scores(shard: ListShard, mu: float) -> NDArray[np.float32]:
    """Return (n_users,) mean score of each user; mu for those without."""
    counts, totals = count_scored(shard.indptr, shard.packed).T
    return np.where(counts > 0, totals / np.maximum(counts, 1), mu).astype(np.float32)


def _sum_scores(shard: ListShard, *, held_out: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of scores and their sum."""
    found = count_scored(shard.indptr, shard.packed)[_is_counted(shard, held_out)]
    return np.asarray(found.sum(axis=0))


def _sum_residuals(
    shard: ListShard,
    *,
    mu: float,
    item_bias: NDArray[np.float64] | None,
    n_items: int,
    held_out: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return (n_items, 2) as `sum_item_residuals`; the b_u are those that belong to the b_i."""
    bias = np.zeros(shard.n_users)
    if item_bias is not None:
        bias = update_user_biases(
            shard.indptr, shard.items, shard.packed, mu, item_bias, USER_DAMPING
        )
    base = np.rint(np.ldexp(mu + bias, RESIDUAL_BITS)).astype(np.int64)
    return sum_item_residuals(
        shard.indptr, shard.items, shard.packed, base, _is_counted(shard, held_out), n_items
    )


def fit_users(
    shard: ListShard, *, mu: float, item_bias: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return (n_users,) b_u and (n_users,) mean scores."""
    bias = update_user_biases(shard.indptr, shard.items, shard.packed, mu, item_bias, USER_DAMPING)
    return bias.astype(np.float32), mean_scores(shard, mu)


def _is_counted(shard: ListShard, held_out: NDArray[np.int64]) -> NDArray[np.bool_]:
    is_counted = np.ones(shard.n_users, bool)
    is_counted[shard.indexes_of(held_out)] = False
    return is_counted


def fold_in_bias(deviations: NDArray[np.float32]) -> float:
    """Return b_u of a new user, given (n,) s - mu - b_i of their scored titles."""
    return float(deviations.sum() / (len(deviations) + USER_DAMPING))
