"""The kernels of the factor model against the formulas, written densely."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.kernels.factor_model import (
    add_products,
    fit_items,
    infer_users,
    sum_squared_products,
)

N_USERS, N_ITEMS, D = 7, 9, 3


def sample(seed: int) -> Any:
    """Return a generator, (N_USERS, N_ITEMS) scores with gaps, base and weights."""
    rng = np.random.default_rng(seed)
    scores = np.where(
        rng.random((N_USERS, N_ITEMS)) < 0.5, rng.integers(1, 11, (N_USERS, N_ITEMS)), 0
    )
    return rng, scores, rng.normal(7, 1, N_ITEMS), rng.normal(0, 1, (N_ITEMS, D))


def packed(matrix: Any) -> Any:
    return matrix[..., *np.tril_indices(matrix.shape[-1])]


def compressed(scores: Any) -> tuple[Any, Any, Any]:
    """Return indptr, columns and scores of a dense matrix."""
    rows, columns = np.nonzero(scores)
    indptr = np.r_[0, np.cumsum(np.bincount(rows, minlength=len(scores)))]
    return indptr, columns, scores[rows, columns].astype(np.uint8)


@given(st.integers(0, 1000), st.floats(0.3, 3))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_moments_of_users_are_those_of_the_posterior(seed: int, noise: float) -> None:
    _, scores, base, weights = sample(seed)
    indptr, items, given_scores = compressed(scores)
    moments = np.full((N_USERS, (D + 1) * (D + 2) // 2), -1, np.float32)

    infer_users(
        1, N_USERS, indptr, items.astype(np.uint16), given_scores, base, weights, noise, moments
    )

    assert (moments[0] == -1).all()
    for user in range(1, N_USERS):
        v = weights[scores[user] > 0]
        covariance = np.linalg.inv(np.eye(D) + v.T @ v / noise)
        mean = covariance @ v.T @ (scores[user] - base)[scores[user] > 0] / noise
        expected = np.zeros((D + 1, D + 1))
        expected[1:, 1:] = covariance
        expected += np.outer(np.r_[1, mean], np.r_[1, mean])
        np.testing.assert_allclose(moments[user], packed(expected), rtol=1e-4, atol=1e-4)


@given(st.integers(0, 1000), st.floats(0.3, 3))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_weights_of_items_solve_the_normal_equations(seed: int, noise: float) -> None:
    rng, scores, _, _ = sample(seed)
    mu, size = 7.0, D + 1
    roots = rng.normal(0, 1, (N_USERS, size, size))
    roots[:, 0] = np.eye(size)[0]
    square = roots @ roots.transpose(0, 2, 1)
    whitening = np.tril(rng.normal(0, 1, (size, size))) + 2 * np.eye(size)
    whitening[0] = np.eye(size)[0]
    prior, precision = rng.normal(0, 1, (N_ITEMS, size)), rng.uniform(0.5, 2, (N_ITEMS, size))
    indptr, users, given_scores = compressed(scores.T)
    found = np.zeros((N_ITEMS, size))

    fit_items(
        0, N_ITEMS, indptr, users.astype(np.int32), given_scores, mu,
        packed(square).astype(np.float32), whitening, noise, prior, precision, found,
    )  # fmt: skip

    for item in range(N_ITEMS):
        by = scores[:, item] > 0
        total = whitening @ square[by].sum(axis=0) @ whitening.T / noise
        total += np.diag(precision[item])
        pull = whitening @ ((scores[by, item] - mu) @ square[by][:, 0]) / noise
        expected = np.linalg.solve(total, pull + precision[item] * prior[item])
        np.testing.assert_allclose(found[item], expected, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("n_items", [0, 1, 1023, 1024, 1025, 2500])
@pytest.mark.parametrize("d", [1, 3, 4, 9])
def test_variances_are_quadratic_forms(n_items: int, d: int) -> None:
    rng = np.random.default_rng(14)
    weights = rng.normal(0, 1, (d, n_items)).astype(np.float32)
    root = np.tril(rng.normal(0, 1, (d, d))).astype(np.float32)

    found = sum_squared_products(weights, np.ascontiguousarray(root.T))

    np.testing.assert_allclose(found, ((weights.T @ root) ** 2).sum(axis=1), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("d", [1, 3, 4, 9])
def test_added_products_are_a_matrix_product(d: int) -> None:
    rng = np.random.default_rng(15)
    base, mean = rng.normal(7, 1, 200).astype(np.float32), rng.normal(0, 1, d).astype(np.float32)
    weights = rng.normal(0, 1, (d, 200)).astype(np.float32)

    found = base.copy()
    add_products(weights, mean, slice(0, 200), found)

    np.testing.assert_allclose(found, base + mean @ weights, atol=1e-5)
