from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.domain.models import Anime, Entries, Status, UserList, normalise_name

ROWS = st.lists(
    st.tuples(
        st.integers(1, 40), st.integers(0, 10), st.sampled_from(Status), st.integers(-1, 3000)
    ),
    max_size=60,
)


def entries(*rows: tuple[int, int, Status, int]) -> Entries:
    table = np.array(rows, np.int64).reshape(-1, 4)
    return Entries.build(*table.T)


def test_entries_are_sorted_by_id_with_their_columns() -> None:
    built = entries((30, 7, Status.COMPLETED, 12), (10, 9, Status.WATCHING, 3))

    assert built.anime_ids.tolist() == [10, 30]
    assert built.scores.tolist() == [9, 7]
    assert built.statuses.tolist() == [Status.WATCHING, Status.COMPLETED]
    assert built.episodes.tolist() == [3, 12]


def test_the_last_of_duplicate_entries_counts() -> None:
    built = entries(
        (5, 1, Status.WATCHING, 1),
        (3, 6, Status.DROPPED, 2),
        (5, 8, Status.COMPLETED, 26),
        (5, 9, Status.ON_HOLD, 13),
    )

    assert built == entries((3, 6, Status.DROPPED, 2), (5, 9, Status.ON_HOLD, 13))


@given(ROWS)
def test_built_entries_equal_a_dictionary(
    rows: list[tuple[int, int, Status, int]],
) -> None:
    built = entries(*rows)
    oracle = sorted({row[0]: row for row in rows}.values())

    assert list(zip(*(column.tolist() for column in built.columns()), strict=True)) == oracle
    assert len(built) == len(oracle)


@given(ROWS)
def test_building_entries_is_idempotent(rows: list[tuple[int, int, Status, int]]) -> None:
    built = entries(*rows)

    assert Entries.build(*built.columns()) == built


def test_columns_have_the_documented_dtypes() -> None:
    for built in (entries(), entries((1, 2, Status.COMPLETED, 3))):
        assert [column.dtype for column in built.columns()] == [
            np.int32,
            np.int8,
            np.int8,
            np.int16,
        ]


def test_omitted_values_are_unknown() -> None:
    built = Entries.build(np.array([2, 1, 2]))

    assert built.anime_ids.tolist() == [1, 2]
    assert built.scores.tolist() == [0, 0]
    assert built.statuses.tolist() == [Status.UNKNOWN, Status.UNKNOWN]
    assert built.episodes.tolist() == [-1, -1]


def test_no_entries_make_an_empty_list() -> None:
    assert len(Entries.build(np.array([], np.int32))) == 0


def test_columns_of_different_lengths_are_refused() -> None:
    one, two = np.zeros(1, np.int8), np.zeros(2, np.int8)

    with pytest.raises(AssertionError):
        Entries(np.array([1, 2], np.int32), one, two, np.zeros(2, np.int16))


def test_entries_differ_when_any_column_differs() -> None:
    base = (1, 7, Status.COMPLETED, 12)

    assert entries(base) == entries(base)
    for other in [
        (2, 7, Status.COMPLETED, 12),
        (1, 8, Status.COMPLETED, 12),
        (1, 7, Status.DROPPED, 12),
        (1, 7, Status.COMPLETED, 11),
    ]:
        assert entries(base) != entries(other)
    assert entries(base) != [base]


def test_entries_cannot_be_hashed_because_they_are_compared_by_content() -> None:
    with pytest.raises(TypeError):
        hash(entries())


@pytest.mark.parametrize(
    ("score", "status", "episodes", "seen"),
    [
        (0, Status.COMPLETED, 12, True),
        (0, Status.COMPLETED, 0, True),
        (0, Status.DROPPED, 1, True),
        (0, Status.ON_HOLD, 1, True),
        (0, Status.WATCHING, 1, True),
        (0, Status.WATCHING, 0, False),
        (6, Status.WATCHING, 0, True),
        (0, Status.WATCHING, -1, True),
        (0, Status.PLAN_TO_WATCH, 0, False),
        (9, Status.PLAN_TO_WATCH, 3, False),
        (0, Status.UNKNOWN, -1, True),
    ],
)
def test_seen_titles_are_those_started(
    score: int, status: Status, episodes: int, *, seen: bool
) -> None:
    assert entries((1, score, status, episodes)).is_seen.tolist() == [seen]


def test_default_source_of_a_list_is_mal() -> None:
    assert UserList("Some_User", entries(), datetime(2022, 12, 31, tzinfo=UTC)).source == "mal"


@pytest.mark.parametrize(
    ("start_date", "year"), [("2017-10-23", 2017), ("2017-10", 2017), ("2017", 2017), (None, None)]
)
def test_year_is_read_from_whole_and_partial_dates(
    start_date: str | None, year: int | None
) -> None:
    assert Anime(1, "Cowboy Bebop", start_date=start_date).year == year


@pytest.mark.parametrize("spelling", ["some_user", "Some_User", "  SOME_USER\n"])
def test_spellings_of_a_name_are_one_user(spelling: str) -> None:
    assert normalise_name(spelling) == "some_user"


@pytest.mark.parametrize(
    ("facts", "is_adult"),
    [
        ({}, False),
        ({"age_rating": "r+", "genres": ("Ecchi", "Adult Cast")}, False),
        ({"age_rating": "rx"}, True),
        ({"genres": ("Drama", "Hentai")}, True),
        ({"genres": ("erotica",)}, True),
        ({"age_rating": "pg_13", "genres": ("Hentai",)}, True),
        ({"is_marked_adult": True}, True),
        ({"age_rating": "r+", "is_marked_adult": False}, False),
    ],
)
def test_adult_by_rating_genre_or_mark(facts: dict[str, Any], *, is_adult: bool) -> None:
    assert Anime(1, "Some title", **facts).is_adult == is_adult


def test_seen_titles_are_added_unless_they_were_seen() -> None:
    entries = Entries.build(
        np.array([3, 5, 9]),
        np.array([0, 8, 7]),
        np.array([Status.PLAN_TO_WATCH, Status.DROPPED, Status.COMPLETED]),
        np.array([0, 2, 12]),
    )
    added = entries.with_seen([9, 4, 3])
    assert added.anime_ids.tolist() == [3, 4, 5, 9]
    assert added.scores.tolist() == [0, 0, 8, 7]
    assert added.statuses.tolist() == [2, 2, 4, 2]
    assert added.episodes.tolist() == [-1, -1, 2, 12]
    assert added.is_seen.all()
    assert entries.with_seen([]) == entries
