"""Hold lists out of REKO_DATA's community, build one of all others, serve them by a fake MAL."""

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
    """Add the options for the rounds of users held out."""
    parser.add_argument(
        "--users", type=int, default=20, help="concurrent users of a round (%(default)s)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="(%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (%(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the lists (REKO_DATA)")
    parser.add_argument(
        "--keep", type=Path, help="folder to keep the community in, for the next run"
    )
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)


def prepared(options: argparse.Namespace, temporary: Path) -> Path | None:
    """Return the folder of the community, built first if it does not exist.

    It is built by a subprocess, whose memory and threads are then not measured; in that subprocess,
    return None: there is nothing left to do.
    """
    options.keep = options.keep or temporary / "community"
    directory: Path = options.keep / f"{options.users}-{options.rounds}-{options.seed}"
    if options.prepare:
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        asyncio.run(_prepare(options, directory))
        return None
    if not (directory / "rounds.json").exists():
        command = [sys.executable, *sys.argv, "--keep", options.keep, "--prepare"]
        subprocess.run(command, check=True)
    return directory


async def build_without(users: NDArray[np.integer], data: Path, directory: Path) -> None:
    """Import and build REKO_DATA's community without (n,) users; print how long it took.

    Writes `held_out.parquet`, their lists, and `community.parquet`, all others.
    """
    # Late, so that they are not loaded into the process that is measured.
    import polars as pl

    from reko_core.community.importers import import_file
    from reko_core.snapshots.builder.build import build_snapshot
    from reko_core.store import Store

    ratings = pl.read_parquet(data / "ratings.parquet")
    is_held_out = pl.col("user").is_in(users)
    ratings.filter(is_held_out).write_parquet(directory / "held_out.parquet")
    ratings.filter(~is_held_out).write_parquet(directory / "community.parquet")
    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}")
    async with Store.open(database) as store:
        for path in (directory / "community.parquet", data / "anime.parquet"):
            summary = await import_file(store, path)
            print(
                f"import {summary.layout}: {summary.n_rows:,} rows, {summary.seconds:.1f} s, "
                f"{summary.rows_per_second:,.0f} rows/s"
            )
        settings = CommunitySettings(snapshot_dir=directory / "snapshots")
        report = await build_snapshot(store, settings)
    print(
        f"build: {report.n_users:,} users, {report.n_entries:,} entries, "
        f"{report.seconds:.1f} s, {report.n_bytes / 1e6:.1f} MB"
    )


async def _prepare(options: argparse.Namespace, directory: Path) -> None:
    """Sample the users of each round, and build the community of all others."""
    import polars as pl

    ratings = pl.read_parquet(options.data / "ratings.parquet")
    lists = ratings.group_by("user").agg(
        pl.len().alias("n"), (pl.col("score") > 0).sum().alias("n_scored")
    )
    lists = lists.sort("user")
    rounds = _sample(
        lists["user"].to_numpy(), lists["n"].to_numpy(), lists["n_scored"].to_numpy(), options
    )
    await build_without(np.concatenate(rounds), options.data, directory)
    names = [[f"user_{user}" for user in users] for users in rounds]
    (directory / "rounds.json").write_text(json.dumps(names))


def _sample(
    users: NDArray[np.int32],
    n_entries: NDArray[np.uint32],
    n_scored: NDArray[np.uint32],
    options: argparse.Namespace,
) -> list[list[int]]:
    """HeldOut the people of each round; the first of a round has one of the longest lists."""
    longest = np.argsort(-n_entries.astype(np.int64), kind="stable")[: options.rounds]
    eligible = np.setdiff1d(np.flatnonzero(n_scored >= MIN_SCORED), longest)
    others = np.random.default_rng(options.seed).choice(
        eligible, (options.rounds, options.users - 1), replace=False
    )
    rounds: list[list[int]] = users[np.column_stack([longest, others])].tolist()
    return rounds


@asynccontextmanager
async def serve_lists(ratings: Path, titles: Path) -> AsyncIterator[str]:
    """Serve lists by a fake MAL in a process of its own; yield its base URL."""
    files = ("--ratings", str(ratings), "--titles", str(titles), "--port", "0")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reko_demo.fake_mal.server",
        *files,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()
