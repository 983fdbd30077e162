"""Comparison of two profiles."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.community import WEIGHT_SCALE
from reko_core.engine.data.franchise_weights import franchise_idf, franchise_weights
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.similarity.profile_comparison import (
    Opinion,
    ProfileComparison,
    compare_profiles,
)
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.search import compare_scores, find_similar, measure_taste

Ask = Callable[..., Profile]


def compared(model: Model, a: Profile, b: Profile) -> ProfileComparison:
    return compare_profiles(a, b, model.items, model.scale, model.rows.n_users)


def turned(found: ProfileComparison) -> ProfileComparison:
    """Exchange a and b."""

    def other(opinions: tuple[Opinion, ...]) -> tuple[Opinion, ...]:
        return tuple(Opinion(one.item, one.score_b, one.score_a) for one in opinions)

    gap = found.mean_difference
    return replace(
        found,
        n_a=found.n_b,
        n_b=found.n_a,
        mean_difference=None if gap is None else -gap,
        agree=other(found.agree),
        disagree=other(found.disagree),
    )


def list_of(dense: Any, user: int) -> dict[int, int]:
    seen = np.flatnonzero(dense.seen[user])
    return dict(zip(seen.tolist(), dense.scores[user, seen].tolist(), strict=True))


def both_ways(model: Model, a: Profile, b: Profile) -> Any:
    """How much larger c is than from a to b, when the way from b to a counts as much."""
    squares = []
    for profile in (a, b):
        popularity = model.items.franchise_popularity[profile.franchises]
        idf = franchise_idf(popularity, model.rows.n_users)
        squares.append((idf * franchise_weights(profile.deviations) ** 2).sum())
    a_to_b = np.sqrt(squares[0] * (squares[1] + 100))
    b_to_a = np.sqrt(squares[1] * (squares[0] + 100))
    return (1 + a_to_b / b_to_a) / 2


@pytest.fixture
def flat(make_model: Callable[..., Model]) -> Model:
    """All users give equal scores to 12 titles, so that no title has a bias."""
    return make_model([dict.fromkeys(range(12), 7)] * 20, n_items=12)


def test_a_community_user_is_as_close_as_the_community_says(
    model: Model, ask: Ask, dense: Any, newcomer: Profile
) -> None:
    query = SimilarityQuery.of(newcomer, model.items, model.mu, model.rows.n_users)
    taste = measure_taste(query, model.columns)
    agreement, _ = compare_scores(query, np.arange(model.rows.n_users), model.rows)
    similarity = taste * np.maximum(0, 1 + agreement)
    for user in (0, 8, 50, 149):
        other = ask(model, list_of(dense, user))
        found = compared(model, newcomer, other)

        # The community's franchise weights are quantized, and its biases are iterative.
        tolerance = 100 * model.scale.steepness / WEIGHT_SCALE / 4
        both = similarity[user : user + 1] * both_ways(model, newcomer, other)
        expected = model.scale.affinity(both)[0]
        assert found.affinity == pytest.approx(expected, abs=tolerance)
        assert (found.agreement or 0) == pytest.approx(agreement[user], abs=0.01)


def test_the_closest_user_is_the_closest_here_too(
    model: Model, ask: Ask, dense: Any, newcomer: Profile
) -> None:
    nobody = np.zeros(0, np.int64)
    similar = find_similar(
        newcomer, model.rows, model.columns, model.items, model.mu, exclude=nobody
    )
    first, last = (
        compared(model, newcomer, ask(model, list_of(dense, int(user)))).affinity
        for user in (similar.users[0], similar.users[-1])
    )

    assert first > last


def test_shared_titles_are_counted(flat: Model, ask: Ask) -> None:
    found = compared(flat, ask(flat, {0: 8, 1: 0, 2: 6}), ask(flat, {0: 5, 1: 9, 2: 5, 3: 5}))

    assert (found.n_a, found.n_b, found.n_shared, found.n_shared_scored) == (3, 4, 3, 2)
    assert found.agreement is None
    assert found.mean_difference == 2


def test_planned_titles_are_not_shared(flat: Model, ask: Ask) -> None:
    found = compared(flat, ask(flat, {0: 8}, planned=[1]), ask(flat, {0: 8, 1: 9}))

    assert (found.n_a, found.n_shared) == (1, 1)


def test_agreement_is_the_shrunk_cosine_of_residuals(flat: Model, ask: Ask) -> None:
    a, b = ask(flat, {0: 9, 1: 5, 2: 7}), ask(flat, {0: 10, 1: 4, 2: 8, 3: 2})
    mine, theirs = a.residuals[:3], b.residuals[:3]
    cosine = mine @ theirs / (np.linalg.norm(mine) * np.linalg.norm(theirs))

    assert compared(flat, a, b).agreement == pytest.approx(cosine * 3 / 53, abs=1e-6)


def test_what_both_like_most_comes_first_and_what_one_dislikes_not_at_all(
    flat: Model, ask: Ask
) -> None:
    scores = {0: 7, 1: 10, 2: 8, 3: 9, 4: 3, 5: 7, 6: 8, 7: 10, 8: 4}
    found = compared(flat, ask(flat, scores), ask(flat, scores))

    assert found.agree == (
        Opinion(1, 10, 10),
        Opinion(7, 10, 10),
        Opinion(3, 9, 9),
        Opinion(2, 8, 8),
        Opinion(6, 8, 8),
    )
    assert found.disagree == ()


def test_the_largest_differences_come_first_and_equal_ones_by_id(flat: Model, ask: Ask) -> None:
    a = {0: 7, 1: 9, 2: 2, 3: 8, 4: 7, 5: 7, 6: 7, 7: 6}
    b = {0: 7, 1: 2, 2: 9, 3: 6, 4: 7, 5: 7, 6: 7, 7: 8}
    found = compared(flat, ask(flat, a), ask(flat, b))

    assert [one.item for one in found.disagree] == [1, 2, 3, 7]
    assert not {one.item for one in found.agree} & {1, 2, 3, 7}


def test_a_harsh_and_a_mild_scorer_may_agree_on_everything(flat: Model, ask: Ask) -> None:
    mild = dict(zip(range(12), [6, 8, 10] * 4, strict=True))
    harsh = {item: score - 3 for item, score in mild.items()}
    found = compared(flat, ask(flat, mild), ask(flat, harsh))

    assert found.mean_difference == 3
    assert found.disagree == ()
    assert [(one.score_a, one.score_b) for one in found.agree[:4]] == [(10, 7)] * 4


@pytest.mark.parametrize("scores", [{}, {0: 0}, {0: 0, 1: 0, 2: 0}, {3: 8}])
def test_nothing_scored_in_common_is_no_error(
    flat: Model, ask: Ask, scores: Mapping[int, int]
) -> None:
    for other in ({}, {0: 9, 1: 5}):
        found = compared(flat, ask(flat, scores), ask(flat, other))

        assert found.agreement is found.mean_difference is None
        assert found.agree == found.disagree == ()
        assert 0 <= found.low <= found.affinity <= found.high <= 100


def test_nothing_in_common_is_the_affinity_of_no_similarity(model: Model, ask: Ask) -> None:
    found = compared(model, ask(model, {0: 8, 1: 7}), ask(model, {40: 8}))

    nothing = model.scale.affinity(np.zeros(1, np.float32))[0]
    assert found.low == found.affinity == found.high == nothing
    assert found.n_shared == 0


def test_no_titles_are_nothing_to_compare(make_model: Callable[..., Model], ask: Ask) -> None:
    model = make_model([], n_items=0)

    assert compared(model, ask(model, {}), ask(model, {})).n_shared == 0


SCORES = st.dictionaries(st.integers(0, 79), st.integers(0, 10), max_size=60)


@given(scores_a=SCORES, scores_b=SCORES)
@settings(deadline=None, derandomize=True)
def test_comparing_is_symmetric_repeatable_and_in_range(
    model: Model, ask: Ask, scores_a: dict[int, int], scores_b: dict[int, int]
) -> None:
    a, b = ask(model, scores_a), ask(model, scores_b)
    found = compared(model, a, b)

    assert found == compared(model, a, b) == turned(compared(model, b, a))
    assert 0 <= found.low <= found.affinity <= found.high <= 100
    assert found.n_shared_scored <= found.n_shared <= min(found.n_a, found.n_b)
    assert found.agreement is None or -1 <= found.agreement <= 1
    named = [one.item for one in (*found.agree, *found.disagree)]
    assert len(named) == len(set(named)) <= 10
    for one in (*found.agree, *found.disagree):
        assert (one.score_a, one.score_b) == (scores_a[one.item], scores_b[one.item])
        assert min(one.score_a, one.score_b) > 0
