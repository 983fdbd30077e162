"""Rating and title tables as spreadsheets write them: separators, decimal commas, line ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reko_core.community.importers import import_file
from reko_core.domain.models import Status
from reko_core.errors import ImportRefused
from reko_core.store import Store

Write = Callable[..., Path]

RATINGS = [("user_id", "anime_id", "rating"), ("1", "5", "8"), ("1", "6", "7"), ("2", "5", "10")]
NAMED = "user_id,Username,anime_id,Anime Title,rating\n"


async def scores(store: Store, name: str, source: str = "kaggle2016") -> list[tuple[int, int]]:
    found = await store.lists.get(name, source)
    assert found is not None
    return list(zip(found.entries.anime_ids.tolist(), found.entries.scores.tolist(), strict=True))


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
@pytest.mark.parametrize("field", ["{}", '"{}"', " {} ", "'{}'"])
async def test_ratings_are_split_by_what_splits_the_header(
    store: Store, write: Write, separator: str, field: str
) -> None:
    header, *rows = RATINGS
    lines = [separator.join(map(field.format, row)) for row in rows]
    summary = await import_file(store, write("\n".join([separator.join(header), *lines])))
    assert (summary.n_imported, summary.skipped) == (3, {})
    assert await scores(store, "1") == [(5, 8), (6, 7)]


@pytest.mark.parametrize("first", ["sep=;\n", '"sep=;"\r\n', ";;\n", "SEP=;\n\n"])
async def test_lines_that_excel_puts_first_are_no_header(
    store: Store, write: Write, first: str
) -> None:
    text = first + "\n".join(";".join(row) for row in RATINGS) + "\n;;\n"
    assert (await import_file(store, write(text))).n_imported == 3


@pytest.mark.parametrize(
    "rows",
    [
        "user_id;anime_id;rating\n1;5;8,5\n1,0;6;7,0\n",
        'user_id,anime_id,rating\n1,5,"8,5"\n"1",6,"7,00"\n',
        "user_id\tanime_id\trating\r\n1\t5\t8,5\r\n1\t6\t7\r\n",
    ],
)
async def test_decimal_commas_are_read(store: Store, write: Write, rows: str) -> None:
    summary = await import_file(store, write(rows))
    assert await scores(store, "1") == [(5, 9), (6, 7)]
    assert summary.notes == {"scores rounded half up": 1}


async def test_ids_with_separators_of_thousands_are_not_guessed(store: Store, write: Write) -> None:
    summary = await import_file(store, write("user_id;anime_id;rating\n1,000;5;8\n1;5;8\n"))
    assert summary.skipped == {"bad user": 1}


async def test_statuses_and_names_are_split_alike(store: Store, write: Write) -> None:
    statuses = "user_id;anime_id;rating;watching_status;watched_episodes\n1;5;8,0;4;12\n"
    await import_file(store, write(statuses))
    found = await store.lists.get("1", "kaggle2020")
    assert found is not None
    assert found.entries.statuses.tolist() == [Status.DROPPED]
    named = NAMED.replace(",", ";") + '1;Some;5;"A; ""b""";9\n1;Some;6;5 cm "x;8,5\n'
    await import_file(store, write(named))
    assert await scores(store, "some", "kaggle2023") == [(5, 9), (6, 9)]


async def test_titles_are_split_alike(store: Store, write: Write) -> None:
    header = "anime_id;name;genre;type;episodes;rating;members\n"
    await import_file(store, write(header + '1;"A; b";Action, Drama;TV;12;7,5;1000\n'))
    anime = (await store.catalogue.get_many([1]))[1]
    assert (anime.title, anime.genres, anime.mean) == ("A; b", ("Action", "Drama"), 7.5)


@pytest.mark.parametrize("chunk_bytes", [40, 100, 1 << 20])
async def test_titles_in_quotes_may_span_lines(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch, chunk_bytes: int
) -> None:
    monkeypatch.setattr("reko_core.community.importers.text_rows.CHUNK_BYTES", chunk_bytes)
    rows = (
        '1,Some,5,"Two\nlines, 5",9\n1,Some,6,"Three\r\n\r\n""lines"" ",8\n'
        '1,Some,7,5 cm "x,7\n1,Some,8,Plain,6\n1,Some,9,"Two, 5\nlines",5\n2,Other,5,Plain,4\n'
    )
    summary = await import_file(store, write(NAMED + rows))
    assert (summary.n_rows, summary.n_imported, summary.skipped) == (6, 6, {})
    assert await scores(store, "some", "kaggle2023") == [(5, 9), (6, 8), (7, 7), (8, 6), (9, 5)]


async def test_a_quote_that_never_closes_costs_its_own_row_at_most(
    store: Store, write: Write
) -> None:
    rows = "".join(f"2,Other,{i},Plain,4\n" for i in range(1, 200))
    summary = await import_file(store, write(NAMED + '1,Some,5,"Open\nrest\n' + rows))
    assert summary.skipped == {"bad score": 1, "bad user": 1}
    assert len(await scores(store, "other", "kaggle2023")) == 199


async def test_a_long_first_row_costs_no_other(store: Store, write: Write) -> None:
    text = "user_id,anime_id,rating\n1,5,8,1,2,3,4\n1,6,7\n"
    summary = await import_file(store, write(text))
    assert (summary.n_imported, summary.skipped) == (1, {"wrong number of columns": 1})


async def test_names_that_are_no_text_are_not_merged(store: Store, write: Write) -> None:
    rows = "1,Caf\xe9,5,Plain,9\n2,Caf\xe8,6,Plain,9\n3,Some,6,Caf\xe9,9\n"
    summary = await import_file(store, write((NAMED + rows).encode("latin-1")))
    assert summary.skipped == {"bad user": 2}


async def test_numbers_that_floats_cannot_tell_apart_are_refused(
    store: Store, write: Write
) -> None:
    text = "user_id,anime_id,rating\n9007199254740993.0,5,8\n9007199254740993,6,7\n"
    summary = await import_file(store, write(text))
    assert summary.skipped == {"bad user": 1}
    assert await scores(store, "9007199254740993") == [(6, 7)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[1, 2]", "a JSON array"),
        ("<!DOCTYPE html><html>", "a web page"),
        (b"\x89PNG\r\n\x1a\n", "no text in UTF-8"),
    ],
)
async def test_what_is_no_dump_is_named(
    store: Store, write: Write, text: str | bytes, reason: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        await import_file(store, write(text))
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("anime_id,name\n" + '"a\n' * 200, "more than 100 lines"),
        ('{"lastUpdate": 1}\n' + "{\n" * 200, "more than 100 lines"),
        ('{"lastUpdate": 1, "data": [' + "1," * 200, "more records than there are titles"),
    ],
)
async def test_files_of_more_lines_than_titles_are_not_read_to_the_end(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    for module in ("table", "offline_database"):
        name = f"reko_core.community.importers.titles.{module}.MAX_TITLE_LINES"
        monkeypatch.setattr(name, 100)
    with pytest.raises(ImportRefused, match=reason):
        await import_file(store, write(text))


async def test_ratings_without_a_usable_row_are_not_read_to_the_end(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reko_core.community.importers.pipeline.HOPELESS_ROWS", 100)
    monkeypatch.setattr("reko_core.community.importers.text_rows.CHUNK_BYTES", 400)
    bad, good = '"a\n' * 1000, "1,5,8\n"
    with pytest.raises(ImportRefused, match=r"of the first 1\d\d rows: bad user"):
        await import_file(store, write("user_id,anime_id,rating\n" + bad + good))
    assert (await import_file(store, write("user_id,anime_id,rating\n" + good + bad))).lists.new
