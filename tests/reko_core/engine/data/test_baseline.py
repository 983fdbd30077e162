from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.baseline import fit_baseline, fit_item_biases, fold_in_bias
from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.training.arrays import RawCommunity

Divide = Callable[..., ShardedLists]


def test_biases_converge_to_the_dense_solution(
    raw: RawCommunity, dense: Any, divide: Divide
) -> None:
    baseline = fit_baseline(divide(raw), len(raw.ids))

    is_scored = dense.scores > 0
    mu = dense.scores[is_scored].mean()
    of_users = np.zeros(len(dense.seen))
    for _ in range(5):
        left = np.where(is_scored, dense.scores - mu - of_users[:, None], 0)
        of_items = left.sum(axis=0) / (is_scored.sum(axis=0) + 5)
        left = np.where(is_scored, dense.scores - mu - of_items, 0)
        of_users = left.sum(axis=1) / (is_scored.sum(axis=1) + 2)
    assert baseline.mu == pytest.approx(mu)
    np.testing.assert_allclose(baseline.item_bias, of_items, atol=1e-6)
    np.testing.assert_allclose(baseline.user_bias, of_users, atol=1e-6)
    np.testing.assert_allclose(baseline.user_mean, dense.means, atol=1e-6)


def test_one_enthusiast_moves_a_title_less_than_many(
    make_raw: Callable[..., RawCommunity], divide: Divide
) -> None:
    raw = make_raw([{0: 10, 2: 4}, {1: 10, 2: 4}, *[{1: 10, 2: 4}] * 10], n_items=3)
    bias = fit_baseline(divide(raw), 3).item_bias

    assert 0 < bias[0] < bias[1]
    assert bias[2] < 0


def test_a_community_without_scores_has_mean_seven(
    make_raw: Callable[..., RawCommunity], divide: Divide
) -> None:
    raw = make_raw([{0: 0}, {1: 0}], n_items=2)
    baseline = fit_baseline(divide(raw), 2)

    assert baseline.mu == 7
    assert baseline.user_mean.tolist() == [7, 7]
    assert not baseline.item_bias.any()
    assert not baseline.user_bias.any()


def test_a_folded_in_bias_is_damped_by_two_scores() -> None:
    assert fold_in_bias(np.array([1, 2], np.float32)) == 0.75
    assert fold_in_bias(np.zeros(0, np.float32)) == 0


def test_held_out_users_have_no_influence(raw: RawCommunity, divide: Divide) -> None:
    held_out = np.array([4, 90])
    mu, bias = fit_item_biases(divide(raw, 3), len(raw.ids), held_out)
    n_users = len(raw.indptr) - 1
    theirs = np.isin(np.repeat(np.arange(n_users), np.diff(raw.indptr)), held_out)
    silent = replace(raw, packed=np.where(theirs, 0, raw.packed).astype(np.uint8))
    expected = fit_baseline(divide(silent), len(raw.ids))

    assert mu == expected.mu
    np.testing.assert_array_equal(bias, expected.item_bias)
