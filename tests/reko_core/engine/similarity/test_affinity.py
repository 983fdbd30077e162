from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.similarity.affinity import AffinityScale, find_similar
from reko_core.engine.similarity.similarity import Similar

Ask = Callable[..., Profile]
NOBODY = np.zeros(0, np.int64)


def list_of(dense: Any, user: int) -> dict[int, int]:
    seen = np.flatnonzero(dense.seen[user])
    return dict(zip(seen.tolist(), dense.scores[user, seen].tolist(), strict=True))


def similar_to(model: Model, profile: Profile, without: NDArray[np.int64] = NOBODY) -> Similar:
    return find_similar(profile, model.rows, model.columns, model.items, model.mu, without=without)


def test_similarity_is_taste_raised_by_agreement(model: Model, newcomer: Profile) -> None:
    found = similar_to(model, newcomer)

    expected = found.taste * np.maximum(0, 1 + found.agreement)
    np.testing.assert_allclose(found.similarity, expected, rtol=1e-6)


def test_similar_users_come_closest_first_without_the_asking_person(
    model: Model, ask: Ask, dense: Any
) -> None:
    similar = similar_to(model, ask(model, list_of(dense, 8)))

    assert 8 not in similar.users
    assert (np.diff(similar.similarity) <= 0).all()
    assert len(np.unique(similar.users)) == len(similar.users)


def test_users_left_out_are_not_similar(model: Model, newcomer: Profile) -> None:
    everybody = similar_to(model, newcomer)
    left_out = everybody.users[:3]
    rest = similar_to(model, newcomer, left_out)

    np.testing.assert_array_equal(rest.users, everybody.users[3:])
    np.testing.assert_array_equal(rest.similarity, everybody.similarity[3:])


def test_who_shares_nothing_is_not_similar(make_model: Callable[..., Model], ask: Ask) -> None:
    model = make_model([{0: 8}, {1: 8}, {0: 7, 1: 7}], n_items=3)

    assert sorted(similar_to(model, ask(model, {0: 8})).users) == [0, 2]
    assert len(similar_to(model, ask(model, {2: 8})).users) == 0
    assert len(similar_to(model, ask(model, {})).users) == 0


def test_equally_close_users_come_in_their_own_order(
    make_model: Callable[..., Model], ask: Ask
) -> None:
    model = make_model([{0: 8, 1: 6}] * 4 + [{1: 8}], n_items=2)

    assert similar_to(model, ask(model, {0: 9})).users.tolist() == [0, 1, 2, 3]


def test_the_scale_puts_random_pairs_at_50_and_best_ones_at_86() -> None:
    random_sims = np.array([0, 0.1, 0.1, 0.4], np.float32)
    scale = AffinityScale.fit(random_sims, np.array([0.2, 0.5, 0.9], np.float32))
    found = scale.affinity(np.array([0.1, 0.5], np.float32))

    np.testing.assert_allclose(found, [50, 86], atol=0.01)


@given(
    st.lists(st.floats(0, 2, width=32), min_size=1, max_size=20),
    st.lists(st.floats(0, 2, width=32), min_size=1, max_size=20),
    st.lists(st.floats(0, 2, width=32), max_size=20),
)
@settings(deadline=None, derandomize=True)
def test_affinity_lies_between_0_and_100_and_grows_with_similarity(
    random_sims: list[float], best_sims: list[float], sims: list[float]
) -> None:
    scale = AffinityScale.fit(np.array(random_sims, np.float32), np.array(best_sims, np.float32))
    found = scale.affinity(np.sort(np.array(sims, np.float32)))

    assert ((found >= 0) & (found <= 100)).all()
    assert (np.diff(found) >= 0).all()
