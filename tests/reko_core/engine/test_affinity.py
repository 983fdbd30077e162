from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reko_core.engine import affinity
from reko_core.engine.affinity import (
    AffinityScale,
    Similar,
    compare,
    find_similar,
    franchise_idf,
    franchise_weights,
    measure_taste,
)
from reko_core.engine.community import WEIGHT_SCALE
from reko_core.engine.model import Model
from reko_core.engine.profile import Profile

Ask = Callable[..., Profile]
NOBODY = np.zeros(0, np.int64)


def weights_of(scores: NDArray[Any], seen: NDArray[Any], mean: float, model: Model) -> Any:
    """(n_franchises,) x of one list, 0 where unseen."""
    x = np.zeros(model.items.n_franchises)
    for f in range(len(x)):
        here = seen & (model.items.franchise == f)
        if here.any():
            scored = scores[here & (scores > 0)]
            x[f] = max(0, 1 + 0.2 * ((scored - mean).mean() if len(scored) else 0))
    return x


def list_of(dense: Any, user: int) -> dict[int, int]:
    seen = np.flatnonzero(dense.seen[user])
    return dict(zip(seen.tolist(), dense.scores[user, seen].tolist(), strict=True))


def compared(model: Model, profile: Profile, users: NDArray[np.int64]) -> Any:
    taste = measure_taste(profile, model.columns, model.items)[users]
    item_base = model.items.bias + np.float32(model.mu)
    return compare(profile, users, taste, model.rows, item_base)


def similar_to(model: Model, profile: Profile, without: NDArray[np.int64] = NOBODY) -> Similar:
    return find_similar(profile, model.rows, model.columns, model.items, model.mu, without=without)


def test_what_everybody_has_seen_says_little() -> None:
    idf = franchise_idf(np.array([0, 9, 99, 100], np.int32), 100)

    np.testing.assert_allclose(idf, [np.log(100), np.log(10), 0.05, 0.05], rtol=1e-6)


def test_weights_grow_with_the_score_and_are_never_negative() -> None:
    x = franchise_weights(np.array([-9, -5, 0, 2.5, 9], np.float32))

    np.testing.assert_allclose(x, [0, 0, 1, 1.5, 2.8], rtol=1e-6)


def test_taste_is_the_cosine_of_the_dense_weights(
    model: Model, dense: Any, newcomer: Profile
) -> None:
    n_users = len(dense.seen)
    popularity = np.array(
        [dense.seen[:, model.items.franchise == f].any(axis=1).sum() for f in range(40)]
    )
    idf = np.maximum(np.log(n_users / (1 + popularity)), 0.05)
    own = weights_of(newcomer.item_scores, newcomer.item_scores >= 0, newcomer.mean, model)
    theirs = np.array(
        [weights_of(*row, model) for row in zip(dense.scores, dense.seen, dense.means, strict=True)]
    )
    lengths = np.sqrt((idf * own**2).sum()) * np.sqrt((idf * theirs**2).sum(axis=1))
    # Each stored weight is off by half a step at most.
    rounding = (idf * own).sum() / (2 * WEIGHT_SCALE) / lengths

    taste = measure_taste(newcomer, model.columns, model.items)

    assert (np.abs(taste - theirs @ (idf * own) / lengths) <= rounding + 1e-6).all()


def test_agreement_is_a_shrunk_cosine_over_shared_scores(
    model: Model, dense: Any, newcomer: Profile
) -> None:
    users = np.arange(len(dense.seen))
    found, _ = compared(model, newcomer, users)

    base = model.mu + model.items.bias
    for user in users:
        shared = (newcomer.item_scores > 0) & (dense.scores[user] > 0)
        n, r = shared.sum(), 0.0
        if n >= 3:
            theirs = (dense.scores[user] - base - model.rows.bias[user])[shared]
            mine = newcomer.residuals[shared]
            r = mine @ theirs / (np.linalg.norm(mine) * np.linalg.norm(theirs))
        assert found.agreement[user] == pytest.approx(r * n / (n + 50), abs=1e-5)


def test_similarity_is_taste_raised_by_agreement(model: Model, newcomer: Profile) -> None:
    found, _ = compared(model, newcomer, np.arange(model.rows.n_users))

    expected = found.taste * np.maximum(0, 1 + found.agreement)
    np.testing.assert_allclose(found.similarity, expected, rtol=1e-6)


def test_the_same_list_is_the_same_person(model: Model, ask: Ask, dense: Any) -> None:
    _, is_same = compared(model, ask(model, list_of(dense, 8)), np.arange(model.rows.n_users))

    assert np.flatnonzero(is_same).tolist() == [8]


def test_few_equal_scores_or_few_shared_titles_are_another_person(
    make_model: Callable[..., Model], ask: Ask
) -> None:
    lists = [
        dict.fromkeys(range(10), 8),
        {item: 8 if item < 8 else 5 for item in range(10)},
        dict.fromkeys(range(6), 8),
        dict.fromkeys(range(10), 0),
        dict.fromkeys(range(7), 8),
    ]
    model = make_model(lists, n_items=10)
    _, is_same = compared(model, ask(model, lists[0]), np.arange(5))
    _, is_same_of_four = compared(model, ask(model, dict.fromkeys(range(4), 8)), np.array([2]))

    assert is_same.tolist() == [True, False, False, False, True]
    assert is_same_of_four.tolist() == [False]


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


def test_only_the_highest_positive_values_are_compared() -> None:
    values = np.array([0, 0.5, -1, 0.25, 1], np.float32)

    assert sorted(affinity._highest(values, 2)) == [1, 4]
    assert sorted(affinity._highest(values, 9)) == [1, 3, 4]


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


@given(
    st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.75, 1.0]), max_size=300),
    st.integers(1, 40),
)
def test_highest_are_the_highest_positive_and_the_first_of_equals(
    some: list[float], n: int
) -> None:
    values = np.array(some, np.float32)
    expected = sorted(np.flatnonzero(values > 0), key=lambda index: (-values[index], index))[:n]
    assert sorted(affinity._highest(values, n)) == sorted(expected)


@pytest.mark.parametrize("n", [1, 100, 2000])
def test_highest_of_very_many_are_found_by_their_threshold(n: int) -> None:
    values = np.random.default_rng(7).gamma(0.5, size=100_000).astype(np.float32)
    values[::3] = 0
    expected = np.sort(values)[-n:]
    assert np.sort(values[affinity._highest(values, n)]).tolist() == expected.tolist()


def test_highest_are_found_where_the_sample_misleads() -> None:
    values = np.zeros(100_000, np.float32)
    values[1:50] = 1
    assert sorted(affinity._highest(values, 2000)) == list(range(1, 50))
