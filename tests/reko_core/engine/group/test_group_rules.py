"""The order of a group's titles against reference loops, and what each rule is for."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.group.rules import POOL, GroupRule, order_titles, utilities

CAUTION = {GroupRule.EVERYONE: 0.2, GroupRule.NO_MISERY: 1.0}


def plain(q: Any, chances: Any, rule: GroupRule, n_wanted: int) -> list[int]:
    titles = range(q.shape[1])
    caution = [max(chances[:, f].min(), 1e-4) ** CAUTION.get(rule, 0) for f in titles]
    pool = sorted(titles, key=lambda f: -q[:, f].mean() * caution[f])
    if rule is GroupRule.AVERAGE:
        return pool[:n_wanted]
    rest, pool = pool[POOL:], pool[:POOL]
    given = np.zeros(len(q))
    order: list[int] = []
    while pool:
        # Of equal ones the first of the pool.
        best = max(pool, key=lambda f: np.log1p(q[:, f] / (1 + given)).sum() * caution[f])
        order.append(best)
        pool.remove(best)
        given += q[:, best]
    return (order + rest)[:n_wanted]


def draw(seed: int, n_members: int, n_titles: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    ranking = rng.normal(-3, 2, (n_members, n_titles))
    return utilities(ranking), rng.uniform(0, 1, (n_members, n_titles))


@given(st.integers(0, 99), st.integers(2, 6), st.integers(1, 40), st.sampled_from(GroupRule))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_the_order_is_that_of_the_reference_loops(
    seed: int, n_members: int, n_titles: int, rule: GroupRule
) -> None:
    q, chances = draw(seed, n_members, n_titles)

    found = order_titles(q, chances, rule, n_titles).tolist()

    assert found == plain(q, chances, rule, n_titles)
    assert order_titles(q, chances, rule, 5).tolist() == found[:5]


def test_titles_outside_of_the_pool_follow() -> None:
    q, chances = draw(1, 3, POOL + 20)

    order = order_titles(q, chances, GroupRule.EVERYONE, POOL + 10)

    assert order.tolist() == plain(q, chances, GroupRule.EVERYONE, POOL + 10)


def test_each_members_scores_are_on_a_scale_of_their_own() -> None:
    ranking = np.random.default_rng(1).normal(0, 1, (2, 30))

    moved = utilities(ranking + np.array([[5.0], [-700.0]]))

    assert moved == pytest.approx(utilities(ranking))
    assert np.sort(moved, axis=1)[:, -10:].mean(axis=1) == pytest.approx([1, 1])


def test_who_was_served_little_comes_next() -> None:
    # Two members like the first three titles, the third one the last.
    q = np.array([[3, 2.9, 2.8, 0.1], [3, 2.9, 2.8, 0.1], [0.1, 0.1, 0.1, 3]])
    chances = np.full((3, 4), 0.8)

    assert order_titles(q, chances, GroupRule.AVERAGE, 4).tolist() == [0, 1, 2, 3]
    assert order_titles(q, chances, GroupRule.EVERYONE, 4).tolist()[:2] == [0, 3]


def test_no_misery_puts_last_what_one_of_them_would_hardly_enjoy() -> None:
    q = np.array([[3, 1.0], [3, 1.0]])
    chances = np.array([[0.9, 0.6], [0.2, 0.6]])

    assert order_titles(q, chances, GroupRule.EVERYONE, 2).tolist() == [0, 1]
    assert order_titles(q, chances, GroupRule.NO_MISERY, 2).tolist() == [1, 0]


@pytest.mark.parametrize("rule", GroupRule)
def test_without_titles_there_is_no_order(rule: GroupRule) -> None:
    nothing = np.zeros((2, 0))

    assert order_titles(utilities(nothing), nothing, rule, 5).tolist() == []
