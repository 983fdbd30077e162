from collections.abc import Callable, Iterable, Mapping

import pytest

from reko_core.domain.models import Anime, Relation
from reko_core.snapshots.builder.title_groups import first_word, franchise_labels, related_groups


def together(
    label: Callable[[Mapping[int, Anime]], dict[int, int]], titles: Iterable[Anime]
) -> set[frozenset[int]]:
    """Return the titles that share a label, as sets of ids."""
    found: dict[int, set[int]] = {}
    for anime_id, one in label({anime.id: anime for anime in titles}).items():
        found.setdefault(one, set()).add(anime_id)
    return {frozenset(group) for group in found.values()}


def franchises(*titles: Anime) -> set[frozenset[int]]:
    return together(franchise_labels, titles)


def groups(*titles: Anime) -> set[frozenset[int]]:
    return together(related_groups, titles)


def related(anime_id: int, name: str = "", **kinds: int) -> Anime:
    """Return a title with a relation of each kind to another title."""
    relations = tuple(Relation(other, kind) for kind, other in kinds.items())
    return Anime(anime_id, name or f"Title {anime_id}", relations=relations)


APART = {frozenset({1}), frozenset({2})}
JOINED = {frozenset({1, 2})}


@pytest.mark.parametrize(
    "kind",
    [
        *("sequel", "prequel", "alternative_setting", "alternative_version", "side_story"),
        *("parent_story", "summary", "full_story", "spin_off"),
    ],
)
def test_a_relation_stated_by_one_side_joins(kind: str) -> None:
    titles = Anime(1, "One", relations=(Relation(2, kind),)), Anime(2, "Another")

    assert franchises(*titles) == groups(*titles) == JOINED


@pytest.mark.parametrize("kind", ["character", "other"])
def test_character_relations_join_nothing(kind: str) -> None:
    titles = Anime(1, "One", relations=(Relation(2, kind),)), Anime(2, "Another")

    assert franchises(*titles) == groups(*titles) == APART


def test_franchises_are_joined_over_titles_between() -> None:
    chain = related(1, sequel=2), related(2, side_story=3), Anime(3, "A side"), Anime(4, "Else")

    assert franchises(*chain) == {frozenset({1, 2, 3}), frozenset({4})}


def test_relations_to_titles_outside_the_catalogue_join_nothing() -> None:
    assert franchises(related(1, sequel=9), related(2, prequel=9)) == APART


def test_numbers_of_a_source_join_only_titles_without_types() -> None:
    titles = (
        Anime(1, "One", franchise_id=7),
        Anime(2, "Two", franchise_id=7),
        Anime(3, "Three", franchise_id=7, relations=(Relation(4, "sequel"),)),
        Anime(4, "Four"),
    )

    assert franchises(*titles) == groups(*titles) == {frozenset({1, 2}), frozenset({3, 4})}


def test_without_types_and_numbers_related_titles_of_one_name_are_joined() -> None:
    titles = (
        related(1, "Mushishi", unknown=2),
        Anime(2, "Mushishi Zoku Shou"),
        related(3, "Lupin", unknown=4),
        Anime(4, "Conan"),
    )

    joined = {frozenset({1, 2}), frozenset({3}), frozenset({4})}
    assert franchises(*titles) == groups(*titles) == joined


def test_where_a_source_numbers_franchises_untyped_relations_join_groups_only() -> None:
    titles = (
        related(1, "Mushishi", unknown=2),
        Anime(2, "Mushishi Zoku Shou"),
        Anime(3, "Lupin", franchise_id=7),
    )

    assert franchises(*titles) == {frozenset({1}), frozenset({2}), frozenset({3})}
    assert groups(*titles) == {frozenset({1, 2}), frozenset({3})}


def test_untyped_relations_do_not_join_two_numbers_of_a_source() -> None:
    unknown = (Relation(2, "unknown"),)

    assert (
        groups(
            Anime(1, "Mushishi", franchise_id=7, relations=unknown),
            Anime(2, "Mushishi Zoku Shou", franchise_id=8),
        )
        == APART
    )


@pytest.mark.parametrize(
    "name",
    ["Hunter x Hunter (2011)", "Hunter x Hunter: The Last Mission", "HUNTER X HUNTER 2nd Season"],
)
def test_a_title_that_starts_with_a_whole_title_is_of_its_group(name: str) -> None:
    titles = Anime(1, "Hunter x Hunter"), Anime(2, name)

    assert groups(*titles) == JOINED
    assert franchises(*titles) == APART


@pytest.mark.parametrize(
    ("name", "longer"),
    [
        ("Monster", "Monster Musume no Iru Nichijou"),
        ("Kino Tabi", "Kino Tabi: Another Journey"),
        ("Hunter x Hunter", "Hunter x Hunters"),
    ],
)
def test_a_short_title_or_a_part_of_a_word_makes_no_group(name: str, longer: str) -> None:
    assert groups(Anime(1, name), Anime(2, longer)) == APART


def test_typed_and_numbered_titles_are_in_no_group_for_their_name() -> None:
    first = Anime(1, "Hunter x Hunter")

    assert groups(first, related(2, "Hunter x Hunter (2011)", sequel=9)) == APART
    assert groups(first, Anime(2, "Hunter x Hunter (2011)", franchise_id=7)) == APART


def test_franchises_lie_within_groups() -> None:
    titles = [
        related(1, "Hunter x Hunter", sequel=3),
        Anime(2, "Hunter x Hunter: Phantom Rouge"),
        Anime(3, "Greed Island"),
        related(4, "Hunter x Hunter: Special", character=1),
        Anime(5, "Naruto", franchise_id=7),
        Anime(6, "Boruto", franchise_id=7),
        related(7, "Naruto Gaiden", unknown=5),
    ]

    wide = groups(*titles)
    assert wide == {frozenset({1, 2, 3}), frozenset({4}), frozenset({5, 6, 7})}
    assert all(any(narrow <= group for group in wide) for narrow in franchises(*titles))


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Fate/Zero", "fate"),
        ("Steins;Gate 0", "steins"),
        ("NieR:Automata", "nier"),
        ("  .hack//Sign", "hack"),
        ("K: Missing Kings", ""),
        ("11eyes", "11eyes"),
        ("☆", ""),
        ("", ""),
    ],
)
def test_the_first_word_is_of_letters_and_digits_and_not_short(title: str, word: str) -> None:
    assert first_word(title) == word
