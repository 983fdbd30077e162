"""The facts about well-known franchises, and the check that uses them."""

from pathlib import Path

import pytest
from franchise_facts import load_facts

from reko_demo.community.catalogue import load_titles

FACTS = load_facts()
FMA, BROTHERHOOD, SHAMBALLA, MILOS = 121, 5114, 430, 9135
QUARTET, OVERLORD = 38472, 29803


def reasons(begun: set[int], *recommended: int) -> list[str | None]:
    return [reason for _, reason in FACTS.check(begun, recommended)]


def test_a_newcomer_may_start_with_either_version_but_not_with_a_film() -> None:
    assert reasons(set(), BROTHERHOOD, FMA, SHAMBALLA) == [None, None, "not the start"]


def test_any_version_is_enough_where_any_is_needed() -> None:
    assert reasons({BROTHERHOOD}, MILOS) == [None]


def test_a_film_that_goes_on_from_one_version_needs_that_one() -> None:
    assert reasons({BROTHERHOOD}, SHAMBALLA) == ["before Fullmetal Alchemist"]
    assert reasons({FMA}, SHAMBALLA) == [None]


def test_a_crossover_needs_something_that_it_joins() -> None:
    assert reasons(set(), QUARTET)[0] is not None
    assert reasons({OVERLORD}, QUARTET) == [None]


def test_titles_of_other_franchises_are_skipped() -> None:
    assert reasons(set(), 10**8) == []


def test_every_franchise_has_a_start_and_every_title_can_be_reached() -> None:
    assert len(FACTS.franchises) >= 50
    reached: set[int] = set()
    while found := {
        title.id
        for title in FACTS.titles.values()
        if title.id not in reached and reasons(reached, title.id) == [None]
    }:
        reached |= found
    assert reached == FACTS.titles.keys()


def test_every_title_belongs_to_one_franchise() -> None:
    assert len(FACTS.titles) == sum(map(len, FACTS.franchises.values()))


def test_titles_are_those_of_the_demo() -> None:
    demo = load_titles()
    shared = FACTS.titles.keys() & demo.keys()
    assert len(shared) > 200
    assert {one: FACTS.titles[one].name for one in shared} == {
        one: demo[one].title for one in shared
    }


def test_titles_are_those_of_mal(real_data: Path) -> None:
    pl = pytest.importorskip("polars")
    rows = pl.read_parquet(real_data / "anime.parquet", columns=["id", "title"]).rows()
    known = dict(rows) | {one: anime.title for one, anime in load_titles().items()}
    assert {title.id: title.name for title in FACTS.titles.values()} == {
        one: known.get(one) for one in FACTS.titles
    }
