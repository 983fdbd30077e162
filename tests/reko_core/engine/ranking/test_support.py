from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.domain.models import Status
from reko_core.engine.model import Model
from reko_core.engine.ranking.support import Support, find_support


def first_of_each(model: Model) -> Any:
    """(n_franchises,) the first title of each franchise."""
    return model.items.order[model.items.order_indptr[:-1]].astype(np.int64)


def backers(support: Support) -> list[list[int]]:
    return [support.behind(card).tolist() for card in range(support.n_cards)]


def test_neighbours_stand_behind_the_franchises_they_liked(model: Model, dense: Any) -> None:
    neighbours = np.array([60, 3, 144, 17])
    cards = first_of_each(model)[::3]
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
                for item in np.flatnonzero(model.items.franchise == model.items.franchise[card])
            )
        ]
        for card in cards
    ]

    assert backers(find_support(neighbours, cards, model.rows, model.items)) == expected


@pytest.mark.parametrize(
    ("status", "score", "is_behind"),
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
    is_behind: bool,  # noqa: FBT001
) -> None:
    # The two other titles keep the mean at 7 or less, whatever the score.
    model = make_model(
        [{0: score, 1: min(14 - score, 7) if score else 7, 2: 7}], 3, statuses={(0, 0): status}
    )
    support = find_support(np.array([0]), np.array([0]), model.rows, model.items)

    assert backers(support) == [[0] if is_behind else []]


def test_a_liked_sequel_speaks_for_the_first_title(make_model: Callable[..., Model]) -> None:
    model = make_model([{1: 9, 2: 3}, {0: 2, 2: 9}], n_items=3, franchise=[0, 0, 1])
    support = find_support(np.array([0, 1]), np.array([0, 2]), model.rows, model.items)

    assert backers(support) == [[0], [1]]


def test_several_titles_of_a_franchise_count_once(make_model: Callable[..., Model]) -> None:
    model = make_model([{0: 8, 1: 8}], n_items=2, franchise=[0, 0])
    support = find_support(np.array([0]), np.array([0]), model.rows, model.items)

    assert support.neighbours.tolist() == support.cards.tolist() == [0]


def test_who_stands_behind_a_card_is_counted(model: Model) -> None:
    support = find_support(np.array([5, 80, 120]), first_of_each(model), model.rows, model.items)

    assert support.n_behind().tolist() == [len(behind) for behind in backers(support)]


def test_nobody_and_nothing_are_borne(model: Model) -> None:
    nothing = np.zeros(0, np.int64)

    assert backers(find_support(nothing, np.array([0, 2]), model.rows, model.items)) == [[], []]
    assert find_support(np.array([0]), nothing, model.rows, model.items).n_behind().tolist() == []
