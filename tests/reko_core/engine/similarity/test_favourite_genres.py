"""The genre that a user loves most, beside what the community likes."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.community import UserRows
from reko_core.engine.similarity.favourite_genres import favourite_genres

# Titles 0-19 are of genre 0, 20-39 of genre 1; everybody has seen the first genre.
HAS_GENRE = np.array([[True] * 20 + [False] * 20, [False] * 20 + [True] * 20])
ITEMS: Any = SimpleNamespace(
    bias=np.zeros(40, np.float32), popularity=np.array([90] * 20 + [10] * 20, np.int32)
)


def rows_of(*lists: dict[int, int]) -> UserRows:
    """Return lists of item -> score, 0 = unscored."""
    return UserRows(
        indptr=np.cumsum([0, *map(len, lists)]),
        items=np.array([item for one in lists for item in sorted(one)], np.uint16),
        packed=np.array([one[item] for one in lists for item in sorted(one)], np.uint8),
        mean=np.full(len(lists), 7, np.float32),
        bias=np.zeros(len(lists), np.float32),
    )


@pytest.mark.parametrize(
    ("scores", "favourite"),
    [
        (dict.fromkeys(range(20, 30), 9), 1),
        (dict.fromkeys(range(20, 30), 0), 1),
        # What everybody likes tells nothing.
        (dict.fromkeys(range(10), 9), -1),
        # Disliked titles, and too few of them.
        (dict.fromkeys(range(20, 30), 5), -1),
        (dict.fromkeys(range(20, 24), 9), -1),
        ({}, -1),
    ],
    ids=["liked", "unscored", "popular", "disliked", "few", "empty"],
)
def test_favourite_is_what_is_liked_beyond_what_all_like(
    scores: dict[int, int], favourite: int
) -> None:
    found = favourite_genres(rows_of(scores), ITEMS, HAS_GENRE, np.array([0]))
    assert found.tolist() == [favourite]


def test_users_are_judged_one_by_one() -> None:
    rows = rows_of(
        dict.fromkeys(range(10), 9), dict.fromkeys(range(20, 30), 9), dict.fromkeys(range(5), 9)
    )
    assert favourite_genres(rows, ITEMS, HAS_GENRE, np.array([1, 0, 2])).tolist() == [1, -1, -1]
    assert favourite_genres(rows, ITEMS, HAS_GENRE, np.array([], int)).tolist() == []


def test_without_genres_nobody_has_a_favourite() -> None:
    rows = rows_of(dict.fromkeys(range(20, 30), 9))
    assert favourite_genres(rows, ITEMS, HAS_GENRE[:0], np.array([0])).tolist() == [-1]
