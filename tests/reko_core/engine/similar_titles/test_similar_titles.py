"""Titles like given ones, with a small community of three tastes."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.recommenders import IS_LIKED_STATUS
from reko_core.engine.scoring import score_for
from reko_core.engine.selection import Query
from reko_core.engine.similar_titles.find import Asker, FoundTitles, find_similar_titles
from reko_core.engine.similar_titles.title_closeness import GivenTitles, measure_closeness

N_TASTES = 3
Bools = NDArray[np.bool_]


@pytest.fixture(scope="module")
def has_genre(model: Model) -> Bools:
    """Two genres by which nobody's taste goes, and one that no title has."""
    items = np.arange(model.items.n_items)
    return np.array([items % 5 == 0, items % 7 < 3, items < 0])


@pytest.fixture(scope="module")
def asker(model: Model, newcomer: Profile) -> Asker:
    return Asker(newcomer, score_for(model, newcomer, np.zeros(0, np.int64)))


def given(has_genre: Bools, *items: int) -> GivenTitles:
    at = np.array(items, np.int64)
    return GivenTitles(at, has_genre[:, at].T)


def find(
    model: Model, has_genre: Bools, *like: int, asker: Asker | None = None, **query: Any
) -> FoundTitles:
    fields = {"include_adult": True} | query
    nothing = given(has_genre)
    return find_similar_titles(
        model, given(has_genre, *like), nothing, has_genre, Query(**fields), asker
    )


def test_closeness_is_that_of_the_formula(model: Model, dense: Any, has_genre: Bools) -> None:
    like, unlike = (8, 40), 21
    found = measure_closeness(
        model, given(has_genre, *like), given(has_genre, unlike), has_genre, genre_weight=0.7
    )
    liked = dense.seen & ((dense.scores == 0) | (dense.scores >= dense.means[:, None]))
    liked &= IS_LIKED_STATUS[dense.statuses]
    weights = 1 / (liked.sum(axis=1) + 20)
    share = np.maximum(model.items.popularity, 1) / model.n_users
    rows, likes = np.zeros((2, model.items.n_items)), []
    for k, item in enumerate(like):
        franchise = model.items.franchise[item]
        rows[k, model.ease.targets] = model.ease.weights[0, franchise].astype(np.float64)
        both = (weights * liked[:, item]) @ liked
        likes.append((both + 0.04 * share) / (both[item] + 0.04))
    units = has_genre.T / np.sqrt(np.maximum(has_genre.sum(axis=0), 1))[:, None]
    wanted = units[list(like)].sum(axis=0)
    wanted /= max(np.linalg.norm(wanted), 1e-9)
    expected = (
        0.25 * np.log(np.maximum(rows.mean(axis=0), 1e-6))
        + 0.75 * np.log(np.mean(likes, axis=0))
        - 0.2 * np.log(share)
        + units @ (0.7 * wanted - 0.5 * units[unlike])
    )

    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3)


def test_a_title_that_nobody_has_seen_is_compared_by_genre(model: Model, has_genre: Bools) -> None:
    new = GivenTitles(np.zeros(0, np.int64), np.array([[True, False, False]]))
    found = measure_closeness(model, new, given(has_genre), has_genre)

    fame = np.log(np.maximum(model.items.popularity, 1) / model.n_users)
    cosine = has_genre[0] / np.sqrt(np.maximum(has_genre.sum(axis=0), 1))
    np.testing.assert_allclose(found, fame + 0.65 * cosine, rtol=1e-5)


def test_titles_of_the_same_taste_come_first(model: Model, has_genre: Bools) -> None:
    tastes = [
        [one.item // 2 % N_TASTES for one in find(model, has_genre, item, n_wanted=5).titles]
        for item in range(0, 24, 2)
    ]
    same = np.mean([np.equal(one, item % N_TASTES).mean() for item, one in enumerate(tastes)])

    assert same > 0.6


@pytest.mark.parametrize("is_asked", [False, True])
def test_match_never_rises_and_pages_are_cut_from_one_ranking(
    model: Model, has_genre: Bools, asker: Asker, *, is_asked: bool
) -> None:
    of = asker if is_asked else None
    all_of_them = find(model, has_genre, 8, n_wanted=100, asker=of)
    second = find(model, has_genre, 8, n_wanted=5, n_skipped=5, asker=of)

    matches = [title.match for title in all_of_them.titles]
    assert matches == sorted(matches, reverse=True)
    assert second.titles == all_of_them.titles[5:10]
    assert second.n_found == all_of_them.n_found == len(all_of_them.titles)
    assert all((one.expected is None) is not is_asked for one in all_of_them.titles)


def test_none_is_of_the_franchise_of_a_given_title(model: Model, has_genre: Bools) -> None:
    found = find(model, has_genre, 8, 40, n_wanted=100).titles
    franchises = model.items.franchise[[one.item for one in found]]

    assert not np.isin(franchises, model.items.franchise[[8, 40]]).any()
    assert len(np.unique(franchises)) == len(franchises)


def test_a_user_is_shown_nothing_that_is_on_the_list(
    model: Model, has_genre: Bools, asker: Asker
) -> None:
    found = [one.item for one in find(model, has_genre, 8, n_wanted=100, asker=asker).titles]

    assert found
    assert not asker.profile.on_list[found].any()


def test_bans_filters_and_popularity_hold(model: Model, has_genre: Bools) -> None:
    everything = [one.item for one in find(model, has_genre, 8, n_wanted=100).titles]
    allowed = np.ones(model.items.n_items, bool)
    allowed[everything[1]] = False
    left = find(
        model,
        has_genre,
        8,
        n_wanted=100,
        banned_items=np.array(everything[:1]),
        allowed_items=allowed,
    )
    assert not {one.item for one in left.titles} & set(everything[:2])

    gems = find(model, has_genre, 8, n_wanted=100, popularity=-0.5)
    popularity = model.items.popularity
    assert sorted(one.item for one in gems.titles) == sorted(everything)
    assert popularity[gems.titles[0].item] < popularity[[one.item for one in gems.titles]].max()
