"""Speed and memory of `reko import`, each file in a process of its own.

Takes the files given, or REKO_DATA's rating files, and a generated table in Kaggle's layout of
2016. The limit is what the parser alone needs for the same bytes.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from support.real_lists import DATA

from reko_core.community.importers import import_file
from reko_core.settings import DatabaseSettings
from reko_core.store import Store

_ROWS_PER_USER = 360
_CHUNK_USERS = 5000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rows", type=int, default=5_000_000, help="of the generated file")
    parser.add_argument("--shuffled", action="store_true", help="generate it unsorted")
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        asyncio.run(_import(options.only))
        return
    with tempfile.TemporaryDirectory() as directory:
        generated = Path(directory) / "generated.csv"
        _generate(generated, options.rows, shuffled=options.shuffled)
        files = options.files or [DATA / "ratings.parquet", *sorted(DATA.glob("dumps/*/*.csv.gz"))]
        for path in [*(file for file in files if file.exists()), generated]:
            subprocess.run([sys.executable, __file__, "--only", str(path)], check=True)


async def _import(path: Path) -> None:
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "reko.sqlite3"
        settings = DatabaseSettings(url=f"sqlite+aiosqlite:///{file}")
        async with Store.open(settings) as store:
            summary = await import_file(store, path)
        size = file.stat().st_size
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{path.name:22} {summary.n_rows:>11,} rows  {summary.seconds:6.1f} s "
        f"{summary.rows_per_second:>10,.0f} rows/s  peak {peak_mb:5.0f} MB  "
        f"{size / max(summary.n_imported, 1):.2f} bytes/entry  {_limit(path, summary.seconds)}"
    )


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
