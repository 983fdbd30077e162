"""The kernels of training against the formulas, written densely."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.data.baseline import mean_scores
from reko_core.engine.kernels.aggregates import (
    RESIDUAL_BITS,
    aggregate_franchises,
    count_audiences,
    count_items,
    count_scored,
    has_any,
    order_by_franchise,
    sum_item_residuals,
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


def test_residuals_are_summed_by_item(raw: RawCommunity, dense: Any) -> None:
    base = np.linspace(6, 8, len(dense.seen))
    fixed = np.rint(np.ldexp(base, RESIDUAL_BITS)).astype(np.int64)
    is_counted = np.arange(len(base)) % 5 > 0
    found = sum_item_residuals(raw.indptr, raw.items, raw.packed, fixed, is_counted, len(raw.ids))

    is_scored = (dense.scores > 0) & is_counted[:, None]
    residuals = np.where(is_scored, dense.scores - base[:, None], 0)
    sums = np.ldexp(found[:, 0], -RESIDUAL_BITS)
    np.testing.assert_allclose(sums, residuals.sum(axis=0), atol=1e-7)
    np.testing.assert_array_equal(found[:, 1], is_scored.sum(axis=0))


def test_user_biases_are_damped_mean_residuals(raw: RawCommunity, dense: Any) -> None:
    item_bias = np.linspace(-1, 1, len(raw.ids))
    bias = update_user_biases(raw.indptr, raw.items, raw.packed, 7.0, item_bias, 2.0)

    is_scored = dense.scores > 0
    residuals = np.where(is_scored, dense.scores - 7 - item_bias, 0)
    np.testing.assert_allclose(bias, residuals.sum(axis=1) / (is_scored.sum(axis=1) + 2))


def test_users_without_a_score_get_the_mean_of_all(make_raw: Callable[..., RawCommunity]) -> None:
    raw = make_raw([{0: 8}, {0: 0}, {}], n_items=1)
    bias = update_user_biases(raw.indptr, raw.items, raw.packed, 6.5, np.zeros(1), 2.0)

    assert bias.tolist() == [0.5, 0, 0]
    assert mean_scores(raw.lists, 6.5).tolist() == [8, 6.5, 6.5]


def test_entries_scores_and_audiences_are_counted(
    model: Model, raw: RawCommunity, dense: Any
) -> None:
    franchise, n_franchises = model.items.franchise, model.items.n_franchises
    chosen = np.arange(len(raw.ids)) < 3

    np.testing.assert_array_equal(count_items(raw.items, len(raw.ids)), dense.seen.sum(axis=0))
    counts, totals = count_scored(raw.indptr, raw.packed).T
    np.testing.assert_array_equal(counts, (dense.scores > 0).sum(axis=1))
    np.testing.assert_array_equal(totals, dense.scores.sum(axis=1))
    found = count_audiences(raw.indptr, raw.items, franchise, n_franchises)
    np.testing.assert_array_equal(found, model.items.franchise_popularity)
    with_any = has_any(raw.indptr, raw.items, chosen)
    np.testing.assert_array_equal(with_any, dense.seen[:, chosen].any(axis=1))


def test_franchises_are_ordered_as_a_stable_sort_does() -> None:
    seen = np.random.default_rng(3).integers(7, size=50).astype(np.int32)
    starts, order = order_by_franchise(seen, 9)

    np.testing.assert_array_equal(order, np.argsort(seen, kind="stable"))
    np.testing.assert_array_equal(starts, np.searchsorted(seen[order], np.arange(10)))


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

    assert not sum_item_residuals(
        *rows, np.zeros(n_users, np.int64), np.ones(n_users, bool), 3
    ).any()
    assert not update_user_biases(*rows, 7.0, np.zeros(3), 2.0).any()
    positions, *found = aggregate_franchises(
        *rows, np.zeros(n_users, np.float32), np.arange(3, dtype=np.int32), 3
    )
    assert not positions.any()
    assert [len(array) for array in found] == [0] * 4
