"""Predictions for titles that are not in the community, and for one title alone."""

from collections.abc import Callable

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.title_prediction import (
    TitlePrediction,
    predict_title,
    predict_unknown_title,
)
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import fold_in
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.similarity.search import SimilarUsers

Ask = Callable[..., Profile]


def half_width_of(model: Model, profile: Profile, *, is_mean_known: bool) -> float:
    """Half-width of the interval by the formula, title by title."""
    user = fold_in(model.factors, profile)
    variances = []
    for v in model.factors.weights.T.astype(float):
        own = v @ user.covariance @ v
        variances.append(own + (v @ user.mean - profile.bias) ** 2)
    among_titles = 0 if is_mean_known else model.factors.base.astype(float).var()
    return float(model.scores.half_width * np.sqrt(user.noise + np.mean(variances) + among_titles))


@pytest.mark.parametrize("scores", [{}, {3: 0}, {3: 9, 9: 7}, dict.fromkeys(range(40), 5)])
@pytest.mark.parametrize("mean", [None, 6.5])
def test_an_unknown_title_is_expected_around_its_mean_moved_by_the_bias(
    model: Model, ask: Ask, scores: dict[int, int], mean: float | None
) -> None:
    profile = ask(model, scores)
    found = predict_unknown_title(model, profile, mean)
    half_width = half_width_of(model, profile, is_mean_known=mean is not None)

    assert found.score == pytest.approx((mean or model.mu) + profile.bias, abs=1e-4)
    assert found.low == pytest.approx(max(1, found.score - half_width), abs=1e-3)
    assert found.high == pytest.approx(min(10, found.score + half_width), abs=1e-3)
    assert 0 < found.enjoyment < 1


def test_an_unknown_title_is_less_certain_than_most_known_ones(
    model: Model, newcomer: Profile
) -> None:
    user = fold_in(model.factors, newcomer)
    known = model.scores.half_width * user.deviation(model.factors, np.float32(0))
    found = predict_unknown_title(model, newcomer, 6.0)

    assert found.high - found.score > np.quantile(known, 0.75)


@pytest.mark.parametrize(("mean", "end"), [(100.0, 10), (-100.0, 1)])
def test_expected_scores_are_clamped_to_the_scale(
    model: Model, newcomer: Profile, mean: float, end: int
) -> None:
    found = predict_unknown_title(model, newcomer, mean)

    assert found.score == end
    assert 1 <= found.low <= found.score <= found.high <= 10


def test_intervals_are_clamped_to_the_scale() -> None:
    assert TitlePrediction.of(9.5, 2, 0.5) == TitlePrediction(9.5, 7.5, 10, 0.5)
    assert TitlePrediction.of(1.5, 2, 0.5) == TitlePrediction(1.5, 1, 3.5, 0.5)


def test_a_title_predicted_alone_is_scored_as_in_the_catalogue_without_similar_users(
    model: Model, newcomer: Profile
) -> None:
    nobody = SimilarUsers(np.zeros(0, np.int64), *np.zeros((3, 0), np.float32))
    scores = score_catalogue(model, newcomer, nobody)

    for item in range(0, model.items.n_items, 7):
        found = predict_title(model, newcomer, item)

        assert found.score == pytest.approx(scores.expected[item], abs=1e-4)
        assert found.enjoyment == pytest.approx(scores.enjoyment[item], abs=1e-4)
        low = max(1.0, scores.expected[item] - scores.half_width[item])
        assert found.low == pytest.approx(low, abs=1e-3)
