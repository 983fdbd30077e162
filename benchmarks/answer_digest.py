"""A digest of the API's responses on real lists: equal before and after a change that changes none.

Users are held out of REKO_DATA's community by seed; all others are imported and built. A fake MAL
serves the lists held out. Each user requests recommendations twice, with default and with varied
parameters (accuracy, genres, bans, offset, planned, adult, popularity, years, types), and some
request explanations. Prints the SHA-256 of all statuses and bodies, without `user_last_analyzed`.

With `--postgres` the database is copied to PostgreSQL, and two APIs that share it take turns:
the digest must be that of one API with SQLite.

To compare two versions, keep the community (`--keep`): both then read the same snapshot, and only
changes of responses differ. Without it, the snapshot is built by the version that is run.
"""

import argparse
import asyncio
import hashlib
import itertools
import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import polars as pl
from numpy.typing import NDArray
from support.api_process import running_api
from support.held_out_lists import build_without, serve_lists
from support.real_lists import DATA

from reko_core.settings import DatabaseSettings
from reko_core.store.moving.move import move_database

MIN_ENTRIES = 3
N_EXPLAINED = 100
EXPLAINED_IDS = (1, 5114, 33337)
GENRES = ("Action", "Comedy", "Drama", "Romance", "Sci-Fi", "Mystery")


def main() -> None:
    """Request and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=400, help="held out (%(default)s)")
    parser.add_argument("--seed", type=int, default=11, help="of the sample (%(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the lists (REKO_DATA)")
    parser.add_argument("--keep", type=Path, help="folder to keep the community in")
    parser.add_argument("--postgres", metavar="URL", help="an empty database: ask two APIs with it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all responses there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(_run(options, Path(temporary)))


async def _run(options: argparse.Namespace, temporary: Path) -> None:
    parent: Path = options.keep or temporary / "community"
    community = parent / f"{options.users}-{options.seed}"
    if not (community / "users.json").exists():
        shutil.rmtree(community, ignore_errors=True)
        community.mkdir(parents=True)
        users = _sample(options)
        await build_without(users, options.data, community)
        names = [f"user_{user}" for user in users.tolist()]
        (community / "users.json").write_text(json.dumps(names))
    names = json.loads((community / "users.json").read_text())
    # A copy, as the API stores lists and may delete old ones.
    directory = temporary / "run"
    shutil.copytree(community, directory)
    lists, titles = directory / "held_out.parquet", options.data / "anime.parquet"
    async with AsyncExitStack() as stack:
        mal_url = await stack.enter_async_context(serve_lists(lists, titles))
        if options.postgres:
            await asyncio.to_thread(_copy_database, directory, options.postgres)
        apis = [
            await stack.enter_async_context(
                running_api(
                    directory,
                    mal_url,
                    database_url=options.postgres or "",
                    log_name=f"api-{number}.log",
                )
            )
            for number in range(2 if options.postgres else 1)
        ]
        responses, seconds = await _request_all([api.session for api in apis], names)
    text = json.dumps(responses)
    if options.json:
        options.json.write_text(text)
    statuses = Counter(status for status, _ in responses)
    p50, p99 = 1000 * np.quantile(seconds, (0.5, 0.99))
    print(f"{len(responses)} responses, statuses {dict(statuses)}, p50 {p50:.0f} ms, p99 {p99:.0f}")
    print(f"sha256 {hashlib.sha256(text.encode()).hexdigest()}")


def _copy_database(directory: Path, url: str) -> None:
    source = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}")
    move_database(source, DatabaseSettings(url=url), lambda *_: None)


def _sample(options: argparse.Namespace) -> NDArray[np.int32]:
    lengths = (
        pl.scan_parquet(options.data / "ratings.parquet")
        .group_by("user")
        .agg(pl.len().alias("n"))
        .sort("user")
        .collect()
    )
    eligible = lengths.filter(pl.col("n") >= MIN_ENTRIES)["user"].to_numpy()
    return np.random.default_rng(options.seed).choice(eligible, options.users, replace=False)


async def _request_all(
    sessions: list[aiohttp.ClientSession], names: list[str]
) -> tuple[list[tuple[int, Any]], list[float]]:
    """Return status and body of each response, and the seconds of the recommendations.

    The sessions, one for each API, take turns.
    """
    turns = itertools.cycle(sessions)
    responses: list[tuple[int, Any]] = []
    seconds, neighbours = [], []
    for body in _bodies(names):
        if body.get("banned_users") is ...:
            body["banned_users"] = neighbours[:5]
        started = time.perf_counter()
        status, response = await _post(next(turns), "/recommendations", body)
        seconds.append(time.perf_counter() - started)
        responses.append((status, response))
        if status == 200:
            neighbours = [user["hash"] for user in response["users"]]
    for name in names[:N_EXPLAINED]:
        for anime_id in EXPLAINED_IDS:
            body = {"user_name": name, "anime_id": anime_id}
            responses.append(await _post(next(turns), "/recommendations/why", body))
    return responses, seconds


def _bodies(names: list[str]) -> Iterator[dict[str, Any]]:
    """Yield two requests a user; `...` stands for neighbours of the last response."""
    rng = np.random.default_rng(5)
    for number, name in enumerate(names):
        varied: tuple[dict[str, Any], ...] = (
            {"accuracy": int(rng.integers(0, 101))},
            {"genres": [GENRES[number % len(GENRES)]]},
            {"banned_ids": rng.integers(1, 40_000, 200).tolist()},
            {"limit": 100, "offset": 24},
            {"only_planned": True},
            {"include_planned": True, "popularity": -0.5},
            {"continue_franchises": True, "include_adult": True},
            {"year_from": 2005, "types": ["tv", "movie"], "max_episodes": 26},
            {"exclude_genres": ["Comedy"], "popularity": 1, "limit": 5},
            {"banned_users": ...},
        )
        yield {"user_name": name}
        yield {"user_name": name} | varied[number % len(varied)]


async def _post(session: aiohttp.ClientSession, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    async with session.post(path, json=body) as response:
        answer = await response.json(content_type=None)
    answer.get("metadata", {}).pop("user_last_analyzed", None)
    # Of a problem document, the id of the request differs each time.
    return response.status, {k: v for k, v in answer.items() if k != "request_id"}


if __name__ == "__main__":
    main()
