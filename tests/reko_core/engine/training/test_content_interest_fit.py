"""Tastes for what titles are made of."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.content_interest import ContentInterest
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.content_interest_fit import fit_content_interest, update_traits

N_TASTES, N_ITEMS = 3, 90
NAMES = ("genre a", "genre b", "studio c", "", "genre rare")
TRAITS = NAMES[:3]


@pytest.fixture(scope="module")
def community(make_random_raw: Callable[..., RawCommunity]) -> RawCommunity:
    """Each taste of `make_random_raw` is a trait; an era and a rare genre are none."""
    has = np.zeros((N_ITEMS, len(NAMES)))
    has[np.arange(N_ITEMS), np.arange(N_ITEMS) // 2 % N_TASTES] = 1
    has[:40, 3] = 1
    has[:5, 4] = 1
    return make_random_raw(
        seed=7,
        n_users=400,
        n_items=N_ITEMS,
        day=np.arange(N_ITEMS) * 10,
        content=sparse.csr_array(has),
        trait_names=NAMES,
        season_days=[800, 900],
    )


@pytest.fixture(scope="module")
def interest(community: RawCommunity, divide: Callable[..., ShardedLists]) -> ContentInterest:
    return fit_content_interest(community, divide(community), 7.0)


def test_traits_are_what_enough_titles_have_and_people_have_a_taste_for(
    interest: ContentInterest,
) -> None:
    assert interest.trait_names == TRAITS
    rows = interest.has_traits(np.array([4, 0, 2])).toarray()
    assert rows.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


def test_interest_is_in_titles_of_the_content_of_the_list(
    interest: ContentInterest, model: Model, ask: Callable[..., Profile]
) -> None:
    for taste in range(N_TASTES):
        own = [item for item in range(60) if item // 2 % N_TASTES == taste]
        found = interest.by_trait(interest.taste(ask(model, dict.fromkeys(own, 8))))

        assert np.argmax(found[1:]) == taste


def test_a_taste_is_the_weighted_share_of_each_trait_beside_the_usual(
    interest: ContentInterest, model: Model, ask: Callable[..., Profile]
) -> None:
    profile = ask(model, {0: 9, 2: 6, 4: 0, 6: 8})
    mean = (9 + 6 + 8) / 3
    weights = {0: 1 + 0.2 * (9 - mean), 2: 1 + 0.2 * (6 - mean), 4: 0.5, 6: 1 + 0.2 * (8 - mean)}
    sums = np.array([weights[0] + weights[6], weights[2], weights[4]])
    total = sum(weights.values())

    expected = (sums - total * interest.mean) / (total + 20) / interest.deviation
    np.testing.assert_allclose(interest.taste(profile), expected, rtol=1e-5)


def test_the_number_of_shards_changes_nothing(
    community: RawCommunity, interest: ContentInterest, divide: Callable[..., ShardedLists]
) -> None:
    other = fit_content_interest(community, divide(community, 3), 7.0)

    for name, array in interest.as_dict().items():
        np.testing.assert_array_equal(getattr(other, name), array)


def test_kept_tastes_apply_to_other_titles(
    community: RawCommunity, interest: ContentInterest
) -> None:
    order = [4, 2, 1, 0, 3]
    moved = replace(
        community,
        content=sparse.csr_array(community.content[:, order]),
        trait_names=tuple(NAMES[k] for k in order),
    )

    found = update_traits(moved, interest)
    np.testing.assert_array_equal(found.traits, interest.traits)
    np.testing.assert_array_equal(found.indptr, interest.indptr)


def test_titles_without_traits_are_of_no_interest(
    make_raw: Callable[..., RawCommunity], divide: Callable[..., ShardedLists]
) -> None:
    tiny = make_raw([{0: 5, 1: 6}], 2)
    found = fit_content_interest(tiny, divide(tiny), 7.0)

    assert found.trait_names == ()
    assert found.has_traits(np.array([0, 1])).shape == (2, 0)
