from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction import expected_score
from reko_core.engine.prediction.expected_score import ScoreModel, ScoreTerms, neighbour_residuals
from reko_core.engine.prediction.own_franchise import FranchiseScores
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


def terms_of(predicted: Any, residuals: Any, own: Any = None) -> ScoreTerms:
    """Return the terms; own: (n, 4) r, l, f - m and c, NaN where nothing of the franchise is."""
    own = np.full((len(predicted), 4), np.nan) if own is None else own
    begun = np.flatnonzero(~np.isnan(own[:, 0]))
    return ScoreTerms(predicted, residuals, begun, *own[begun].T.astype(np.float32))


def sample(n: int, noise: float) -> tuple[list[ScoreTerms], Any, Any]:
    """Return terms of two users, deviations, and scores generated from them."""
    rng = np.random.default_rng(12)
    predicted = rng.normal(6, 1, n).astype(np.float32)
    residuals = rng.normal(0, 0.5, n).astype(np.float32)
    deviations = rng.uniform(0.5, 1.5, n).astype(np.float32)
    own = rng.normal(0, 1, (n, 4))
    own[rng.random(n) < 0.5] = np.nan
    from_own = own @ [0.3, 0.2, -0.4, 0] + own[:, 3] * (own[:, 0] - own[:, 2])
    scores = 1 + 0.8 * predicted + 0.5 * residuals + np.nan_to_num(from_own)
    scores += noise * deviations * rng.normal(size=n)
    parts = slice(0, n // 3), slice(n // 3, n)
    terms = [terms_of(predicted[part], residuals[part], own[part]) for part in parts]
    return terms, deviations, scores


def test_weights_are_recovered_from_many_scores() -> None:
    fitted = ScoreModel.fit(*sample(20_000, 1))

    np.testing.assert_allclose(fitted.weights, [-0.4, 0.8, 0.5, 0.3, 0.2, -0.4], atol=0.05)


@pytest.mark.parametrize("noise", [0.2, 1, 2])
def test_nine_of_ten_scores_lie_within_the_interval(noise: float) -> None:
    terms, deviations, scores = sample(20_000, noise)
    fitted = ScoreModel.fit(terms, deviations, scores)
    errors = np.abs(scores - np.concatenate([fitted.predict(one) for one in terms]))

    assert np.mean(errors <= fitted.half_width * deviations) == pytest.approx(0.9, abs=0.005)


def test_few_scores_hardly_change_the_prior() -> None:
    fitted = ScoreModel.fit(*sample(2, 1))

    np.testing.assert_allclose(fitted.weights, ScoreModel().weights, atol=0.1)
    assert fitted.half_width == pytest.approx(ScoreModel().half_width, rel=0.1)


@given(
    st.lists(st.floats(-50, 50, width=32), max_size=20),
    st.floats(-5, 5, width=32),
    st.tuples(*[st.floats(-3, 3)] * 6),
)
@settings(deadline=None, derandomize=True)
def test_expected_scores_stay_on_the_scale(
    predicted: list[float], residual: float, weights: tuple[float, ...]
) -> None:
    residuals = np.full(len(predicted), residual, np.float32)
    found = ScoreModel(weights).predict(terms_of(np.array(predicted, np.float32), residuals))

    assert found.dtype == np.float32
    assert ((found >= 1) & (found <= 10)).all()


def test_terms_are_those_of_the_own_franchise(model: Model, ask: Callable[..., Profile]) -> None:
    """Franchises are pairs of titles: 4 and 5, 8 and 9."""
    profile = ask(model, {4: 9, 8: 0, 20: 6})
    predicted = np.full(80, 6.5, np.float32)
    own = FranchiseScores.of(model.items, profile)
    terms = ScoreTerms.of(model.items, own, predicted, np.zeros(80, np.float32))

    assert terms.begun.tolist() == [4, 5, 20, 21]
    assert terms.mean == pytest.approx([0.75, 0.75, -0.75, -0.75])
    assert terms.last == pytest.approx([1.5, 1.5, -1.5, -1.5])
    assert terms.above == pytest.approx([-1] * 4)
    lists = model.items.popularity[[4, 5, 20, 21]]
    assert terms.share == pytest.approx(0.35 / (1 + lists / 5))
    chosen = np.array([5, 30])
    some = ScoreTerms.of(model.items, own, predicted[chosen], np.zeros(2, np.float32), chosen)
    scores = model.scores
    assert scores.predict(some).tolist() == scores.predict(terms)[chosen].tolist()
