"""The targets of the item model against the formulas, written densely."""

from typing import Any

import numpy as np

from reko_core.engine.kernels.item_model import fill_targets
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


def test_targets_are_written_into_dense_rows(model: Model, raw: RawCommunity, dense: Any) -> None:
    targets = np.random.default_rng(5).permutation(model.items.n_items)[:30]
    target_of = np.full(model.items.n_items, -1, np.int32)
    target_of[targets] = np.arange(30)
    rows = np.zeros((25, 30), np.float32)

    entries: Any = raw.indptr, raw.items, raw.packed, model.rows.mean, model.items.franchise
    fill_targets(7, *entries, target_of, *NUMBERS, rows)

    expected = dense_targets(model, dense)[7:32, targets]
    np.testing.assert_allclose(rows, expected, rtol=1e-6)
