import asyncio
import errno
import gzip
import signal
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
import zstandard

from reko_core.community.importers import Progress, import_file
from reko_core.errors import ImportRefused, StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store import Changes, Store

Write = Callable[..., Path]

RATINGS = "user_id,anime_id,rating\n" + "".join(
    f"{user},{anime},{(user * anime) % 10 + 1}\n" for user in range(300) for anime in range(1, 60)
)

# Imports a file that comes through a pipe, slowly, so that it can be killed half-way.
KILLED = """
import asyncio, sys
from pathlib import Path
from reko_core.community.importers import grouping, import_file, ratings
from reko_core.settings import DatabaseSettings
from reko_core.store import Store

ratings.CHUNK_BYTES, grouping.BUFFER_ROWS = 2000, 500

async def main():
    async with Store.open(DatabaseSettings(url=sys.argv[1])) as store:
        await import_file(store, Path(sys.argv[2]), progress=half_way)

def half_way(progress):
    if progress.n_rows > 8000:
        print("half-way", flush=True)
        sys.stdin.read()

asyncio.run(main())
"""


async def assert_refused(store: Store, path: Path) -> str:
    with pytest.raises(ImportRefused) as refused:
        await import_file(store, path)
    assert refused.value.path == path
    assert await store.lists.count() == 0
    assert await store.catalogue.all() == []
    return refused.value.reason


async def test_absent_file_is_refused(store: Store, tmp_path: Path) -> None:
    assert "No such file" in await assert_refused(store, tmp_path / "absent.csv")


async def test_directory_is_refused(store: Store, tmp_path: Path) -> None:
    await assert_refused(store, tmp_path)


@pytest.mark.parametrize("name", ["empty.csv", "empty.gz", "empty.zst", "empty.zip"])
async def test_empty_file_is_refused(store: Store, write: Write, name: str) -> None:
    if name == "empty.zip":
        path = write(b"", "empty")
        zipfile.ZipFile(path, "w").close()
    else:
        path = write(b"", name)
    await assert_refused(store, path)


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,3\n",
        "1,20,8\n1,5,8\n",
        '{"hello": "world"}\n',
        '{"sources": [\n',
        "<html><body>Not Found</body></html>",
        "\x00\x01\x02 not text",
        "user_id,name\n1,somebody\n",
    ],
)
async def test_other_files_are_refused(store: Store, write: Write, text: str) -> None:
    await assert_refused(store, write(text))


async def test_a_line_of_more_than_a_megabyte_is_refused(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reko_core.community.importers.text_rows.CHUNK_BYTES", 1000)
    monkeypatch.setattr("reko_core.community.importers.text_rows.MAX_LINE_BYTES", 5000)
    assert "line" in await assert_refused(store, write("user_id,anime_id,rating\n" + "1" * 9000))


@pytest.mark.parametrize("columns", [{"a": [1]}, {"user": [1], "anime": [1]}])
async def test_parquet_with_other_columns_is_refused(
    store: Store, write: Write, columns: dict[str, list[int]]
) -> None:
    buffer = BytesIO()
    pl.DataFrame(columns).write_parquet(buffer)
    assert "unknown columns" in await assert_refused(store, write(buffer.getvalue()))


async def test_a_truncated_parquet_file_is_refused(store: Store, write: Write) -> None:
    buffer = BytesIO()
    pl.DataFrame({"user": [1, 2], "anime": [5, 5], "score": [8, 9]}).write_parquet(buffer)
    await assert_refused(store, write(buffer.getvalue()[:-9]))


async def test_a_truncated_gzip_file_is_refused(store: Store, write: Write) -> None:
    await assert_refused(store, write(gzip.compress(RATINGS.encode())[:-500], "broken"))


async def test_gzip_with_a_wrong_checksum_is_refused(store: Store, write: Write) -> None:
    data = bytearray(gzip.compress(RATINGS.encode()))
    data[-6] ^= 1
    await assert_refused(store, write(bytes(data), "broken"))


async def test_a_corrupt_gzip_file_is_refused(store: Store, write: Write) -> None:
    data = bytearray(gzip.compress(RATINGS.encode()))
    data[10:60] = b"\xff" * 50
    await assert_refused(store, write(bytes(data), "broken"))


async def test_a_truncated_zstandard_file_is_refused(store: Store, write: Write) -> None:
    ratings = RATINGS + RATINGS.partition("\n")[2] * 8
    await assert_refused(store, write(zstandard.compress(ratings.encode())[:-10], "broken"))


async def test_zstandard_of_several_frames_is_read_to_the_end(store: Store, write: Write) -> None:
    head, _, rest = RATINGS.partition("\n")
    frames = [zstandard.compress(part.encode()) for part in (f"{head}\n", rest, "999,5,8\n")]
    assert (await import_file(store, write(b"".join(frames)))).lists == Changes(new=301)


async def test_a_corrupt_zstandard_file_is_refused(store: Store, write: Write) -> None:
    data = bytearray(zstandard.compress(RATINGS.encode()))
    data[20:60] = b"\xff" * 40
    await assert_refused(store, write(bytes(data), "broken"))


async def test_a_truncated_zip_file_is_refused(store: Store, write: Write) -> None:
    path = write(RATINGS, "whole.zip")
    await assert_refused(store, write(path.read_bytes()[:-40], "broken"))


async def test_a_corrupt_zip_file_is_refused(store: Store, write: Write) -> None:
    data = bytearray(write(RATINGS, "whole.zip").read_bytes())
    at = data.index(b"folder/data.csv") + 200
    data[at : at + 40] = b"\xff" * 40
    await assert_refused(store, write(bytes(data), "broken"))


async def test_a_file_truncated_late_changes_no_list(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reko_core.community.importers.text_rows.CHUNK_BYTES", 2000)
    monkeypatch.setattr("reko_core.community.importers.grouping.BUFFER_ROWS", 500)
    await import_file(store, write("user_id,anime_id,rating\n1,5,8\n"))
    before = await store.lists.get("1", "kaggle2016")
    with pytest.raises(ImportRefused):
        await import_file(store, write(gzip.compress(RATINGS.encode())[:-200], "broken"))
    assert await store.lists.count() == 1
    assert await store.lists.get("1", "kaggle2016") == before
    whole = await import_file(store, write(RATINGS), source="kaggle2016")
    assert whole.lists == Changes(new=299, changed=1)


async def test_second_import_at_the_same_time_is_refused(store: Store, write: Write) -> None:
    path = write(RATINGS)
    async with store.imports.start("other.csv", "kaggle2016"):
        with pytest.raises(StoreError, match="another process"):
            await import_file(store, path)
    assert (await import_file(store, path)).lists == Changes(new=300)


async def test_a_killed_import_changes_no_list_and_the_next_one_succeeds(
    store: Store, write: Write, database: DatabaseSettings
) -> None:
    await import_file(store, write("user_id,anime_id,rating\n1,5,8\n", "earlier"))
    before = await store.lists.get("1", "kaggle2016")
    path = write(RATINGS)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", KILLED, database.url, str(path)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"half-way\n"
    process.kill()
    assert await process.wait() == -signal.SIGKILL
    assert await store.lists.count() == 1
    assert await store.lists.get("1", "kaggle2016") == before
    assert (await import_file(store, path, source="kaggle2016")).lists.total == 300
    assert (await import_file(store, path)).lists == Changes(unchanged=300)


@pytest.mark.parametrize("text", [RATINGS, "anime_id,name\n5,Title\n"])
async def test_an_error_outside_of_reading_is_not_reported_as_damage(
    store: Store, write: Write, text: str
) -> None:
    def fail(_: Progress) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = write(text)
    with pytest.raises(OSError, match="No space left"):
        await import_file(store, path, progress=fail)
    assert await store.lists.count() == 0
    await import_file(store, path)


async def test_a_read_error_is_reported_as_damage(
    store: Store, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    path = write(RATINGS, "ratings.gz")
    monkeypatch.setattr(gzip.GzipFile, "readinto", fail)
    assert "Input/output error" in await assert_refused(store, path)
