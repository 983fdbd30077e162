from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.contract.title_query import FoundBy
from reko_core.domain.models import Anime
from reko_core.service.name_index import NameIndex, TitleNames, normalised

TITLES = (
    Anime(1, "Shingeki no Kyojin", "Attack on Titan", "進撃の巨人", ("AoT", "SnK"), members=3000),
    Anime(2, "Shingeki no Kyojin Season 2", "Attack on Titan Season 2", members=2000),
    Anime(3, "Haikyuu!!", "Haikyu!!", "ハイキュー!!", members=1500),
    Anime(4, "Haikyuu!! Second Season", members=900),
    Anime(5, "Titan A.E.", members=10),
    Anime(6, "K-On!", members=800),
    Anime(7, "Konosuba", members=1800),
    Anime(8, "Pokémon", "Pokemon", synonyms=("Pocket Monsters",), members=700),
    Anime(9, "Monster", members=600),
    Anime(10, "∀", members=1),
    Anime(11, "Kanon", genres=("Hentai",), members=5000),
    Anime(12, "JoJo no Kimyou na Bouken Part 3: Stardust Crusaders"),
    Anime(13, "Kino's Journey", members=100),
    Anime(14, "Steins;Gate", members=2500),
)
INDEX = NameIndex(map(TitleNames.of, TITLES))


def ids(text: str, limit: int = 10, *, include_adult: bool = False) -> list[int]:
    return [hit.anime_id for hit in INDEX.search(text, limit, include_adult=include_adult)]


@pytest.mark.parametrize(
    ("text", "anime_id"),
    [
        ("shingeki no kyojin", 1),
        ("ATTACK ON TITAN", 1),
        ("進撃の巨人", 1),
        ("ﾊｲｷｭｰ", 3),
        ("aot", 1),
        ("haikyuu", 3),
        ("haikyu", 3),
        ("kon", 6),
        ("k on", 6),
        ("pokemon", 8),
        ("POKÉMON!", 8),
        ("pocket monsters", 8),
        ("monster", 9),
        ("∀", 10),
        ("kinos journey", 13),
        ("Kino\u2019s Journey", 13),
        ("steinsgate", 14),
        ("steins gate", 14),
        # With typing errors.
        ("haikyuuu", 3),
        ("atack on titn", 1),
        ("shingek no kyojin", 1),
        ("pokemno", 8),
        ("stien gate", 14),
        # Words of a long name.
        ("jojo stardust", 12),
        ("stardust jojo", 12),
        ("jojo stardsut crusaders", 12),
    ],
)
def test_a_title_is_found_by_any_of_its_names(text: str, anime_id: int) -> None:
    assert ids(text)[0] == anime_id


def test_exact_names_come_before_starts_of_words_and_these_before_other_parts() -> None:
    hits = INDEX.search("onster", 3, include_adult=False)
    assert [(hit.anime_id, hit.found_by) for hit in hits] == [(8, "part"), (9, "part")]
    assert ids("titan") == [1, 2, 5]
    assert ids("haikyuu second", 1) == [4]
    assert ids("kon")[:2] == [6, 7]


def test_equal_matches_come_by_popularity() -> None:
    assert ids("s")[:3] == [1, 14, 2]


def test_adult_titles_are_found_only_if_included() -> None:
    assert 11 not in ids("kanon")
    assert ids("kanon", include_adult=True)[0] == 11


def test_no_title_is_found_twice_and_no_more_than_the_limit() -> None:
    for text in ("s", "attack", "haikyu", "no"):
        for limit in (1, 2, 10):
            found = ids(text, limit)
            assert len(found) == len(set(found)) <= limit


@pytest.mark.parametrize("text", ["", " ", "qqqqqqqq", "!?", "\n", "\x00"])
def test_a_text_like_no_name_finds_nothing(text: str) -> None:
    assert ids(text) == []


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).search("haikyuu", 5, include_adult=True) == []


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_searched_and_kinds_never_get_better(text: str) -> None:
    order: list[FoundBy] = ["name", "synonym", "start", "part", "similar"]
    hits = INDEX.search(text, 25, include_adult=True)
    assert all(order.index(a.found_by) <= order.index(b.found_by) for a, b in pairwise(hits))
    assert all(0 < hit.similarity <= 100 for hit in hits)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=20))
def test_every_name_is_found_by_itself(name: str) -> None:
    index = NameIndex([TitleNames.of(Anime(1, name))])
    assert [hit.found_by for hit in index.search(name, 1, include_adult=True)] == (
        ["name"] if normalised(name) else []
    )
