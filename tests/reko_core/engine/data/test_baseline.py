from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.baseline import fit_baseline, fold_in_bias
from reko_core.engine.training.arrays import RawCommunity


def test_biases_converge_to_the_dense_solution(raw: RawCommunity, dense: Any) -> None:
    baseline = fit_baseline(raw.indptr, raw.items, raw.packed, len(raw.ids))

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


def test_one_enthusiast_moves_a_title_less_than_many(make_raw: Callable[..., RawCommunity]) -> None:
    raw = make_raw([{0: 10, 2: 4}, {1: 10, 2: 4}, *[{1: 10, 2: 4}] * 10], n_items=3)
    bias = fit_baseline(raw.indptr, raw.items, raw.packed, 3).item_bias

    assert 0 < bias[0] < bias[1]
    assert bias[2] < 0


def test_a_community_without_scores_has_mean_seven(
    make_raw: Callable[..., RawCommunity],
) -> None:
    raw = make_raw([{0: 0}, {1: 0}], n_items=2)
    baseline = fit_baseline(raw.indptr, raw.items, raw.packed, 2)

    assert baseline.mu == 7
    assert baseline.user_mean.tolist() == [7, 7]
    assert not baseline.item_bias.any()
    assert not baseline.user_bias.any()


def test_a_folded_in_bias_is_damped_by_two_scores() -> None:
    assert fold_in_bias(np.array([1, 2], np.float32)) == 0.75
    assert fold_in_bias(np.zeros(0, np.float32)) == 0


def test_held_out_users_have_biases_but_no_influence(raw: RawCommunity, dense: Any) -> None:
    held_out = np.array([4, 90])
    n_items = len(raw.ids)
    found = fit_baseline(raw.indptr, raw.items, raw.packed, n_items, held_out)
    theirs = np.isin(np.repeat(np.arange(len(dense.seen)), np.diff(raw.indptr)), held_out)
    packed = np.where(theirs, 0, raw.packed).astype(np.uint8)
    silent = fit_baseline(raw.indptr, raw.items, packed, n_items)

    assert found.mu == silent.mu
    np.testing.assert_array_equal(found.item_bias, silent.item_bias)
    np.testing.assert_allclose(found.user_mean, dense.means, atol=1e-6)
    assert found.user_bias[held_out].all()
