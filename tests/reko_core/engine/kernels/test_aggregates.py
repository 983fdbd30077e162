"""The kernels of training against the formulas, written densely."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.kernels.aggregates import (
    aggregate_franchises,
    update_item_biases,
    update_user_biases,
)
from reko_core.engine.model import Model
from reko_core.engine.training.arrays import RawCommunity

Floats = NDArray[np.float64]


def dense_deviations(dense: Any, franchise: NDArray[Any], n_franchises: int) -> Floats:
    """(n_users, n_franchises) dev_uf, NaN where nothing of the franchise is seen."""
    result = np.full((len(dense.seen), n_franchises), np.nan)
    for user, mean in enumerate(dense.means):
        for f in range(n_franchises):
            here = franchise == f
            scores = dense.scores[user, here]
            if dense.seen[user, here].any():
                result[user, f] = (scores[scores > 0] - mean).mean() if scores.any() else 0
    return result


def test_item_biases_are_damped_mean_residuals(raw: RawCommunity, dense: Any) -> None:
    user_bias = np.linspace(-1, 1, len(dense.seen))
    found = update_item_biases(raw.indptr, raw.items, raw.packed, 7.0, user_bias, len(raw.ids), 5.0)

    is_scored = dense.scores > 0
    residuals = np.where(is_scored, dense.scores - 7 - user_bias[:, None], 0)
    np.testing.assert_allclose(found, residuals.sum(axis=0) / (is_scored.sum(axis=0) + 5))


def test_user_biases_are_damped_mean_residuals(raw: RawCommunity, dense: Any) -> None:
    item_bias = np.linspace(-1, 1, len(raw.ids))
    bias, mean = update_user_biases(raw.indptr, raw.items, raw.packed, 7.0, item_bias, 2.0)

    is_scored = dense.scores > 0
    residuals = np.where(is_scored, dense.scores - 7 - item_bias, 0)
    np.testing.assert_allclose(bias, residuals.sum(axis=1) / (is_scored.sum(axis=1) + 2))
    np.testing.assert_allclose(mean, dense.means)


def test_users_without_a_score_get_the_mean_of_all(make_raw: Callable[..., RawCommunity]) -> None:
    raw = make_raw([{0: 8}, {0: 0}, {}], n_items=1)
    bias, mean = update_user_biases(raw.indptr, raw.items, raw.packed, 6.5, np.zeros(1), 2.0)

    assert bias.tolist() == [0.5, 0, 0]
    assert mean.tolist() == [8, 6.5, 6.5]


def test_franchise_deviations_are_means_over_the_scored_entries(
    model: Model, raw: RawCommunity, dense: Any
) -> None:
    franchise, n_franchises = model.items.franchise, model.items.n_franchises
    positions, seen, deviations, n_seen, is_scored = aggregate_franchises(
        raw.indptr, raw.items, raw.packed, model.rows.mean, franchise, n_franchises
    )

    found = np.full((len(dense.seen), n_franchises), np.nan)
    users = np.repeat(np.arange(len(found)), np.diff(positions))
    found[users, seen] = deviations
    expected = dense_deviations(dense, franchise, n_franchises)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    assert positions[-1] == len(seen) == np.isfinite(expected).sum()
    members = franchise == np.arange(n_franchises)[:, None]
    np.testing.assert_array_equal(n_seen, (dense.seen @ members.T.astype(int))[users, seen])
    n_scored = (dense.scores > 0) @ members.T.astype(int)
    np.testing.assert_array_equal(is_scored, n_scored[users, seen] > 0)


@pytest.mark.parametrize("lists", [[], [{}], [{}, {}]])
def test_a_community_without_entries_is_aggregated(
    make_raw: Callable[..., RawCommunity], lists: list[dict[int, int]]
) -> None:
    raw = make_raw(lists, n_items=3)
    rows = raw.indptr, raw.items, raw.packed
    n_users = len(lists)

    assert not update_item_biases(*rows, 7.0, np.zeros(n_users), 3, 5.0).any()
    assert not update_user_biases(*rows, 7.0, np.zeros(3), 2.0)[0].any()
    positions, *found = aggregate_franchises(
        *rows, np.zeros(n_users, np.float32), np.arange(3, dtype=np.int32), 3
    )
    assert not positions.any()
    assert [len(array) for array in found] == [0] * 4
