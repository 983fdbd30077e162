from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import pytest

from reko_core.domain.models import Anime, Relation
from reko_core.snapshots.builder.title_arrays import describe_titles, franchise_labels

TODAY = date(2026, 1, 5)


def groups(titles: Iterable[Anime]) -> set[frozenset[int]]:
    """Return the franchises as sets of ids."""
    found: dict[int, set[int]] = {}
    for anime_id, label in franchise_labels({anime.id: anime for anime in titles}).items():
        found.setdefault(label, set()).add(anime_id)
    return {frozenset(group) for group in found.values()}


def related(anime_id: int, name: str = "", **kinds: int) -> Anime:
    """Return a title with a relation of each kind to another title."""
    relations = tuple(Relation(other, kind) for kind, other in kinds.items())
    return Anime(anime_id, name or f"Title {anime_id}", relations=relations)


@pytest.mark.parametrize(
    "kind",
    [
        *("sequel", "prequel", "alternative_setting", "alternative_version", "side_story"),
        *("parent_story", "summary", "full_story", "spin_off"),
    ],
)
def test_a_relation_stated_by_one_side_joins(kind: str) -> None:
    assert groups([related(1, **{kind: 2}), Anime(2, "Another")]) == {frozenset({1, 2})}


@pytest.mark.parametrize("kind", ["character", "other"])
def test_character_relations_join_nothing(kind: str) -> None:
    assert groups([related(1, **{kind: 2}), Anime(2, "Another")]) == {
        frozenset({1}),
        frozenset({2}),
    }


def test_franchises_are_joined_over_titles_between() -> None:
    chain = [related(1, sequel=2), related(2, side_story=3), Anime(3, "A side"), Anime(4, "Else")]
    assert groups(chain) == {frozenset({1, 2, 3}), frozenset({4})}


def test_numbers_of_a_source_join_only_titles_without_types() -> None:
    titles = [
        Anime(1, "One", franchise_id=7),
        Anime(2, "Two", franchise_id=7),
        Anime(3, "Three", franchise_id=7, relations=(Relation(4, "sequel"),)),
        Anime(4, "Four"),
    ]
    assert groups(titles) == {frozenset({1, 2}), frozenset({3, 4})}


def test_without_types_and_numbers_related_titles_of_one_name_are_joined() -> None:
    titles = [
        related(1, "Mushishi", unknown=2),
        Anime(2, "Mushishi Zoku Shou"),
        related(3, "Lupin", unknown=4),
        Anime(4, "Conan"),
    ]
    assert groups(titles) == {frozenset({1, 2}), frozenset({3}), frozenset({4})}


def test_prequels_parents_and_full_stories_are_required_first() -> None:
    titles = {
        1: related(1, sequel=2, character=3),
        2: related(2, prequel=1, side_story=3),
        3: related(3, parent_story=2, other=1),
        4: related(4, full_story=1, prequel=999),
    }
    described = describe_titles(np.array([1, 2, 3, 4], np.int32), titles, TODAY)
    assert described.prequels == [[], [0], [1], [0]]
    assert described.is_typed.all()


def guessed_days(start_dates: Mapping[int, str | None]) -> dict[int, int]:
    titles = {one: Anime(one, "", start_date=day) for one, day in start_dates.items()}
    ids = np.array(list(titles), np.int32)
    return dict(zip(start_dates, describe_titles(ids, titles, TODAY).day.tolist(), strict=True))


@pytest.mark.parametrize("undated", [995, 2000])
def test_a_title_without_a_date_is_as_new_as_its_id_though_old_works_are_entered_late(
    undated: int,
) -> None:
    dates: dict[int, str | None] = {one: f"{1980 + one // 25}-06-01" for one in range(10, 1000, 10)}
    dates |= {960: "1965-01-01", 990: "1999-12-31", undated: None}
    days = guessed_days(dict(sorted(dates.items())))
    assert days[undated] >= days[980]


def test_a_title_that_was_broadcast_late_dates_no_other() -> None:
    dates: dict[int, str | None] = {one: f"{1980 + one // 25}-06-01" for one in range(10, 1000, 10)}
    dates |= {300: "2021-03-08", 305: None}
    days = guessed_days(dict(sorted(dates.items())))
    assert days[305] < days[700]
