from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reko_core.engine.data.community import WEIGHT_SCALE
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.similarity.similarity import (
    Question,
    compare,
    franchise_idf,
    franchise_weights,
    measure_taste,
)

Ask = Callable[..., Profile]


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


def question_of(model: Model, profile: Profile) -> Question:
    return Question.of(profile, model.items, model.mu, model.rows.n_users)


def compared(model: Model, profile: Profile, users: NDArray[np.int64]) -> Any:
    return compare(question_of(model, profile), users, model.rows)


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
    lengths = np.sqrt((idf * own**2).sum()) * np.sqrt((idf * theirs**2).sum(axis=1) + 100)
    # Each stored weight is off by half a step at most.
    rounding = (idf * own).sum() / (2 * WEIGHT_SCALE) / lengths

    taste = measure_taste(question_of(model, newcomer), model.columns)

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


@given(st.lists(st.floats(-5, 9, width=32), max_size=80), st.integers(1, 10**7))
@settings(deadline=None, derandomize=True)
def test_whole_weights_fit_their_sums_and_say_what_the_terms_do(
    model: Model, ask: Ask, deviations: list[float], n_users: int
) -> None:
    n = min(len(deviations), model.items.n_franchises)
    own = np.array(deviations[:n], np.float32)
    profile = replace(ask(model, {}), franchises=np.arange(n), deviations=own)
    question = Question.of(profile, model.items, model.mu, n_users)

    terms = franchise_idf(model.items.franchise_popularity[:n], n_users) * franchise_weights(own)
    assert 255 * question.weights.sum(dtype=np.int64) < 2**31
    found = question.weights / max(question.weights.sum(), 1)
    np.testing.assert_allclose(found, terms / max(terms.sum(), 1e-9), atol=1e-5)
