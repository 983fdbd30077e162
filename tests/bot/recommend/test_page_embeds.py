"""Embeds of a page: the data of a title, and Discord's limits for the longest titles."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bans.buttons import ban_items
from bot.formatting.counts import count_of
from bot.formatting.limits import MAX_CHARACTERS, fit_embeds
from bot.i18n.texts import LANGUAGES, texts_for
from bot.recommend.embed import MAX_GENRES, page_embeds
from bot.recommend.page import page_message
from bot.results.page_view import PageView
from reko_core.contract.recommend import (
    Algorithm,
    AnimeInfo,
    Expected,
    Metadata,
    NeighbourRekos,
    Recommendation,
    RekoCounts,
    Request,
    Response,
    SimilarUser,
    UserCounts,
)
from reko_core.guilds.models import Scope
from reko_core.store import StoredResult

CATALOGUE = Path(__file__).parents[3] / os.environ.get("REKO_DATA", "../shared/data")
COVER = "https://cdn.myanimelist.net/images/anime/1/2.jpg"
N_TITLES = 5
ENGLISH = texts_for("en-US")
HOSTILE = "**[_`~|<@&1>#]** 🚫👨‍👩‍👧‍👦 \u202e\\ " * 20
LONG_TITLES = ["x" * 300, "*" * 300, HOSTILE, "👨‍👩‍👧‍👦" * 40, "あ" * 300, "\\" * 300]

Title = dict[str, Any]


def _info(**parts: Any) -> AnimeInfo:
    known: Title = {
        "id": 1,
        "mean": 7.5,
        "title": "Mushishi",
        "airing_date": "2005-10-23",
        "main_image": COVER,
        "rating": "pg_13",
        "num_episodes": 26,
        "genres": ("Mystery", "Slice of Life"),
        "related": (),
        "media_type": "tv",
    }
    titles = {"romaji": known["title"], "english": None, "japanese": None}
    return AnimeInfo(**{"titles": titles, **known, **parts})


def _page(
    *infos: AnimeInfo,
    n_users: int = 50,
    affinity: int = 80,
    accuracy: float = 96,
    missing_users: float | None = None,
    **request: Any,
) -> PageView:
    expected = Expected(score=8.26, enjoyment=71)
    rekos = tuple(
        Recommendation(
            id=info.id, info=info, match=90, expected=expected, users=tuple(range(n_users))
        )
        for info in infos
    )
    users = tuple(
        SimilarUser(hash=f"{n:032x}", affinity=affinity, rekos=NeighbourRekos(sent=1, found=1))
        for n in range(n_users)
    )
    response = Response(
        metadata=Metadata(
            user_last_analyzed="2026-01-01T12:00:00.000Z",
            users=UserCounts(found=n_users, banned=()),
            rekos=RekoCounts(sent=len(rekos), found=len(rekos), banned=()),
            algorithm=Algorithm(passages=1, accuracy=accuracy, missing_users=missing_users),
        ),
        users=users,
        rekos=rekos,
    )
    result = StoredResult(
        id="AAAAAAAAAAAA",
        owner_id=1,
        scope=Scope.guild(1),
        channel_id=None,
        message_id=None,
        locale="en-US",
        request=Request(user_name="somebody", **request),
        response=response,
        page=0,
        created_at=datetime.now(UTC),
    )
    return PageView(result, rekos, 1, 0, 6, {info.id: 25 for info in infos}, 25)


def _assert_fits(infos: list[AnimeInfo], language: str, **request: Any) -> None:
    texts = texts_for(LANGUAGES[language][0])
    embeds = page_embeds(_page(*infos, **request), texts)
    assert len(embeds) == 1 + len(infos)
    assert sum(map(len, embeds)) <= MAX_CHARACTERS
    for embed in embeds[1:]:
        assert 0 < len(embed.title or "") <= 256
        assert 0 < len(embed.description or "") <= 4096
        # Nothing had to be truncated.
        _, _, users, *_, last = str(embed.description).split("\n")
        assert users == texts("title-users", n="all", of=50)
        assert len(last) <= MAX_GENRES


def test_a_title_is_shown_with_its_cover_and_facts() -> None:
    embed = page_embeds(_page(_info()), ENGLISH)[1]
    assert embed.title == "1 · Mushishi"
    assert embed.url == "https://myanimelist.net/anime/1"
    assert embed.thumbnail.url == COVER
    assert str(embed.description).split("\n") == [
        "**Match 90** · you'd give it about 8.3",
        "71 % likely to beat your average",
        "All 50 similar users recommend it",
        "MAL 7.50 · 2005 · TV · 26 ep · PG-13",
        "Mystery, Slice of Life",
    ]


def test_a_page_says_that_part_of_the_community_was_not_searched() -> None:
    whole, partial = (
        str(page_embeds(_page(_info(), missing_users=share), ENGLISH)[0].description)
        for share in (None, 0.5)
    )

    assert "could not be searched" not in whole
    assert "Part of the community could not be searched just now." in partial


def test_unknown_facts_are_left_out() -> None:
    nothing = dict.fromkeys(
        ("mean", "airing_date", "main_image", "rating", "num_episodes", "media_type")
    )
    embed = page_embeds(_page(_info(**nothing, genres=()), n_users=0), ENGLISH)[1]
    assert str(embed.description).split("\n") == [
        "**Match 90** · you'd give it about 8.3",
        "71 % likely to beat your average",
    ]
    assert embed.thumbnail.url is None


@pytest.mark.parametrize(
    "url", ["", "ftp://x", "javascript:x", "https://a b", "https://" + "x" * 2048]
)
def test_a_cover_that_discord_would_refuse_is_left_out(url: str) -> None:
    assert page_embeds(_page(_info(main_image=url)), ENGLISH)[1].thumbnail.url is None


def test_unknown_kinds_and_ratings_are_shown_as_they_are() -> None:
    embed = page_embeds(_page(_info(media_type="holo_gram", rating="x_18")), ENGLISH)[1]
    assert r"Holo\_gram" in str(embed.description)
    assert r"x\_18" in str(embed.description)


def test_the_header_names_users_age_and_filters() -> None:
    page = _page(_info(), genres=["Sports"], types=["tv"], max_episodes=12)
    header = page_embeds(page, ENGLISH)[0]
    assert str(header.description).split("\n") == [
        "**50** very close users · list fetched <t:1767268800:R>",
        "Only Sports · TV · up to 12 episodes",
    ]


@pytest.mark.parametrize(
    ("affinity", "accuracy", "language", "users"),
    [
        (79, 88, "en", "**8** very close users"),
        (78, 86, "en", "**8** close users (too few are closer)"),
        (85, 100, "en", "**8** very close users"),
        (62, 50, "en", "**8** close users (too few are closer)"),
        (50, 100, "en", "**8** fairly close users"),
        (49, 80, "en", "**8** users with little in common (too few are closer)"),
        (79, 88, "de", "**8** sehr ähnliche Nutzer"),
        (78, 86, "de", "**8** ähnliche Nutzer (zu wenige sind ähnlicher)"),
        (51, 100, "de", "**8** halbwegs ähnliche Nutzer"),
        (12, 100, "de", "**8** Nutzer mit wenig Gemeinsamkeiten"),
    ],
)
def test_the_header_says_how_close_the_users_are(
    affinity: int, accuracy: float, language: str, users: str
) -> None:
    page = _page(_info(), n_users=8, affinity=affinity, accuracy=accuracy)
    (header, *_) = page_embeds(page, texts_for(LANGUAGES[language][0]))
    assert str(header.description).partition(" · ")[0] == users


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("n", "of"), [(0, 1), (1, 1), (0, 8), (1, 8), (5, 8), (2, 2), (8, 8)])
def test_who_recommends_a_title_is_said_in_full(language: str, n: int, of: int) -> None:
    said = texts_for(LANGUAGES[language][0])("title-users", n=count_of(n, of), of=of)
    named = {n, of} if 0 < n < of else {of} if of > 2 else set()
    assert {int(number) for number in re.findall(r"\d+", said)} == named


def test_all_titles_have_one_colour() -> None:
    embeds = page_embeds(_page(*(_info(id=n) for n in (1, 2, 3))), ENGLISH)
    assert len({embed.colour for embed in embeds}) == 1


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        ({"exclude_genres": ["*Ecchi*", "Music"]}, r"Without \*Ecchi\*, Music"),
        ({"year_from": 2010}, "Only from 2010"),
        ({"year_to": 2010}, "Only until 2010"),
        ({"year_from": 2010, "year_to": 2010}, "Only 2010"),
        ({"year_from": 1999, "year_to": 2010, "types": ["tv"]}, "Only TV · 1999-2010"),
        ({"age_ratings": ["g", "pg_13"]}, "Only G · PG-13"),
        ({"only_planned": True, "include_planned": True}, "Only planned titles"),
        ({"include_planned": True}, "With planned titles"),
        ({"popularity": -0.5}, "Mostly hidden gems"),
        (
            {"genres": ["Drama"], "include_planned": True, "popularity": 1.0},
            "Only Drama · With planned titles · Popular titles first",
        ),
    ],
)
def test_the_header_names_all_filters(request_: dict[str, Any], line: str) -> None:
    header = page_embeds(_page(_info(), **request_), ENGLISH)[0]
    assert str(header.description).splitlines()[1:] == [line]


@pytest.mark.parametrize("popularity", [0.0, 0.25])
def test_popularity_without_a_text_is_left_out(popularity: float) -> None:
    header = page_embeds(_page(_info(), popularity=popularity), ENGLISH)[0]
    assert len(str(header.description).splitlines()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", LONG_TITLES)
def test_five_titles_of_three_hundred_signs_fit_a_message(language: str, title: str) -> None:
    genres = tuple(f"{title[:50]}{n}" for n in range(20))
    infos = [_info(id=2**31 - n, title=title, genres=genres) for n in range(1, N_TITLES + 1)]
    filters = {
        "genres": ["g" * 50] * 10,
        "exclude_genres": ["g" * 50] * 10,
        "types": ["tv", "movie", "ova", "ona", "special"],
        "age_ratings": ["g", "pg", "pg_13", "r", "r+", "rx"],
        "popularity": -0.5,
        "only_planned": True,
    }
    _assert_fits(infos, language, max_episodes=1, year_from=1999, year_to=2000, **filters)


@given(st.text(min_size=1, max_size=400), st.lists(st.text(max_size=100), max_size=30))
def test_arbitrary_titles_and_genres_fit(title: str, genres: list[str]) -> None:
    infos = [_info(id=n, title=title, genres=tuple(genres)) for n in range(1, N_TITLES + 1)]
    _assert_fits(infos, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_titles_that_there_are_fit_a_message(language: str) -> None:
    if not (CATALOGUE / "anime.parquet").is_file():
        pytest.skip("real data is absent: set REKO_DATA to its folder")
    polars = pytest.importorskip("polars")
    columns = ["id", "title", "type", "episodes", "start_date", "mean", "age_rating", "genres"]
    table = polars.read_parquet(CATALOGUE / "anime.parquet", columns=columns)
    by_length = table.with_columns(
        n_title=polars.col("title").str.len_chars(),
        n_genres=polars.col("genres").str.len_chars().fill_null(0),
    )
    for order in ("n_title", "n_genres"):
        rows = by_length.sort(order, descending=True).head(10 * N_TITLES).to_dicts()
        for start in range(0, len(rows), N_TITLES):
            _assert_fits([_of_row(row) for row in rows[start : start + N_TITLES]], language)


def _of_row(row: Title) -> AnimeInfo:
    genres = tuple(genre.strip() for genre in (row["genres"] or "").split(",") if genre.strip())
    date = row["start_date"]
    return _info(
        id=row["id"],
        title=row["title"],
        media_type=row["type"],
        num_episodes=row["episodes"],
        airing_date=None if date is None else str(date),
        mean=row["mean"],
        rating=row["age_rating"],
        genres=genres,
    )


@pytest.mark.parametrize("n_titles", [0, 1, 3, 4, 5])
async def test_buttons_and_custom_ids_are_within_the_limits_of_discord(n_titles: int) -> None:
    infos = [_info(id=2**31 - n) for n in range(1, n_titles + 1)]
    rows: dict[int | None, list[Any]] = {}
    for item in page_message(_page(*infos), extra_items=ban_items)["view"].children:
        rows.setdefault(item.row, []).append(item)
    assert all(len(row) <= 5 for row in rows.values())
    custom_ids = [item.custom_id for row in rows.values() for item in row]
    assert len(set(custom_ids)) == len(custom_ids)
    assert max(map(len, custom_ids)) <= 100


def test_long_embeds_are_truncated_where_least_is_lost() -> None:
    long = [discord.Embed(title="a" * 200, description="x" * 3500) for _ in range(2)]
    short = discord.Embed(title="b", description="kept")
    fitted = fit_embeds([*long, short])
    assert sum(map(len, fitted)) <= MAX_CHARACTERS
    assert fitted[2].description == "kept"
    assert any(str(embed.description).endswith("…") for embed in fitted[:2])
