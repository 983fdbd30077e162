"""Spoilt dumps are imported or refused, never anything else."""

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import polars as pl
import zstandard
from bad_input import bad_table, spoilt

from reko_core.community.importers import Summary, import_file
from reko_core.errors import ImportRefused
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from tests.fuzz.conftest import share

RATINGS = "user_id,anime_id,rating\n1,20,-1\n1,5,8.5\n2,5,1e+01\n"
TITLE = {"sources": ["https://myanimelist.net/anime/7"], "title": "Title", "episodes": 12}


def _zip(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ratings.csv", data)
        archive.writestr("notes.txt", "Hello")
    return buffer.getvalue()


def _parquet(**columns: list[object]) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(columns).write_parquet(buffer)
    return buffer.getvalue()


GOOD: dict[str, bytes] = {
    "2016": RATINGS.encode(),
    "quoted": b'"user_id","anime_id","rating"\n"1","20","8"\n',
    "2020": b"user_id,anime_id,rating,watching_status,watched_episodes\n0,67,9,1,1\n",
    "2023": b'user_id,Username,anime_id,Anime Title,rating\n1,Some,21,"A, ""b""",9\n',
    "titles": b'anime_id,name,genre,type,episodes,rating,members\n1,"A, b",Drama,TV,2,8.5,10\n',
    "lines": b'{"lastUpdate": "2024"}\n' + json.dumps(TITLE).encode(),
    "document": json.dumps({"lastUpdate": "2024", "data": [TITLE, TITLE]}, indent=1).encode(),
    "UTF-16": RATINGS.encode("utf-16"),
    "CR": RATINGS.replace("\n", "\r").encode(),
    "gzip": gzip.compress(RATINGS.encode()),
    "zstandard": zstandard.compress(RATINGS.encode()),
    "bzip2": bz2.compress(RATINGS.encode()),
    "xz": lzma.compress(RATINGS.encode()),
    "semicolons": b"sep=;\nuser_id;anime_id;rating\n1;20;8,5\n1;5;7\n",
    "lines in titles": b'user_id,Username,anime_id,Anime Title,rating\n1,Some,21,"A\nb",9\n',
    "lzma": lzma.compress(RATINGS.encode(), lzma.FORMAT_ALONE),
    "zip": _zip(RATINGS.encode()),
    "parquet": _parquet(user=[1, 2], anime=[5, 6], score=[8, 9]),
    "parquet titles": _parquet(id=[1, 2], title=["A", "B"], type=["tv", None]),
}


LAYOUTS = (
    ("user_id", "anime_id", "rating"),
    ("", "user_id", "anime_id", "rating"),
    ("user_id", "anime_id", "rating", "watching_status", "watched_episodes"),
    ("user_id", "Username", "anime_id", "Anime Title", "rating"),
    ("anime_id", "name", "rating", "episodes", "members"),
)
PACK: tuple[Callable[[bytes], bytes], ...] = (
    bytes, bytes, gzip.compress, bz2.compress, lzma.compress, zstandard.compress, _zip,
)  # fmt: skip


async def test_dumps(tried: Counter[str], tmp_path: Path) -> None:
    rng = Random(7)
    path = tmp_path / "dump"
    settings = DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path}/reko.sqlite3")
    async with Store.open(settings) as store:
        for number in range(share("dumps")):
            kind = list(GOOD)[number % len(GOOD)]
            path.write_bytes(spoilt(rng, GOOD[kind]))
            tried[f"dumps: {kind}"] += 1
            with suppress(ImportRefused):
                assert_all_counted(await import_file(store, path, source="fuzz"))
        for data in GOOD.values():
            path.write_bytes(data)
            assert (await import_file(store, path, source="fuzz")).n_imported > 0


async def test_tables(tried: Counter[str], tmp_path: Path) -> None:
    rng, n_imported = Random(9), 0
    path = tmp_path / "table"
    settings = DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path}/reko.sqlite3")
    async with Store.open(settings) as store:
        for _ in range(share("dumps") // 4):
            tried["tables"] += 1
            path.write_bytes(rng.choice(PACK)(bad_table(rng, rng.choice(LAYOUTS), 10)))
            with suppress(ImportRefused):
                summary = await import_file(store, path, source="fuzz")
                assert_all_counted(summary)
                n_imported += summary.n_imported > 0
    assert n_imported > share("dumps") / 12


def assert_all_counted(summary: Summary) -> None:
    """Check that every row was either imported or counted as skipped."""
    assert summary.n_rows == summary.n_imported + summary.skipped.total()
