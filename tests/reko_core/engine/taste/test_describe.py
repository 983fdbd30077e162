"""What is told of a taste: genres, decades and rare favourites."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from reko_core.engine.data.community import NO_DATE
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.taste.describe import describe_taste
from reko_core.engine.taste.genre_taste import genre_taste
from reko_core.engine.taste.rare_favourites import rare_favourites
from tests.reko_core.engine.conftest import N_ITEMS

HAS_GENRE = np.random.default_rng(5).random((4, N_ITEMS)) < 0.3


def test_genres_are_compared_with_all_that_the_community_watches(
    model: Model, newcomer: Profile
) -> None:
    found = genre_taste(newcomer, model.items, HAS_GENRE)
    popularity = model.items.popularity
    for genre, titles in enumerate(HAS_GENRE):
        own = [item for item in newcomer.seen if titles[item]]
        scored = [item for item in own if newcomer.item_scores[item] > 0]
        share = popularity[titles].sum() / popularity.sum()
        assert (found.seen[genre], found.scored[genre]) == (len(own), len(scored))
        assert_allclose(found.share[genre], len(own) / len(newcomer.seen))
        assert_allclose(found.community_share[genre], share)
        expected = len(newcomer.seen) * share
        assert_allclose(found.deviation[genre], (len(own) - expected) / np.sqrt(expected + 1))
        assert_allclose(found.mean[genre], newcomer.item_scores[scored].mean())
        residuals = newcomer.residuals[scored].astype(float)
        assert_allclose(found.difference[genre], residuals.sum() / (len(scored) + 5), atol=1e-6)


def test_who_scores_a_genre_lower_than_others_is_harsh_on_it(
    model: Model, ask: Callable[..., Profile]
) -> None:
    has_genre = np.arange(N_ITEMS) < 10
    scores = {item: 3 if has_genre[item] else 8 for item in range(0, 40, 2)}
    found = genre_taste(ask(model, scores), model.items, np.stack([has_genre, ~has_genre]))
    assert found.difference[0] < -1 < 0 < found.difference[1]
    assert found.certainty[0] < -2


def test_decades_count_titles_with_a_date(model: Model, newcomer: Profile) -> None:
    day = model.items.day.copy()
    day[newcomer.seen[0]] = NO_DATE
    day[newcomer.seen[1]] = -4000
    items = replace(model.items, day=day)
    decades = describe_taste(newcomer, items, model.n_users, HAS_GENRE).decades
    dated = newcomer.seen[1:]
    first_years = [
        int(str(np.datetime64(0, "D") + int(day[item]))[:3] + "0") for item in dated.tolist()
    ]
    known = dict(zip(decades.first_year.tolist(), decades.seen.tolist(), strict=True))
    assert {year: first_years.count(year) for year in known} == known
    assert known[1950] == 1
    assert_allclose([decades.share.sum(), decades.community_share.sum()], 1)


def test_rare_favourites_are_liked_and_known_by_few(
    model: Model, ask: Callable[..., Profile]
) -> None:
    items = model.items
    rarest = np.argsort(items.popularity, kind="stable")
    usable = [int(item) for item in rarest if items.is_main[item] and not items.is_adult[item]]
    rare, other, famous = usable[0], usable[1], usable[-1]
    profile = ask(model, {rare: 9, other: 4, famous: 10, usable[-2]: 6})
    assert rare_favourites(profile, items, model.n_users, 5).tolist() == [rare]


def test_rare_favourites_name_one_title_a_franchise_and_adult_ones_only_if_wanted(
    model: Model, ask: Callable[..., Profile]
) -> None:
    flat = np.full(N_ITEMS, 10, np.int32)
    is_adult = np.arange(N_ITEMS) == 4
    items = replace(model.items, popularity=flat, is_adult=is_adult, is_main=np.ones(N_ITEMS, bool))
    profile = ask(model, {0: 9, 1: 10, 2: 8, 4: 9, 6: 1, 8: 1})
    # With equal popularity, no part of the titles has a fifth of the views.
    assert rare_favourites(profile, items, 150, 5).tolist() == []
    items = replace(items, popularity=np.where(np.arange(N_ITEMS) < 6, 1, 100).astype(np.int32))
    assert rare_favourites(profile, items, 150, 5).tolist() == [1, 2]
    assert rare_favourites(profile, items, 150, 5, include_adult=True).tolist() == [1, 4, 2]
    assert rare_favourites(profile, items, 150, 1).tolist() == [1]


@pytest.mark.parametrize("scores", [{}, {3: 0}])
def test_an_empty_and_an_unscored_list_are_described(
    scores: dict[int, int], model: Model, ask: Callable[..., Profile]
) -> None:
    taste = describe_taste(ask(model, scores), model.items, model.n_users, HAS_GENRE)
    assert taste.histogram.tolist() == [0] * 10
    assert taste.favourites.tolist() == []
    assert np.isnan(taste.genres.mean).all()
    assert taste.genres.difference.tolist() == [0] * 4
    assert taste.decades.seen.sum() == len(scores)
