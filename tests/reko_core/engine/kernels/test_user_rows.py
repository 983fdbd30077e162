from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels.user_rows import (
    SUM_SCALE,
    accumulate_residuals,
    compare_rows,
    find_likes,
)
from reko_core.engine.model import Model
from reko_core.engine.training.arrays import RawCommunity

Floats = NDArray[np.float64]


def residuals_of(model: Model, dense: Any) -> Floats:
    """(n_users, n_items) s - mu - b_i - b_u, 0 where unscored."""
    base = model.mu + model.items.bias + model.rows.bias[:, None]
    return np.where(dense.scores > 0, dense.scores - base, 0.0)


def test_counts_and_cosines_are_those_of_the_dense_matrices(
    model: Model, dense: Any, newcomer: Profile
) -> None:
    candidates = np.array([7, 0, 149, 33, 34, 35])
    item_base = model.items.bias + np.float32(model.mu)
    counts, similarity = compare_rows(
        candidates,
        model.rows.indptr,
        model.rows.items,
        model.rows.packed,
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

    equal = scored & (own == dense.scores[candidates])
    np.testing.assert_array_equal(counts.T, [each.sum(axis=1) for each in (both, scored, equal)])
    np.testing.assert_allclose(similarity, cosine, atol=1e-5)


def test_users_who_share_no_score_have_cosine_zero(
    make_raw: Callable[..., RawCommunity],
) -> None:
    raw = make_raw([{0: 8}, {1: 0}, {}], n_items=2)
    counts, cosine = compare_rows(
        np.arange(3),
        raw.indptr,
        raw.items,
        raw.packed,
        np.zeros(3, np.float32),
        np.full(2, 7, np.float32),
        np.array([-1, 9], np.int8),
        np.array([0, 2], np.float32),
    )

    assert counts.tolist() == [[0, 0, 0], [1, 0, 0], [0, 0, 0]]
    assert not cosine.any()


def accumulated(model: Model, neighbours: NDArray[Any], weights: NDArray[Any]) -> NDArray[np.int64]:
    return accumulate_residuals(
        neighbours,
        weights,
        model.rows.indptr,
        model.rows.items,
        model.rows.packed,
        model.rows.bias,
        model.items.bias + np.float32(model.mu),
    )


def test_accumulated_residuals_are_weighted_sums_over_the_neighbours(
    model: Model, dense: Any
) -> None:
    neighbours = np.array([3, 99, 40])
    weights = np.array([0.5, 0.25, 1], np.float32)
    sums = accumulated(model, neighbours, weights) / SUM_SCALE

    expected = weights @ residuals_of(model, dense)[neighbours]
    np.testing.assert_allclose(sums[:, 0], expected, atol=1e-5)
    np.testing.assert_allclose(sums[:, 1], weights @ (dense.scores[neighbours] > 0), rtol=1e-6)


def test_accumulated_residuals_of_parts_add_up_to_those_of_all(model: Model) -> None:
    neighbours = np.arange(model.rows.n_users)
    weights = np.random.default_rng(6).random(len(neighbours)).astype(np.float32)
    whole = accumulated(model, neighbours, weights)
    odd, even = (accumulated(model, neighbours[k::2], weights[k::2]) for k in (1, 0))

    np.testing.assert_array_equal(odd + even, whole)


def test_likes_are_those_of_the_dense_matrices(model: Model, dense: Any) -> None:
    neighbours = np.array([5, 0, 77])
    candidate_of = np.full(80, -1, np.int32)
    candidate_of[[0, 1, 2, 9, 30]] = [0, 0, 1, 2, 2]
    is_liked_status = np.arange(16) < 3
    found = find_likes(
        neighbours,
        model.rows.indptr,
        model.rows.items,
        model.rows.packed,
        model.rows.mean,
        is_liked_status,
        candidate_of,
        4,
    )

    scores, means = dense.scores[neighbours], model.rows.mean[neighbours, None]
    liked = dense.seen[neighbours] & is_liked_status[dense.statuses[neighbours]]
    liked &= (scores == 0) | (scores >= means)
    for candidate in range(4):
        np.testing.assert_array_equal(
            found[candidate], liked[:, candidate_of == candidate].any(axis=1)
        )
