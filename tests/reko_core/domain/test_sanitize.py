from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.domain.models import Anime, Relation
from reko_core.domain.sanitize import (
    MAX_TEXT,
    picture_url,
    sanitize_synopsis,
    sanitize_text,
    sanitized,
)
from reko_core.domain.text import clean

STEERING = "\x00\x07\x1b[31m\x9b\u200b\u200e\u202e\u2066\ufeff\u2028\ud800\U000e0041"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Cowboy\t\nBebop ", "Cowboy Bebop"),
        ("監察課 ☆ ½ Kō", "監察課 ☆ ½ Kō"),
        ("@everyone <@1> **[a](b)**", "@everyone <@1> **[a](b)**"),
        (f"A{STEERING}B", "A[31m B"),
        ("x" * 1_000_000, "x" * MAX_TEXT),
        ("\u202e" * 1_000_000, ""),
        (None, ""),
    ],
)
def test_control_characters_are_removed_from_texts(text: str | None, kept: str) -> None:
    assert sanitize_text(text) == kept


@given(st.text(max_size=600))
def test_sanitizing_a_text_is_bounded_and_idempotent(text: str) -> None:
    tidy = sanitize_text(text)

    assert len(tidy) <= MAX_TEXT
    assert clean(tidy) == sanitize_text(tidy) == tidy
    if len(text) <= MAX_TEXT:
        assert tidy == clean(text)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://cdn.myanimelist.net/images/1.jpg?s=a%20b", None),
        ("http://cdn.myanimelist.net/1.jpg", "https://cdn.myanimelist.net/1.jpg"),
        ("HTTPS://CDN.example/1", "https://CDN.example/1"),
    ],
)
def test_pictures_need_https(address: str, kept: str | None) -> None:
    assert picture_url(address) == (kept or address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://a.example/1",
        "javascript:alert(1)",
        "//a.example/1",
        "https://127.0.0.1/1",
        "https://0x7f000001/1",
        "https://2130706433/1",
        "https://[::1]/1",
        "https://localhost/1",
        "https://a.localhost/1",
        "https://printer.local/1",
        "https://metadata.google.internal/1",
        "https://a.example:8080/1",
        "https://user:pass@a.example/1",
        "https://a.example@evil.example/1",
        "https://a.example\\@evil.example/1",
        "https://a.example/\u202e1",
        "https://a.example/a b",
        "https://a.example/1\n",
        "https://bücher.example/1",
        "https://a..example/1",
        "https://-a.example/1",
        'https://a.example/"><script>',
        "https://a.example/)[x](y" + "x" * 500,
    ],
)
def test_other_picture_urls_are_dropped(address: str) -> None:
    assert picture_url(address) is None


def test_invalid_values_become_unknown_and_all_are_bounded() -> None:
    hostile = Anime(
        id=1,
        title="\u202eA\x00",
        title_english="\u200b",
        title_japanese="\x00",
        synonyms=("\x1b",),
        media_type="@everyone",
        n_episodes=2**63,
        start_date="20170412",
        end_date="soon",
        airing="a\nb",
        mean=float("nan"),
        scored_by=-1,
        members=0,
        age_rating="x" * 41,
        genres=("", "Drama", " Drama ", *map(str, range(1000))),
        origin="\x1b[2J",
        studios=("\ud800",),
        picture="https://10.0.0.1/a.png",
        duration_min=2**31,
        relations=(Relation(0), Relation(5, "<@1>"), *(Relation(n) for n in range(6, 2000))),
    )

    tidy = sanitized(hostile)

    assert tidy is not None
    assert tidy.genres[:2] == ("Drama", "0")
    assert len(tidy.genres) == 48
    assert len(tidy.relations) == 499
    assert tidy.relations[0] == Relation(5, "unknown")
    assert tidy == Anime(1, "A", genres=tidy.genres, relations=tidy.relations)


def test_a_valid_title_is_unchanged() -> None:
    sound = Anime(
        id=2**31 - 1,
        title="Kino no Tabi",
        title_english="Kino's Journey",
        title_japanese="キノの旅",
        synonyms=("Kino no Tabi: The Beautiful World",),
        media_type="tv_special",
        n_episodes=13,
        start_date="2003-04",
        end_date="2003-07-08",
        airing="finished_airing",
        mean=8.25,
        scored_by=1,
        members=2,
        age_rating="r+",
        genres=("Slice of Life",),
        origin="4-koma manga",
        studios=("A.C.G.T.",),
        picture="https://cdn.myanimelist.net/images/anime/1/2l.jpg",
        duration_min=24,
        franchise_id=7,
        relations=(Relation(5, "sequel"),),
    )

    assert sanitized(sound) == sound


@pytest.mark.parametrize("change", [{"id": 0}, {"id": 2**31}, {"title": "\u200b\x00 "}])
def test_without_a_possible_id_or_a_name_there_is_no_title(change: dict[str, Any]) -> None:
    assert sanitized(Anime(**{"id": 1, "title": "A"} | change)) is None


def test_non_string_is_a_type_error() -> None:
    title: Any = {"evil": 1}
    with pytest.raises(TypeError):
        sanitized(Anime(1, title))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("One.\r\n\r\nTwo.\n\n[Written by MAL Rewrite]", "One. Two."),
        ("One (of two).\n\n(Source: ANN)", "One (of two)."),
        ("\u202eOne\x1b[0m", "One[0m"),
        ("(Source: ANN) says so.", "(Source: ANN) says so."),
        ("x" * 9000, "x" * 4000),
    ],
)
def test_synopses_are_one_line_without_their_source(text: str, kept: str) -> None:
    assert sanitize_synopsis(text) == kept
