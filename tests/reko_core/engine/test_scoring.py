from collections.abc import Callable

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.ease import predict_ease
from reko_core.engine.ranking.ranking_score import score_titles
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.scoring import CatalogueScores, score_catalogue
from reko_core.engine.similarity.search import find_similar

Ask = Callable[..., Profile]


def scores_of(model: Model, profile: Profile) -> CatalogueScores:
    nobody = np.zeros(0, np.int64)
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=nobody
    )
    return score_catalogue(model, profile, similar)


@pytest.fixture
def found(model: Model, newcomer: Profile) -> CatalogueScores:
    return scores_of(model, newcomer)


def test_every_title_is_scored(model: Model, found: CatalogueScores) -> None:
    n_items = model.items.n_items

    assert found.expected.shape == found.half_width.shape == (n_items,)
    assert found.enjoyment.shape == found.title_scores.shape == (n_items,)
    assert found.expected.dtype == np.float32
    assert found.enjoyment.dtype == found.title_scores.dtype == np.float64
    assert ((found.expected >= 1) & (found.expected <= 10)).all()
    assert ((found.enjoyment > 0) & (found.enjoyment < 1)).all()


def test_titles_are_ranked_by_fit_and_their_own_enjoyment(
    model: Model, newcomer: Profile, found: CatalogueScores
) -> None:
    fit = predict_ease(newcomer, model.ease, model.items, model.rows.n_users)

    np.testing.assert_array_equal(found.title_scores, score_titles(fit, found.enjoyment))


def test_recommendations_say_what_was_scored(
    model: Model, newcomer: Profile, found: CatalogueScores
) -> None:
    picks = recommend(model, newcomer, Query()).picks

    assert picks
    for pick in picks:
        assert pick.expected == found.expected[pick.item]
        assert pick.enjoyment == found.enjoyment[pick.item]


@pytest.mark.parametrize("scores", [{}, {10: 0}, {10: 9}])
def test_lists_that_say_nothing_are_scored(model: Model, ask: Ask, scores: dict[int, int]) -> None:
    found = scores_of(model, ask(model, scores))

    assert np.isfinite(found.expected).all()
    assert np.isfinite(found.enjoyment).all()
    assert np.isfinite(found.title_scores).all()
