"""Users held out from REKO_DATA's community, and a fake MAL that serves their lists.

Nothing about them stays: the community of all others is imported and built in a folder.
"""

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.real_lists import DATA

from reko_core.settings import CommunitySettings, DatabaseSettings

MIN_SCORED = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who is cut."""
    parser.add_argument("--people", type=int, default=20, help="who ask at once")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--keep", type=Path, help="where the community is kept for the next run")
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)


def prepared(options: argparse.Namespace, temporary: Path) -> Path | None:
    """Return the folder of the community, built first if need be.

    That is done by a process of its own, so that its memory and its threads are no part of what
    is measured; in that process the answer is None, and there is nothing left to do.
    """
    options.keep = options.keep or temporary / "community"
    directory: Path = options.keep / f"{options.people}-{options.rounds}-{options.seed}"
    if options.prepare:
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        asyncio.run(_prepare(options, directory))
        return None
    if not (directory / "people.json").exists():
        command = [sys.executable, *sys.argv, "--keep", options.keep, "--prepare"]
        subprocess.run(command, check=True)
    return directory


async def _prepare(options: argparse.Namespace, directory: Path) -> None:
    """Cut the people of each round, and import and build the community of all others."""
    import polars as pl

    from reko_core.community.importers import import_file
    from reko_core.snapshots.builder.build import build_snapshot
    from reko_core.store import Store

    ratings = pl.read_parquet(options.data / "ratings.parquet")
    lists = ratings.group_by("user").agg(
        pl.len().alias("n"), (pl.col("score") > 0).sum().alias("n_scored")
    )
    lists = lists.sort("user")
    rounds = _draw(
        lists["user"].to_numpy(), lists["n"].to_numpy(), lists["n_scored"].to_numpy(), options
    )
    is_cut = pl.col("user").is_in([user for people in rounds for user in people])
    ratings.filter(is_cut).write_parquet(directory / "people.parquet")
    ratings.filter(~is_cut).write_parquet(directory / "community.parquet")
    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}")
    async with Store.open(database) as store:
        for path in (directory / "community.parquet", options.data / "anime.parquet"):
            await import_file(store, path)
        await build_snapshot(store, CommunitySettings(snapshot_dir=directory / "snapshots"))
    names = [[f"user_{user}" for user in people] for people in rounds]
    (directory / "people.json").write_text(json.dumps(names))


def _draw(
    users: NDArray[np.int32],
    n_entries: NDArray[np.uint32],
    n_scored: NDArray[np.uint32],
    options: argparse.Namespace,
) -> list[list[int]]:
    """Draw the people of each round; the first of a round has one of the longest lists."""
    longest = np.argsort(-n_entries.astype(np.int64), kind="stable")[: options.rounds]
    able = np.setdiff1d(np.flatnonzero(n_scored >= MIN_SCORED), longest)
    others = np.random.default_rng(options.seed).choice(
        able, (options.rounds, options.people - 1), replace=False
    )
    rounds: list[list[int]] = users[np.column_stack([longest, others])].tolist()
    return rounds


@asynccontextmanager
async def stand_in(ratings: Path, titles: Path) -> AsyncIterator[str]:
    """Serve lists in a process of its own and give the base URL."""
    files = ("--ratings", str(ratings), "--titles", str(titles), "--port", "0")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reko_demo.fake_mal.server", *files, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()
