"""Each kernel against the formula, written densely."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels import rows as kernels
from reko_core.engine.model import Model
from reko_core.engine.training.fit import RawCommunity

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


def residuals_of(model: Model, dense: Any) -> Floats:
    """(n_users, n_items) s - mu - b_i - b_u, 0 where unscored."""
    base = model.mu + model.items.bias + model.rows.bias[:, None]
    return np.where(dense.scores > 0, dense.scores - base, 0.0)


def test_comparing_rows_counts_and_correlates_like_the_dense_matrices(
    model: Model, dense: Any, newcomer: Profile
) -> None:
    candidates = np.array([7, 0, 149, 33, 34, 35])
    item_base = model.items.bias + np.float32(model.mu)
    found = kernels.compare_rows(
        candidates,
        model.rows.indptr,
        model.rows.items,
        model.rows.marks,
        model.rows.bias,
        item_base,
        newcomer.item_scores,
        newcomer.residuals,
    )
    own = newcomer.item_scores
    both = (own >= 0) & dense.seen[candidates]
    scored = (own > 0) & (dense.scores[candidates] > 0)
    theirs = np.where(scored, residuals_of(model, dense)[candidates], 0)
    mine = np.where(scored, newcomer.residuals, 0)
    lengths = np.linalg.norm(theirs, axis=1) * np.linalg.norm(mine, axis=1)
    cosine = (mine * theirs).sum(axis=1) / np.maximum(lengths, 1e-9)

    np.testing.assert_array_equal(found[0], both.sum(axis=1))
    np.testing.assert_array_equal(found[1], scored.sum(axis=1))
    np.testing.assert_array_equal(found[2], (scored & (own == dense.scores[candidates])).sum(1))
    np.testing.assert_allclose(found[3], cosine, atol=1e-5)


def test_comparing_with_users_who_share_no_score_gives_no_agreement(
    make_raw: Callable[..., RawCommunity],
) -> None:
    raw = make_raw([{0: 8}, {1: 0}, {}], n_items=2)
    n_common, n_scored, n_equal, cosine = kernels.compare_rows(
        np.arange(3),
        raw.indptr,
        raw.items,
        raw.marks,
        np.zeros(3, np.float32),
        np.full(2, 7, np.float32),
        np.array([-1, 9], np.int8),
        np.array([0, 2], np.float32),
    )

    assert n_common.tolist() == [0, 1, 0]
    assert not n_scored.any()
    assert not n_equal.any()
    assert not cosine.any()


def accumulated(model: Model, neighbours: NDArray[Any], weights: NDArray[Any]) -> NDArray[np.int64]:
    return kernels.accumulate_residuals(
        neighbours,
        weights,
        model.rows.indptr,
        model.rows.items,
        model.rows.marks,
        model.rows.bias,
        model.items.bias + np.float32(model.mu),
    )


def test_accumulated_residuals_are_weighted_sums_over_the_neighbours(
    model: Model, dense: Any
) -> None:
    neighbours = np.array([3, 99, 40])
    weights = np.array([0.5, 0.25, 1], np.float32)
    sums = accumulated(model, neighbours, weights) / kernels.SUM_SCALE

    expected = weights @ residuals_of(model, dense)[neighbours]
    np.testing.assert_allclose(sums[:, 0], expected, atol=1e-5)
    np.testing.assert_allclose(sums[:, 1], weights @ (dense.scores[neighbours] > 0), rtol=1e-6)


def test_accumulated_residuals_of_parts_add_up_to_those_of_all(model: Model) -> None:
    neighbours = np.arange(model.rows.n_users)
    weights = np.random.default_rng(6).random(len(neighbours)).astype(np.float32)
    whole = accumulated(model, neighbours, weights)
    odd, even = (accumulated(model, neighbours[k::2], weights[k::2]) for k in (1, 0))

    np.testing.assert_array_equal(odd + even, whole)


def test_who_liked_something_of_which_card(model: Model, dense: Any) -> None:
    neighbours = np.array([5, 0, 77])
    card_of = np.full(80, -1, np.int32)
    card_of[[0, 1, 2, 9, 30]] = [0, 0, 1, 2, 2]
    is_liked_status = np.arange(16) < 3
    found = kernels.mark_liked(
        neighbours,
        model.rows.indptr,
        model.rows.items,
        model.rows.marks,
        model.rows.mean,
        is_liked_status,
        card_of,
        4,
    )

    scores, means = dense.scores[neighbours], model.rows.mean[neighbours, None]
    liked = dense.seen[neighbours] & is_liked_status[dense.statuses[neighbours]]
    liked &= (scores == 0) | (scores >= means)
    for card in range(4):
        np.testing.assert_array_equal(found[card], liked[:, card_of == card].any(axis=1))


def test_all_finite_numbers_of_16_bits_are_read() -> None:
    bits = np.arange(65_536).astype(np.uint16)
    numbers = bits.view(np.float16).astype(np.float32)
    finite = np.isfinite(numbers)
    found = kernels.add_half_rows(bits[finite][None], np.array([0]), np.ones(1, np.float32))

    np.testing.assert_array_equal(found, numbers[finite])


@given(st.lists(st.tuples(st.integers(0, 6), st.floats(-9, 9, width=32)), max_size=12))
@settings(deadline=None, derandomize=True)
def test_rows_of_16_bits_add_up_as_a_product(terms: list[tuple[int, float]]) -> None:
    matrix = np.random.default_rng(8).normal(0, 0.1, (7, 33)).astype(np.float16)
    rows = np.array([row for row, _ in terms], np.int64)
    factors = np.array([factor for _, factor in terms], np.float32)
    found = kernels.add_half_rows(matrix.view(np.uint16), rows, factors)

    np.testing.assert_allclose(found, factors @ matrix[rows].astype(np.float32), atol=1e-4)


def test_item_biases_are_damped_means_of_what_users_leave(raw: RawCommunity, dense: Any) -> None:
    user_bias = np.linspace(-1, 1, len(dense.seen))
    found = kernels.fit_item_biases(
        raw.indptr, raw.items, raw.marks, 7.0, user_bias, len(raw.ids), 5.0
    )

    is_scored = dense.scores > 0
    left = np.where(is_scored, dense.scores - 7 - user_bias[:, None], 0)
    np.testing.assert_allclose(found, left.sum(axis=0) / (is_scored.sum(axis=0) + 5))


def test_user_biases_are_damped_means_of_what_items_leave(raw: RawCommunity, dense: Any) -> None:
    item_bias = np.linspace(-1, 1, len(raw.ids))
    bias, mean = kernels.fit_user_biases(raw.indptr, raw.items, raw.marks, 7.0, item_bias, 2.0)

    is_scored = dense.scores > 0
    left = np.where(is_scored, dense.scores - 7 - item_bias, 0)
    np.testing.assert_allclose(bias, left.sum(axis=1) / (is_scored.sum(axis=1) + 2))
    np.testing.assert_allclose(mean, dense.means)


def test_users_without_a_score_get_the_mean_of_all(make_raw: Callable[..., RawCommunity]) -> None:
    raw = make_raw([{0: 8}, {0: 0}, {}], n_items=1)
    bias, mean = kernels.fit_user_biases(raw.indptr, raw.items, raw.marks, 6.5, np.zeros(1), 2.0)

    assert bias.tolist() == [0.5, 0, 0]
    assert mean.tolist() == [8, 6.5, 6.5]


def test_franchise_deviations_are_means_over_the_scored_entries(
    model: Model, raw: RawCommunity, dense: Any
) -> None:
    franchise, n_franchises = model.items.franchise, model.items.n_franchises
    positions, seen, deviations, n_seen, is_scored = kernels.franchise_deviations(
        raw.indptr, raw.items, raw.marks, model.rows.mean, franchise, n_franchises
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
def test_kernels_bear_a_community_without_entries(
    make_raw: Callable[..., RawCommunity], lists: list[dict[int, int]]
) -> None:
    raw = make_raw(lists, n_items=3)
    rows = raw.indptr, raw.items, raw.marks
    n_users = len(lists)

    assert not kernels.fit_item_biases(*rows, 7.0, np.zeros(n_users), 3, 5.0).any()
    assert not kernels.fit_user_biases(*rows, 7.0, np.zeros(3), 2.0)[0].any()
    positions, *found = kernels.franchise_deviations(
        *rows, np.zeros(n_users, np.float32), np.arange(3, dtype=np.int32), 3
    )
    assert not positions.any()
    assert [len(array) for array in found] == [0] * 4


@given(
    lists=st.lists(st.dictionaries(st.integers(0, 9), st.integers(0, 255)), max_size=8),
    item=st.integers(0, 9),
)
@settings(deadline=None, derandomize=True)
def test_the_mark_of_an_item_is_found_on_every_list(lists: list[dict[int, int]], item: int) -> None:
    rows = [sorted(one.items()) for one in lists]
    indptr = np.r_[0, np.cumsum([len(row) for row in rows])].astype(np.int64)
    items = np.array([at for row in rows for at, _ in row], np.uint16)
    marks = np.array([mark for row in rows for _, mark in row], np.uint8)
    users = np.arange(len(lists))[::-1].copy()

    found = kernels.find_marks(users, indptr, items, marks, item)

    assert found.tolist() == [one.get(item, -1) for one in reversed(lists)]
