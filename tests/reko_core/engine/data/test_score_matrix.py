from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data import score_matrix
from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.data.score_matrix import ScoreMatrix
from reko_core.engine.training.arrays import RawCommunity

Divide = Callable[..., ShardedLists]


def dense_of(found: ScoreMatrix, n_items: int) -> tuple[Any, Any]:
    """Return the scores by user and by item, (n_users, n_items) each."""
    by_user, by_item = np.zeros((2, found.n_users, n_items), int)
    users = np.repeat(np.arange(found.n_users), np.diff(found.user_indptr))
    by_user[users, found.items] = found.user_scores
    by_item[found.users, np.repeat(np.arange(n_items), found.counts)] = found.item_scores
    return by_user, by_item


def test_both_orders_hold_the_same_scores(raw: RawCommunity, dense: Any, divide: Divide) -> None:
    held_out = np.array([3, 0, 77])
    found = ScoreMatrix.sample(divide(raw, 3), len(raw.ids), without=held_out)
    by_user, by_item = dense_of(found, len(raw.ids))

    expected = np.delete(dense.scores, held_out, axis=0)
    np.testing.assert_array_equal(by_user, expected[expected.any(axis=1)])
    np.testing.assert_array_equal(by_item, by_user)


def test_of_many_users_those_with_many_scores_are_sampled(
    raw: RawCommunity, dense: Any, divide: Divide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_matrix, "MAX_USERS", 20)
    monkeypatch.setattr(score_matrix, "MIN_SCORED", 11)
    one, other = (ScoreMatrix.sample(divide(raw, n), len(raw.ids)) for n in (1, 4))

    assert ((dense.scores > 0).sum(axis=1) >= 11).sum() > 20
    assert one.n_users == 20
    assert np.diff(one.user_indptr).min() >= 11
    np.testing.assert_array_equal(one.items, other.items)


def test_if_few_users_have_many_scores_all_are_eligible(
    make_raw: Callable[..., RawCommunity], divide: Divide, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = divide(make_raw([{0: 8, 1: 7}] * 9 + [{0: 0}], n_items=2), 2)
    monkeypatch.setattr(score_matrix, "MAX_USERS", 4)

    assert ScoreMatrix.sample(lists, 2).counts.tolist() == [4, 4]


@pytest.mark.parametrize("lists", [[], [{}], [{0: 0}]])
def test_without_scores_there_are_no_training_users(
    make_raw: Callable[..., RawCommunity], divide: Divide, lists: list[dict[int, int]]
) -> None:
    found = ScoreMatrix.sample(divide(make_raw(lists, n_items=2)), 2)

    assert found.n_users == 0
    assert found.counts.tolist() == [0, 0]
