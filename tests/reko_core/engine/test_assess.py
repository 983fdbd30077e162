"""What is thought of everything, of which recommendations are a part."""

from collections.abc import Callable

import numpy as np
import pytest

from reko_core.engine.assess import Assessment, assess
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.item_model import score_franchises
from reko_core.engine.ranking.ranking import best_of_franchise, rank_scores
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.similarity.search import find_similar

Ask = Callable[..., Profile]


def assessed(model: Model, profile: Profile) -> Assessment:
    nobody = np.zeros(0, np.int64)
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=nobody
    )
    return assess(model, profile, similar)


@pytest.fixture
def found(model: Model, newcomer: Profile) -> Assessment:
    return assessed(model, newcomer)


def test_every_title_and_franchise_is_assessed(model: Model, found: Assessment) -> None:
    n_items = model.items.n_items

    assert found.expected.shape == found.enjoyment.shape == (n_items,)
    assert found.franchise_scores.shape == (model.items.n_franchises,)
    assert found.expected.dtype == np.float32
    assert found.enjoyment.dtype == found.franchise_scores.dtype == np.float64
    assert ((found.expected >= 1) & (found.expected <= 10)).all()
    assert ((found.enjoyment > 0) & (found.enjoyment < 1)).all()


def test_franchises_are_ranked_by_fit_and_enjoyment(
    model: Model, newcomer: Profile, found: Assessment
) -> None:
    fit = score_franchises(
        newcomer, model.ease, model.items.franchise_popularity, model.rows.n_users
    )
    expected = rank_scores(fit, best_of_franchise(model.items, found.enjoyment))

    np.testing.assert_array_equal(found.franchise_scores, expected)


def test_recommendations_say_what_was_assessed(
    model: Model, newcomer: Profile, found: Assessment
) -> None:
    picks = recommend(model, newcomer, Query()).picks

    assert picks
    for pick in picks:
        assert pick.expected == found.expected[pick.item]
        assert pick.enjoyment == found.enjoyment[pick.item]


@pytest.mark.parametrize("scores", [{}, {10: 0}, {10: 9}])
def test_lists_that_say_nothing_are_assessed(
    model: Model, ask: Ask, scores: dict[int, int]
) -> None:
    found = assessed(model, ask(model, scores))

    assert np.isfinite(found.expected).all()
    assert np.isfinite(found.enjoyment).all()
    assert np.isfinite(found.franchise_scores).all()
