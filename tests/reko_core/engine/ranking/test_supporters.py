from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.domain.models import Status
from reko_core.engine.model import Model
from reko_core.engine.ranking.supporters import Supporters, find_supporters


def first_of_each(model: Model) -> Any:
    """(n_franchises,) the first title of each franchise."""
    return model.items.order[model.items.order_indptr[:-1]].astype(np.int64)


def supporters_of(found: Supporters) -> list[list[int]]:
    return [found.of(candidate).tolist() for candidate in range(found.n_candidates)]


def test_neighbours_support_the_franchises_they_liked(model: Model, dense: Any) -> None:
    neighbours = np.array([60, 3, 144, 17])
    candidates = first_of_each(model)[::3]
    expected = [
        [
            position
            for position, user in enumerate(neighbours)
            if any(
                dense.seen[user, item]
                and dense.statuses[user, item] not in {Status.ON_HOLD, Status.DROPPED}
                and (
                    dense.scores[user, item] == 0
                    or dense.scores[user, item] >= dense.means[user] - 1e-6
                )
                for item in np.flatnonzero(
                    model.items.franchise == model.items.franchise[candidate]
                )
            )
        ]
        for candidate in candidates
    ]

    assert (
        supporters_of(find_supporters(neighbours, candidates, model.rows, model.items)) == expected
    )


@pytest.mark.parametrize(
    ("status", "score", "is_supporter"),
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
    is_supporter: bool,  # noqa: FBT001
) -> None:
    # The two other titles keep the mean at 7 or less, whatever the score.
    model = make_model(
        [{0: score, 1: min(14 - score, 7) if score else 7, 2: 7}], 3, statuses={(0, 0): status}
    )
    found = find_supporters(np.array([0]), np.array([0]), model.rows, model.items)

    assert supporters_of(found) == [[0] if is_supporter else []]


def test_a_liked_sequel_supports_the_first_title(make_model: Callable[..., Model]) -> None:
    model = make_model([{1: 9, 2: 3}, {0: 2, 2: 9}], n_items=3, franchise=[0, 0, 1])
    found = find_supporters(np.array([0, 1]), np.array([0, 2]), model.rows, model.items)

    assert supporters_of(found) == [[0], [1]]


def test_several_titles_of_a_franchise_count_once(make_model: Callable[..., Model]) -> None:
    model = make_model([{0: 8, 1: 8}], n_items=2, franchise=[0, 0])
    found = find_supporters(np.array([0]), np.array([0]), model.rows, model.items)

    assert found.neighbours.tolist() == found.candidates.tolist() == [0]


def test_supporters_of_each_candidate_are_counted(model: Model) -> None:
    found = find_supporters(np.array([5, 80, 120]), first_of_each(model), model.rows, model.items)

    assert found.counts().tolist() == [len(each) for each in supporters_of(found)]


def test_no_neighbours_or_no_candidates_give_no_supporters(model: Model) -> None:
    nothing = np.zeros(0, np.int64)

    assert supporters_of(find_supporters(nothing, np.array([0, 2]), model.rows, model.items)) == [
        [],
        [],
    ]
    assert find_supporters(np.array([0]), nothing, model.rows, model.items).counts().tolist() == []
