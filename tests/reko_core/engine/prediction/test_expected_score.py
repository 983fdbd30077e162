from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction import expected_score
from reko_core.engine.prediction.expected_score import ScoreModel, neighbour_residuals
from reko_core.engine.similarity.search import SimilarUsers, find_similar


@pytest.fixture
def similar(model: Model, newcomer: Profile) -> SimilarUsers:
    nobody = np.zeros(0, np.int64)
    return find_similar(newcomer, model.rows, model.columns, model.items, model.mu, exclude=nobody)


def dense_residuals(
    model: Model, dense: Any, similar: SimilarUsers, n_neighbours: int = 500
) -> Any:
    """n by the dense formula."""
    weights = similar.taste.astype(float) * np.maximum(0, similar.agreement)
    neighbours = np.argsort(-weights, kind="stable")[:n_neighbours]
    w, scores = weights[neighbours], dense.scores[similar.users[neighbours]]
    base = model.mu + model.items.bias
    residuals = scores - base - model.rows.bias[similar.users[neighbours], None]
    return w @ np.where(scores > 0, residuals, 0) / (w @ (scores > 0) + 0.2)


def test_neighbour_residuals_are_those_of_the_dense_formula(
    model: Model, dense: Any, similar: SimilarUsers
) -> None:
    found = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))

    np.testing.assert_allclose(found, dense_residuals(model, dense, similar), atol=1e-4)


def test_only_the_neighbours_of_highest_weight_count(
    model: Model, dense: Any, similar: SimilarUsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expected_score, "N_NEIGHBOURS", 7)
    found = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))

    np.testing.assert_allclose(found, dense_residuals(model, dense, similar, 7), atol=1e-4)


def test_without_neighbours_residuals_are_zero(model: Model) -> None:
    nobody = SimilarUsers(np.zeros(0, np.int64), *[np.zeros(0, np.float32)] * 3)

    assert not neighbour_residuals(
        nobody, model.rows, model.items.bias + np.float32(model.mu)
    ).any()


def test_users_who_disagree_do_not_count(model: Model, similar: SimilarUsers) -> None:
    opposed = SimilarUsers(
        similar.users, similar.taste, -np.abs(similar.agreement), similar.similarity
    )

    assert not neighbour_residuals(
        opposed, model.rows, model.items.bias + np.float32(model.mu)
    ).any()


def sample(n: int, noise: float) -> tuple[Any, Any, Any, Any]:
    """Return predictions, residuals, deviations, and scores generated from them."""
    rng = np.random.default_rng(12)
    predicted = rng.normal(6, 1, n).astype(np.float32)
    residuals = rng.normal(0, 0.5, n).astype(np.float32)
    deviations = rng.uniform(0.5, 1.5, n).astype(np.float32)
    scores = 1 + 0.8 * predicted + 0.5 * residuals + noise * deviations * rng.normal(size=n)
    return predicted, residuals, deviations, scores


def test_weights_are_recovered_from_many_scores() -> None:
    fitted = ScoreModel.fit(*sample(20_000, 1))

    np.testing.assert_allclose(fitted.weights, [-0.4, 0.8, 0.5], atol=0.05)


@pytest.mark.parametrize("noise", [0.2, 1, 2])
def test_nine_of_ten_scores_lie_within_the_interval(noise: float) -> None:
    predicted, residuals, deviations, scores = sample(20_000, noise)
    fitted = ScoreModel.fit(predicted, residuals, deviations, scores)
    errors = np.abs(scores - fitted.predict(predicted, residuals))

    assert np.mean(errors <= fitted.half_width * deviations) == pytest.approx(0.9, abs=0.005)


def test_few_scores_hardly_change_the_prior() -> None:
    fitted = ScoreModel.fit(*(part[:2] for part in sample(2, 1)))

    np.testing.assert_allclose(fitted.weights, ScoreModel().weights, atol=0.1)
    assert fitted.half_width == pytest.approx(ScoreModel().half_width, rel=0.1)


@given(
    st.lists(st.floats(-50, 50, width=32), max_size=20),
    st.floats(-5, 5, width=32),
    st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3)),
)
@settings(deadline=None, derandomize=True)
def test_expected_scores_stay_on_the_scale(
    predicted: list[float], residual: float, weights: tuple[float, ...]
) -> None:
    residuals = np.full(len(predicted), residual, np.float32)
    found = ScoreModel(weights).predict(np.array(predicted, np.float32), residuals)

    assert found.dtype == np.float32
    assert ((found >= 1) & (found <= 10)).all()
