import numpy as np
import pytest
from scipy import sparse

from reko_core.engine.training.content_prior import PRIOR_STRENGTH, ContentPrior

NOTHING = np.zeros((60, 0))


def test_prior_is_a_ridge_regression_on_the_content() -> None:
    rng = np.random.default_rng(15)
    X = np.where(rng.random((60, 5)) < 0.4, rng.normal(0, 1, (60, 5)), 0)
    W, counts = rng.normal(0, 1, (60, 4)), rng.integers(0, 500, 60)
    means, precision = ContentPrior(sparse.csr_array(X), NOTHING, counts).fit(W)

    X = np.column_stack([X, np.ones(60)])
    n = np.minimum(counts, 200)
    k = n / (n + 20)
    B = np.linalg.solve(X.T @ (k[:, None] * X) + 5 * np.eye(6), X.T @ (k[:, None] * W))
    variance = np.average((W - X @ B) ** 2, axis=0, weights=k**4)
    np.testing.assert_allclose(means, X @ B)
    np.testing.assert_allclose(precision, np.tile(PRIOR_STRENGTH / variance, (60, 1)))


def test_unscored_titles_do_not_affect_the_prior() -> None:
    content = sparse.csr_array(np.ones((3, 1)))
    W = np.array([[1.0], [1.0], [99.0]])
    known, unknown = (
        ContentPrior(content, NOTHING[:3], np.array([50, 50, 0])).fit(one)[0]
        for one in (W, W.clip(max=1))
    )

    np.testing.assert_array_equal(known, unknown)


@pytest.mark.parametrize("n_items", [0, 3])
def test_without_scores_and_content_the_prior_is_nothing(n_items: int) -> None:
    prior = ContentPrior(sparse.csr_array((n_items, 0)), NOTHING[:n_items], np.zeros(n_items, int))
    means, precision = prior.fit(np.ones((n_items, 2)))

    assert means.shape == (n_items, 2)
    assert not means.any()
    assert np.isfinite(precision).all()


def test_a_title_without_a_mean_is_like_its_content_in_all_titles() -> None:
    """Titles of genre 0 have means of 6 and 8 and biases to match; a new one lies between."""
    genre = sparse.csr_array(np.ones((41, 1)))
    above = np.r_[np.tile([-1.0, 1.0], 20), np.nan]
    W = np.nan_to_num(above)[:, None] * [1.0, 0.2]
    counts = np.r_[np.full(40, 500), 0]
    means, precisions = ContentPrior(genre, above[:, None], counts).fit(W)

    assert means[:40, 0] == pytest.approx(above[:40], abs=0.2)
    assert means[40] == pytest.approx([0, 0], abs=0.05)
    assert (precisions[40] < precisions[0] / 5).all()


def test_a_title_without_a_mean_is_like_what_many_have_seen() -> None:
    known = np.r_[np.zeros(40), np.nan][:, None]
    W = np.r_[np.full(20, 1.0), np.zeros(21)][:, None]
    counts = np.r_[np.full(20, 900), np.full(20, 100), 0]
    means, _ = ContentPrior(sparse.csr_array((41, 0)), known, counts).fit(W)

    assert means[0, 0] < 0.6
    assert means[40, 0] == pytest.approx(20 / (20 + 20 / 9 + 5), abs=0.01)
