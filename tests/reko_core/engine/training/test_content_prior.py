import numpy as np
import pytest
from scipy import sparse

from reko_core.engine.training.content_prior import PRIOR_STRENGTH, ContentPrior


def test_prior_is_a_ridge_regression_on_the_content() -> None:
    rng = np.random.default_rng(15)
    X = np.where(rng.random((60, 5)) < 0.4, rng.normal(0, 1, (60, 5)), 0)
    W, counts = rng.normal(0, 1, (60, 4)), rng.integers(0, 500, 60)
    means, precision = ContentPrior(sparse.csr_array(X), counts).fit(W)

    X = np.column_stack([X, np.ones(60)])
    n = np.minimum(counts, 200)
    k = n / (n + 20)
    B = np.linalg.solve(X.T @ (k[:, None] * X) + 5 * np.eye(6), X.T @ (k[:, None] * W))
    variance = np.average((W - X @ B) ** 2, axis=0, weights=k**4)
    np.testing.assert_allclose(means, X @ B)
    np.testing.assert_allclose(precision, PRIOR_STRENGTH / variance)


def test_unscored_titles_do_not_affect_the_prior() -> None:
    content = sparse.csr_array(np.ones((3, 1)))
    W = np.array([[1.0], [1.0], [99.0]])
    known, unknown = (
        ContentPrior(content, np.array([50, 50, 0])).fit(one)[0] for one in (W, W.clip(max=1))
    )

    np.testing.assert_array_equal(known, unknown)


@pytest.mark.parametrize("n_items", [0, 3])
def test_without_scores_and_content_the_prior_is_nothing(n_items: int) -> None:
    prior = ContentPrior(sparse.csr_array((n_items, 0)), np.zeros(n_items, int))
    means, precision = prior.fit(np.ones((n_items, 2)))

    assert means.shape == (n_items, 2)
    assert not means.any()
    assert np.isfinite(precision).all()
