from collections.abc import Callable

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.ease import predict_ease
from reko_core.engine.ranking.ranking_score import best_of_franchise, score_franchises
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


def test_every_title_and_franchise_is_scored(model: Model, found: CatalogueScores) -> None:
    n_items = model.items.n_items

    assert found.expected.shape == found.enjoyment.shape == (n_items,)
    assert found.franchise_scores.shape == (model.items.n_franchises,)
    assert found.expected.dtype == np.float32
    assert found.enjoyment.dtype == found.franchise_scores.dtype == np.float64
    assert ((found.expected >= 1) & (found.expected <= 10)).all()
    assert ((found.enjoyment > 0) & (found.enjoyment < 1)).all()


def test_franchises_are_ranked_by_fit_and_enjoyment(
    model: Model, newcomer: Profile, found: CatalogueScores
) -> None:
    fit = predict_ease(newcomer, model.ease, model.items.franchise_popularity, model.rows.n_users)
    expected = score_franchises(fit, best_of_franchise(model.items, found.enjoyment))

    np.testing.assert_array_equal(found.franchise_scores, expected)


def test_recommendations_say_what_was_scores_of(
    model: Model, newcomer: Profile, found: CatalogueScores
) -> None:
    picks = recommend(model, newcomer, Query()).picks

    assert picks
    for pick in picks:
        assert pick.expected == found.expected[pick.item]
        assert pick.enjoyment == found.enjoyment[pick.item]


@pytest.mark.parametrize("scores", [{}, {10: 0}, {10: 9}])
def test_lists_that_say_nothing_are_scores_of(
    model: Model, ask: Ask, scores: dict[int, int]
) -> None:
    found = scores_of(model, ask(model, scores))

    assert np.isfinite(found.expected).all()
    assert np.isfinite(found.enjoyment).all()
    assert np.isfinite(found.franchise_scores).all()
