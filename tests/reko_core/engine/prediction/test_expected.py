from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction import expected
from reko_core.engine.prediction.expected import ScoreModel, neighbour_residuals
from reko_core.engine.similarity.search import SimilarUsers, find_similar


@pytest.fixture
def similar(model: Model, newcomer: Profile) -> SimilarUsers:
    nobody = np.zeros(0, np.int64)
    return find_similar(newcomer, model.rows, model.columns, model.items, model.mu, exclude=nobody)


def heard(model: Model, dense: Any, similar: SimilarUsers, n_voters: int = 500) -> Any:
    """Hear the votes by the dense formula."""
    weights = similar.taste.astype(float) * np.maximum(0, similar.agreement)
    voters = np.argsort(-weights, kind="stable")[:n_voters]
    w, scores = weights[voters], dense.scores[similar.users[voters]]
    base = model.mu + model.items.bias
    left = scores - base - model.rows.bias[similar.users[voters], None]
    return w @ np.where(scores > 0, left, 0) / (w @ (scores > 0) + 0.2)


def test_votes_are_what_similar_users_found_better_than_usual(
    model: Model, dense: Any, similar: SimilarUsers
) -> None:
    found = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))

    np.testing.assert_allclose(found, heard(model, dense, similar), atol=1e-4)


def test_only_the_votes_of_highest_weight_are_heard(
    model: Model, dense: Any, similar: SimilarUsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expected, "N_VOTERS", 7)
    found = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))

    np.testing.assert_allclose(found, heard(model, dense, similar, 7), atol=1e-4)


def test_without_voters_there_are_no_votes(model: Model) -> None:
    nobody = SimilarUsers(np.zeros(0, np.int64), *[np.zeros(0, np.float32)] * 3)

    assert not neighbour_residuals(
        nobody, model.rows, model.items.bias + np.float32(model.mu)
    ).any()


def test_users_who_disagree_have_no_vote(model: Model, similar: SimilarUsers) -> None:
    opposed = SimilarUsers(
        similar.users, similar.taste, -np.abs(similar.agreement), similar.similarity
    )

    assert not neighbour_residuals(
        opposed, model.rows, model.items.bias + np.float32(model.mu)
    ).any()


def drawn(n: int, noise: float) -> tuple[Any, Any, Any, Any]:
    """Return what was predicted, votes, deviations and scores that come of them."""
    rng = np.random.default_rng(12)
    predicted = rng.normal(6, 1, n).astype(np.float32)
    votes = rng.normal(0, 0.5, n).astype(np.float32)
    deviations = rng.uniform(0.5, 1.5, n).astype(np.float32)
    scores = 1 + 0.8 * predicted + 0.5 * votes + noise * deviations * rng.normal(size=n)
    return predicted, votes, deviations, scores


def test_weights_are_found_again_on_many_scores() -> None:
    fitted = ScoreModel.fit(*drawn(20_000, 1))

    np.testing.assert_allclose(fitted.weights, [-0.4, 0.8, 0.5], atol=0.05)


@pytest.mark.parametrize("noise", [0.2, 1, 2])
def test_nine_of_ten_scores_lie_within_the_reach(noise: float) -> None:
    predicted, votes, deviations, scores = drawn(20_000, noise)
    fitted = ScoreModel.fit(predicted, votes, deviations, scores)
    errors = np.abs(scores - fitted.predict(predicted, votes))

    assert np.mean(errors <= fitted.reach * deviations) == pytest.approx(0.9, abs=0.005)


def test_few_scores_hardly_move_what_is_usual() -> None:
    fitted = ScoreModel.fit(*(part[:2] for part in drawn(2, 1)))

    np.testing.assert_allclose(fitted.weights, ScoreModel().weights, atol=0.1)
    assert fitted.reach == pytest.approx(ScoreModel().reach, rel=0.1)


@given(
    st.lists(st.floats(-50, 50, width=32), max_size=20),
    st.floats(-5, 5, width=32),
    st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3)),
)
@settings(deadline=None, derandomize=True)
def test_expected_scores_stay_on_the_scale(
    predicted: list[float], vote: float, weights: tuple[float, ...]
) -> None:
    votes = np.full(len(predicted), vote, np.float32)
    found = ScoreModel(weights).predict(np.array(predicted, np.float32), votes)

    assert found.dtype == np.float32
    assert ((found >= 1) & (found <= 10)).all()
