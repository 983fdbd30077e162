from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.data.community import WEIGHT_SCALE
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.search import (
    N_COMPARED,
    SimilarUsers,
    compare_scores,
    find_similar,
    measure_taste,
)

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


def query_of(model: Model, profile: Profile) -> SimilarityQuery:
    return SimilarityQuery.of(profile, model.items, model.mu, model.rows.n_users)


def compared(model: Model, profile: Profile, users: NDArray[np.int64]) -> Any:
    return compare_scores(query_of(model, profile), users, model.rows)


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
    lengths = np.sqrt((idf * own**2).sum()) * np.sqrt((idf * theirs**2).sum(axis=1) + 100)
    # Each stored weight is off by at most half a quantization step.
    rounding = (idf * own).sum() / (2 * WEIGHT_SCALE) / lengths

    taste = measure_taste(query_of(model, newcomer), model.columns)

    assert (np.abs(taste - theirs @ (idf * own) / lengths) <= rounding + 1e-6).all()


def test_agreement_is_a_shrunk_cosine_over_shared_scores(
    model: Model, dense: Any, newcomer: Profile
) -> None:
    users = np.arange(len(dense.seen))
    agreement, _ = compared(model, newcomer, users)

    base = model.mu + model.items.bias
    for user in users:
        shared = (newcomer.item_scores > 0) & (dense.scores[user] > 0)
        n, r = shared.sum(), 0.0
        if n >= 3:
            theirs = (dense.scores[user] - base - model.rows.bias[user])[shared]
            mine = newcomer.residuals[shared]
            r = mine @ theirs / (np.linalg.norm(mine) * np.linalg.norm(theirs))
        assert agreement[user] == pytest.approx(r * n / (n + 50), abs=1e-5)


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


@pytest.mark.parametrize(
    ("change", "is_found"),
    [
        (lambda own: {**own, 0: 1, 1: 10}, True),
        (lambda own: dict(list(own.items())[4:]), True),
        (lambda own: own | dict.fromkeys(range(100, 104), 5), True),
        (lambda own: dict.fromkeys(own, 0), True),
        (lambda own: {item: min(score + 1, 10) for item, score in own.items()}, True),
        # All of it beside twice as much, and half of it: only as long as the scores are equal.
        (lambda own: own | dict.fromkeys(range(100, 180), 5), True),
        (lambda own: dict(list(own.items())[20:]), True),
        (lambda own: dict.fromkeys(own, 5) | dict.fromkeys(range(100, 180), 5), False),
        (lambda own: dict(list(own.items())[20:]) | dict.fromkeys(range(100, 120), 5), False),
    ],
    ids=["scores", "shorter", "longer", "unscored", "higher", "junk", "half", "other", "mixed"],
)
def test_a_near_copy_of_a_list_is_the_same_person(
    make_model: Callable[..., Model],
    ask: Ask,
    change: Callable[[dict[int, int]], dict[int, int]],
    is_found: bool,  # noqa: FBT001
) -> None:
    own = {item: 6 + item % 4 for item in range(40)}
    others = [dict.fromkeys(range(start, start + 60), 7) for start in (20, 100)]
    model = make_model([own, *others], n_items=180)

    _, is_same = compared(model, ask(model, change(own)), np.arange(3))

    assert is_same.tolist() == [is_found, False, False]


def test_short_lists_are_alike_by_chance(make_model: Callable[..., Model], ask: Ask) -> None:
    lists = [dict.fromkeys(range(n), 8) for n in (11, 12)]
    model = make_model(lists, n_items=12)

    _, same_of_eleven = compared(model, ask(model, dict.fromkeys(range(11), 5)), np.arange(2))
    _, same_of_twelve = compared(model, ask(model, dict.fromkeys(range(12), 5)), np.arange(2))

    assert same_of_eleven.tolist() == [False, False]
    assert same_of_twelve.tolist() == [False, True]


def similar_to(model: Model, profile: Profile, exclude: NDArray[np.int64] = NOBODY) -> SimilarUsers:
    return find_similar(profile, model.rows, model.columns, model.items, model.mu, exclude=exclude)


def test_similarity_is_taste_raised_by_agreement(model: Model, newcomer: Profile) -> None:
    found = similar_to(model, newcomer)

    expected = found.taste * np.maximum(0, 1 + found.agreement)
    np.testing.assert_allclose(found.similarity, expected, rtol=1e-6)


def test_similar_users_are_sorted_and_exclude_the_users_own_list(
    model: Model, ask: Ask, dense: Any
) -> None:
    similar = similar_to(model, ask(model, list_of(dense, 8)))

    assert 8 not in similar.users
    assert (np.diff(similar.similarity) <= 0).all()
    assert len(np.unique(similar.users)) == len(similar.users)


def test_excluded_users_are_not_returned(model: Model, newcomer: Profile) -> None:
    everybody = similar_to(model, newcomer)
    excluded = everybody.users[:3]
    rest = similar_to(model, newcomer, excluded)

    np.testing.assert_array_equal(rest.users, everybody.users[3:])
    np.testing.assert_array_equal(rest.similarity, everybody.similarity[3:])


def test_users_who_share_nothing_are_not_returned(
    make_model: Callable[..., Model], ask: Ask
) -> None:
    model = make_model([{0: 8}, {1: 8}, {0: 7, 1: 7}], n_items=3)

    assert sorted(similar_to(model, ask(model, {0: 8})).users) == [0, 2]
    assert len(similar_to(model, ask(model, {2: 8})).users) == 0
    assert len(similar_to(model, ask(model, {})).users) == 0


def test_equally_similar_users_are_sorted_by_index(
    make_model: Callable[..., Model], ask: Ask
) -> None:
    model = make_model([{0: 8, 1: 6}] * 4 + [{1: 8}], n_items=2)

    assert similar_to(model, ask(model, {0: 9})).users.tolist() == [0, 1, 2, 3]


@pytest.fixture(scope="module")
def crowd(make_model: Callable[..., Model]) -> Model:
    """More users than are compared, each list being that of some ten of them."""
    rng = np.random.default_rng(21)
    seen = rng.random((300, 40)) < np.linspace(0.9, 0.02, 40)
    lists = [{int(item): int(rng.integers(0, 11)) for item in np.flatnonzero(own)} for own in seen]
    return make_model([lists[k] for k in rng.integers(300, size=3000)], n_items=40)


def sort_everybody(model: Model, profile: Profile, exclude: NDArray[np.int64]) -> SimilarUsers:
    """The oracle: sort all users by c, compare the first, sort these by similarity."""
    query = query_of(model, profile)
    taste = measure_taste(query, model.columns)
    taste[exclude] = 0
    order = np.lexsort((np.arange(len(taste)), -taste))[:N_COMPARED]
    users = order[taste[order] > 0]
    agreement, is_same = compare_scores(query, users, model.rows)
    similarity = taste[users] * np.maximum(0, 1 + agreement)
    order = np.lexsort((users, -similarity))
    order = order[~is_same[order]]
    return SimilarUsers(users[order], taste[users[order]], agreement[order], similarity[order])


@pytest.mark.parametrize("n_excluded", [0, 400])
def test_the_search_finds_what_sorting_everybody_does(
    crowd: Model, ask: Ask, n_excluded: int
) -> None:
    profile = ask(crowd, {0: 8, 1: 6, 2: 9, 5: 7, 9: 10, 20: 4})
    exclude = similar_to(crowd, profile).users[:n_excluded]
    found, expected = (search(crowd, profile, exclude) for search in (similar_to, sort_everybody))

    assert len(found.users) > N_COMPARED / 2
    assert not np.isin(found.users, exclude).any()
    for name in ("users", "taste", "agreement", "similarity"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    is_equal = np.diff(found.similarity) == 0
    assert is_equal.sum() > 100
    assert (np.diff(found.users)[is_equal] > 0).all()
