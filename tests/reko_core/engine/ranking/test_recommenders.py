from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.domain.models import Status
from reko_core.engine.model import Model
from reko_core.engine.ranking.recommenders import Recommenders, find_recommenders


def recommenders_of(found: Recommenders) -> list[list[int]]:
    return [list(users) for users in found.of(np.arange(found.n_candidates))]


def test_neighbours_support_the_titles_they_liked(model: Model, dense: Any) -> None:
    neighbours = np.array([60, 3, 144, 17, 90, 41])
    candidates = np.arange(model.items.n_items)[::3]
    is_liked = (
        dense.seen
        & ~np.isin(dense.statuses, (Status.ON_HOLD, Status.DROPPED))
        & ((dense.scores == 0) | (dense.scores >= dense.means[:, None] - 1e-6))
    )
    expected = [np.flatnonzero(is_liked[neighbours, title]).tolist() for title in candidates]

    found = find_recommenders(neighbours, candidates, model.rows, model.items.n_items)
    assert recommenders_of(found) == expected
    assert sum(len(each) for each in expected) > 10


@pytest.mark.parametrize(
    ("status", "score", "is_recommender"),
    [
        (Status.COMPLETED, 7, True),
        (Status.COMPLETED, 6, False),
        (Status.COMPLETED, 0, True),
        (Status.WATCHING, 8, True),
        (Status.WATCHING, 0, True),
        (Status.UNKNOWN, 8, True),
        (Status.ON_HOLD, 10, False),
        (Status.DROPPED, 10, False),
    ],
)
def test_liked_is_completed_or_being_watched_and_at_least_the_own_mean(
    make_model: Callable[..., Model],
    status: Status,
    score: int,
    is_recommender: bool,  # noqa: FBT001
) -> None:
    # The two other titles keep the mean at 7 or less, whatever the score.
    model = make_model(
        [{0: score, 1: min(14 - score, 7) if score else 7, 2: 7}], 3, statuses={(0, 0): status}
    )
    found = find_recommenders(np.array([0]), np.array([0]), model.rows, 3)

    assert recommenders_of(found) == [[0] if is_recommender else []]


def test_a_liked_sequel_supports_no_other_title(make_model: Callable[..., Model]) -> None:
    model = make_model([{0: 2, 1: 9, 2: 3}, {0: 9, 1: 2, 2: 9}], n_items=3, franchise=[0, 0, 1])
    found = find_recommenders(np.array([0, 1]), np.array([0, 1, 2]), model.rows, 3)

    assert recommenders_of(found) == [[1], [0], [1]]


def test_recommenders_of_each_candidate_are_counted(model: Model) -> None:
    every, n_items = np.arange(model.items.n_items), model.items.n_items
    found = find_recommenders(np.array([5, 80, 120]), every, model.rows, n_items)

    assert found.counts().tolist() == [len(each) for each in recommenders_of(found)]


def test_no_neighbours_or_no_candidates_give_no_recommenders(model: Model) -> None:
    nothing, n_items = np.zeros(0, np.int64), model.items.n_items
    of_nobody = find_recommenders(nothing, np.array([0, 2]), model.rows, n_items)
    of_nothing = find_recommenders(np.array([0]), nothing, model.rows, n_items)

    assert recommenders_of(of_nobody) == [[], []]
    assert of_nothing.counts().tolist() == []
