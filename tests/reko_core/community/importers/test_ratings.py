from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from reko_core.community.importers import Progress, import_file
from reko_core.domain.models import Status
from reko_core.errors import ImportRefused
from reko_core.store import Changes, Store

Write = Callable[..., Path]
Rows = list[tuple[int, int, int, int]]

KAGGLE_2016 = "user_id,anime_id,rating\n1,20,-1\n1,5,8\n2,5,10\n"
KAGGLE_2020 = (
    "user_id,anime_id,rating,watching_status,watched_episodes\n"
    "0,67,9,1,1\n0,6702,0,6,0\n3,5,7,4,12\n3,6,7,33,2\n"
)
KAGGLE_2023 = (
    "user_id,Username,anime_id,Anime Title,rating\n"
    '1,Xinil,21,"One, Piece",9\n1,Xinil,48,.hack//Sign,7\n4,Aokaado,5,"The ""Movie""",8\n'
)


async def rows_of(store: Store, name: str, source: str) -> Rows:
    found = await store.lists.get(name, source)
    assert found is not None
    columns = (column.tolist() for column in found.entries.columns())
    return list(zip(*columns, strict=True))


def parquet(**columns: list[object]) -> bytes:
    buffer = BytesIO()
    pl.DataFrame(columns).write_parquet(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", [".csv", ".gz", ".zst", ".zip", ".bz2", ".xz"])
async def test_first_kaggle_layout_is_read_however_it_is_compressed(
    store: Store, write: Write, suffix: str
) -> None:
    summary = await import_file(store, write(KAGGLE_2016, f"ratings{suffix}"))
    assert (summary.layout, summary.n_rows, summary.n_imported) == ("kaggle2016", 3, 3)
    assert summary.lists == Changes(new=2)
    assert summary.skipped == {}
    completed = Status.COMPLETED
    assert await rows_of(store, "1", "kaggle2016") == [
        (5, 8, completed, -1),
        (20, 0, completed, -1),
    ]
    assert await rows_of(store, "2", "kaggle2016") == [(5, 10, completed, -1)]


async def test_second_kaggle_layout_keeps_statuses_and_episodes(store: Store, write: Write) -> None:
    await import_file(store, write(KAGGLE_2020))
    assert await rows_of(store, "0", "kaggle2020") == [
        (67, 9, Status.WATCHING, 1),
        (6702, 0, Status.PLAN_TO_WATCH, 0),
    ]
    assert await rows_of(store, "3", "kaggle2020") == [
        (5, 7, Status.DROPPED, 12),
        (6, 7, Status.UNKNOWN, 2),
    ]


async def test_third_kaggle_layout_is_read_with_commas_and_quotes_in_names(
    store: Store, write: Write
) -> None:
    summary = await import_file(store, write(KAGGLE_2023))
    assert (summary.layout, summary.n_imported) == ("kaggle2023", 3)
    assert [row[:2] for row in await rows_of(store, "xinil", "kaggle2023")] == [(21, 9), (48, 7)]
    assert [row[:2] for row in await rows_of(store, "AOKAADO", "kaggle2023")] == [(5, 8)]


async def test_parquet_of_ratings_keeps_each_collection_apart(store: Store, write: Write) -> None:
    data = parquet(
        user=[1, 1, 1],
        anime=[5, 6, 5],
        score=[8, 0, 3],
        status=[2, 6, 0],
        episodes=[26, 0, -1],
        source=["one", "one", "other"],
    )
    summary = await import_file(store, write(data, "ratings.parquet"))
    assert summary.lists == Changes(new=2)
    assert await rows_of(store, "1", "one") == [(5, 8, 2, 26), (6, 0, 6, 0)]
    assert await rows_of(store, "1", "other") == [(5, 3, 0, -1)]


async def test_parquet_needs_only_user_title_and_score(store: Store, write: Write) -> None:
    await import_file(store, write(parquet(user=[7], anime=[5], score=[8])), source="mine")
    assert await rows_of(store, "7", "mine") == [(5, 8, Status.UNKNOWN, -1)]


async def test_the_caller_may_name_the_source(store: Store, write: Write) -> None:
    await import_file(store, write(KAGGLE_2016), source="club")
    assert await store.lists.get("1", "club") is not None
    assert await store.lists.get("1", "kaggle2016") is None


@pytest.mark.parametrize(
    "number", ["{}", '"{}"', "{}.0", '"{}.0"', "{}e0", "{}e+00", " {}", "{}\t", '" {} "', "+{}"]
)
async def test_numbers_are_read_however_they_are_written(
    store: Store, write: Write, number: str
) -> None:
    rows = "".join(
        ",".join(number.format(value) for value in row) + "\n" for row in ((1, 5, 8), (2, 20, -1))
    ).replace("+-", "-")
    summary = await import_file(store, write("user_id,anime_id,rating\n" + rows))
    assert (summary.n_imported, summary.skipped, summary.notes.total()) == (2, {}, 0)
    assert [row[:2] for row in await rows_of(store, "1", "kaggle2016")] == [(5, 8)]
    assert [row[:2] for row in await rows_of(store, "2", "kaggle2016")] == [(20, 0)]


async def test_rs_exponents_and_numbers_of_rows_are_read(store: Store, write: Write) -> None:
    text = '"","user_id","anime_id","rating"\n"1",1e+05,20,8\n"2",9007199254740993,2.1e+01,9\n'
    await import_file(store, write(text))
    assert [row[:2] for row in await rows_of(store, "100000", "kaggle2016")] == [(20, 8)]
    assert [row[:2] for row in await rows_of(store, "9007199254740993", "kaggle2016")] == [(21, 9)]


async def test_pandas_numbers_of_rows_are_no_column(store: Store, write: Write) -> None:
    summary = await import_file(store, write(",user_id,anime_id,rating\n0,1,20,8\n1,1,5,8\n"))
    assert (summary.n_imported, summary.skipped) == (2, {})


async def test_scores_are_rounded_half_up_and_counted(store: Store, write: Write) -> None:
    rows = "1,5,8.5\n1,6,7.49\n1,7,9\n1,8,10.5\n1,9,-0.5\n"
    summary = await import_file(store, write("user_id,anime_id,rating\n" + rows))
    assert [row[:2] for row in await rows_of(store, "1", "kaggle2016")] == [(5, 9), (6, 7), (7, 9)]
    assert summary.notes == {"scores rounded half up": 2}
    assert summary.skipped == {"bad score": 2}


async def test_parquet_numbers_are_read_like_those_of_csv(store: Store, write: Write) -> None:
    data = parquet(user=[1.0, 1.5, 2.0], anime=["5", "6", "7.0"], score=[8.5, 7.0, float("nan")])
    summary = await import_file(store, write(data))
    assert await rows_of(store, "1", "parquet") == [(5, 9, Status.UNKNOWN, -1)]
    assert summary.skipped == {"bad user": 1, "bad score": 1}


@pytest.mark.parametrize("blank", ["\n", "\r\n", "  \n", ",,\n", "\t \n\n\n"])
async def test_blank_lines_are_no_rows(store: Store, write: Write, blank: str) -> None:
    text = blank + KAGGLE_2016.replace("\n", "\n" + blank)
    summary = await import_file(store, write(text))
    assert (summary.n_rows, summary.n_imported, summary.skipped) == (3, 3, {})


@pytest.mark.parametrize("layout", [KAGGLE_2016, KAGGLE_2020, KAGGLE_2023])
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\r").replace("\r", "\n", 1).encode(),
        lambda text: text.replace("\n", "\r\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: b"\xfe\xff" + text.replace("\n", "\r\n").encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
    ],
)
async def test_text_is_recognised_by_its_bytes(
    store: Store, write: Write, layout: str, encode: Callable[[str], bytes]
) -> None:
    summary = await import_file(store, write(encode(layout)))
    assert summary.skipped == {}
    assert summary.n_imported == layout.count("\n") - 1


@pytest.mark.parametrize("title", ['5 cm "x', '"x', 'x"', "a,b", '"a",b"', '""', "日本"])
async def test_a_quote_in_a_title_costs_no_row(
    store: Store, write: Write, title: str, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "user_id,Username,anime_id,Anime Title,rating\n"
    text += f"1,Some,5,{title},9\n" + "1,Some,6,Plain,8\n" * 1
    await import_file(store, write(text))
    assert [row[:2] for row in await rows_of(store, "some", "kaggle2023")] == [(5, 9), (6, 8)]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("source", [None, "by_hand"])
async def test_lists_of_users_who_have_opted_out_are_left_out_and_counted(
    store: Store, write: Write, source: str | None
) -> None:
    await import_file(store, write(KAGGLE_2023), source=source)
    await store.opt_outs.add("XINIL", datetime.now(UTC))
    assert await store.lists.get("xinil", source or "kaggle2023") is None

    summary = await import_file(store, write(KAGGLE_2023), source=source)

    assert (summary.lists, summary.n_opted_out) == (Changes(unchanged=1), 1)
    assert (summary.n_rows, summary.n_imported) == (3, 1)
    assert summary.skipped == {"user has opted out": 2}
    assert await store.lists.get("xinil", source or "kaggle2023") is None


async def test_a_file_of_nobody_but_users_who_have_opted_out_is_refused(
    store: Store, write: Write
) -> None:
    for name in ("xinil", "aokaado"):
        await store.opt_outs.add(name, datetime.now(UTC))
    with pytest.raises(ImportRefused, match=r"all its users \(2\) have opted out"):
        await import_file(store, write(KAGGLE_2023))
    assert await store.lists.count() == 0


async def test_names_that_mal_has_not_or_that_could_be_numbers_are_left_out(
    store: Store, write: Write
) -> None:
    summary = await import_file(store, write(KAGGLE_2023 + "5,12345,5,A,8\n6,no name,5,A,8\n"))
    assert summary.skipped == {"bad user": 2}
    assert await store.lists.count() == 2


async def test_bad_rows_are_counted_by_reason(store: Store, write: Write) -> None:
    bad = "x,5,8\n1,zero,8\n1,0,8\n1,99999999999,8\n1,6,11\n1,6,high\n1,6,\n1,6,7,8\n,6,7\n"
    summary = await import_file(store, write(KAGGLE_2016 + bad))
    assert summary.skipped == {
        "bad user": 2,
        "bad anime id": 3,
        "bad score": 3,
        "wrong number of columns": 1,
    }
    assert summary.n_rows == summary.n_imported + sum(summary.skipped.values()) == 12


async def test_rows_without_status_or_episodes_are_counted(store: Store, write: Write) -> None:
    summary = await import_file(store, write(KAGGLE_2020 + "3,9,7,,\n3,9,7,2,many\n3,9,7\n"))
    assert summary.skipped == {"bad status or episodes": 3}


async def test_a_stray_quote_consumes_no_other_rows(store: Store, write: Write) -> None:
    summary = await import_file(store, write(KAGGLE_2016 + '2,"6,7\n2,7,7\n'))
    assert summary.skipped == {"bad anime id": 1}
    assert len(await rows_of(store, "2", "kaggle2016")) == 2


async def test_the_last_row_of_a_title_wins(store: Store, write: Write) -> None:
    summary = await import_file(store, write(KAGGLE_2016 + "1,5,3\n"))
    assert summary.skipped == {"duplicate": 1}
    assert (await rows_of(store, "1", "kaggle2016"))[0][:2] == (5, 3)


async def test_byte_order_mark_and_windows_line_ends_are_accepted(
    store: Store, write: Write
) -> None:
    windows = KAGGLE_2016.replace("\n", "\r\n").encode("utf-8-sig")
    summary = await import_file(store, write(windows))
    assert (summary.n_imported, summary.skipped) == (3, {})


async def test_columns_may_be_in_any_order(store: Store, write: Write) -> None:
    await import_file(store, write("rating,user_id,anime_id\n8,1,5"))
    assert [row[:2] for row in await rows_of(store, "1", "kaggle2016")] == [(5, 8)]


async def test_rows_of_a_user_need_not_be_adjacent(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small chunks and buffers make a small file behave like a large one."""
    monkeypatch.setattr("reko_core.community.importers.text_rows.CHUNK_BYTES", 500)
    monkeypatch.setattr("reko_core.community.importers.grouping.BUFFER_ROWS", 100)
    rows = [
        f"{user},{anime},{1 + (user + anime) % 10}" for anime in range(1, 61) for user in (3, 1)
    ]
    summary = await import_file(
        store, write("\n".join(["user_id,anime_id,rating", *rows, "3,1,10"]))
    )
    assert (summary.n_imported, summary.skipped) == (120, {"duplicate": 1})
    assert summary.lists == Changes(new=2)
    ones = [(anime, 1 + (1 + anime) % 10) for anime in range(1, 61)]
    assert [row[:2] for row in await rows_of(store, "1", "kaggle2016")] == ones
    threes = [(1, 10)] + [(anime, 1 + (3 + anime) % 10) for anime in range(2, 61)]
    assert [row[:2] for row in await rows_of(store, "3", "kaggle2016")] == threes


async def test_imports_are_idempotent(store: Store, write: Write) -> None:
    path = write(KAGGLE_2020)
    await import_file(store, path)
    before = await store.lists.get("3", "kaggle2020")
    summary = await import_file(store, path)
    assert summary.lists == Changes(unchanged=2)
    assert await store.lists.get("3", "kaggle2020") == before


async def test_another_file_replaces_lists_only_of_a_source_that_is_named(
    store: Store, write: Write
) -> None:
    await import_file(store, write(KAGGLE_2016))
    before = await store.lists.get("2", "kaggle2016")
    newer = write(KAGGLE_2016 + "2,6,1\n9,6,1\n", "newer")
    with pytest.raises(ImportRefused, match=r"1 lists of source kaggle2016.*--source"):
        await import_file(store, newer)
    assert await store.lists.get("2", "kaggle2016") == before
    assert await store.lists.get("9", "kaggle2016") is None
    summary = await import_file(store, newer, source="kaggle2016")
    assert summary.lists == Changes(new=1, changed=1, unchanged=1)


async def test_another_file_adds_lists_to_its_source(store: Store, write: Write) -> None:
    await import_file(store, write(KAGGLE_2016))
    summary = await import_file(store, write("user_id,anime_id,rating\n7,5,8\n", "other"))
    assert summary.lists == Changes(new=1)


async def test_the_file_that_was_last_imported_may_change_its_lists(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version of Reko may read the same file otherwise."""
    path = write(KAGGLE_2016)
    with monkeypatch.context() as earlier:
        earlier.setattr("reko_core.community.importers.ratings.MAX_SCORE", 7)
        await import_file(store, path)
    assert (await import_file(store, path)).lists == Changes(new=1, changed=1)


async def test_progress_ends_at_the_end_of_the_file(store: Store, write: Write) -> None:
    seen: list[Progress] = []
    path = write(KAGGLE_2016, "ratings.gz")
    await import_file(store, path, progress=seen.append)
    size = path.stat().st_size
    assert seen[-1] == Progress(size, size, 3)
    assert [step.bytes_read for step in seen] == sorted(step.bytes_read for step in seen)


async def test_real_lists_are_read_to_the_last_row(store: Store, real_data: Path) -> None:
    summary = await import_file(store, real_data / "dumps/hernan2020/animelist.csv.gz")
    assert summary.layout == "kaggle2020"
    assert summary.n_rows == summary.n_imported + sum(summary.skipped.values()) == 100_004
    assert await store.lists.count() == summary.lists.new > 0


async def test_parquet_rows_without_a_source_are_imported_too(store: Store, write: Write) -> None:
    data = parquet(user=[7, 8], anime=[5, 5], score=[8, 9], source=["one", None])
    await import_file(store, write(data))
    assert await rows_of(store, "8", "parquet") == [(5, 9, Status.UNKNOWN, -1)]
