"""The products of the item model against the formulas, written densely."""

from typing import Any

import numpy as np

from reko_core.engine.kernels.item_model import add_products, add_squares, list_targets
from reko_core.engine.model import Model
from reko_core.engine.training.arrays import RawCommunity

SLOPE, FLOOR, UNSCORED, DEPTH = NUMBERS = 0.3, 0.1, 0.7, 0.2


def dense_targets(model: Model, dense: Any) -> Any:
    """(n_users, n_items) Y."""
    franchise = model.items.franchise
    n_titles = dense.seen.astype(int) @ (franchise[:, None] == franchise)
    liking = np.maximum(FLOOR, 1 + SLOPE * (dense.scores - model.rows.mean[:, None]))
    depth = 1 + DEPTH * np.log(np.maximum(n_titles, 1))
    return np.where(dense.seen, np.where(dense.scores > 0, liking, UNSCORED) * depth, 0)


def test_products_are_those_of_the_dense_matrices(
    model: Model, raw: RawCommunity, dense: Any
) -> None:
    n_users, n_items = dense.seen.shape
    targets = np.random.default_rng(5).permutation(n_items)[:30]
    target_of = np.full(n_items, -1, np.int32)
    target_of[targets] = 4 + np.arange(30)
    entries: Any = raw.indptr, raw.items, raw.packed, model.rows.mean, model.items.franchise
    positions, columns, values = list_targets(*entries, target_of, *NUMBERS, 2.0**20)
    X = np.random.default_rng(6).integers(-9, 9, (n_users, 5)) * (np.arange(5) != 2)
    of_inputs, users = np.nonzero(X.T)
    starts = np.searchsorted(of_inputs, np.arange(6))
    totals = np.ones((5, 34), np.int64)

    factors = X.T[of_inputs, users].astype(np.int32)
    add_products(starts, users.astype(np.int32), factors, positions, columns, values, totals)

    Y = dense_targets(model, dense)[:, targets]
    assert (totals[:, :4] == 1).all()
    np.testing.assert_allclose((totals[:, 4:] - 1) / 2**20, X.T @ Y, atol=1e-3)

    by_row = np.r_[0, np.cumsum(np.count_nonzero(X, axis=1))]
    squares = np.zeros((5, 7), np.int64)
    add_squares(starts, users.astype(np.int32), factors, by_row, squares)

    np.testing.assert_array_equal(squares[:, :5], np.tril(X.T @ X))
    assert not squares[:, 5:].any()
