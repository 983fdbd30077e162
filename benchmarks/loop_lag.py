"""How long the event loop stands still while many people ask at once, on real lists.

The people are cut from REKO_DATA's community, the others are imported and built. A stand-in for
MAL runs as a process of its own and serves the lists of those cut; the recommender runs here and
is asked by all people of a round at once, while a task that sleeps 5 ms over and over measures
how late it wakes. Each round has people of its own, the longest lists of all among them. The lags
of a loop with nothing to do, alone and beside a thread that is busy, say what the machine adds.
"""

import argparse
import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reko_core.contract import Request, Response
from reko_core.logs import configure_logging
from reko_core.metrics import Metrics
from reko_core.program import open_recommender
from reko_core.service import Recommender
from reko_core.settings import CommunitySettings, DatabaseSettings, LogSettings, Settings

SAMPLE_S = 0.005
REFERENCE_S = 3.0
PAUSE_S = 0.3
MIN_SCORED = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, default=20, help="who ask at once")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=os.environ.get("REKO_DATA", "../shared/data"))
    parser.add_argument("--keep", type=Path, help="where the community is kept for the next run")
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    configure_logging(LogSettings(level="error"))
    with tempfile.TemporaryDirectory() as temporary:
        options.keep = options.keep or Path(temporary) / "community"
        directory = options.keep / f"{options.people}-{options.rounds}-{options.seed}"
        if options.prepare:
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir(parents=True)
            asyncio.run(_prepare(options, directory))
            return
        if not (directory / "people.json").exists():
            # Elsewhere, so that its memory and its threads are no part of what is measured.
            command = [sys.executable, *sys.argv, "--keep", options.keep, "--prepare"]
            subprocess.run(command, check=True)
        database = Path(temporary) / "reko.sqlite3"
        shutil.copy(directory / "reko.sqlite3", database)
        asyncio.run(_measure(options.data, directory, database))


async def _prepare(options: argparse.Namespace, directory: Path) -> None:
    """Cut the people of each round, and import and build the community of all others."""
    import polars as pl

    from reko_core.community.build import build_snapshot
    from reko_core.community.importers import import_file
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


async def _measure(data: Path, directory: Path, database: Path) -> None:
    rounds: list[list[str]] = json.loads((directory / "people.json").read_text())
    idle, beside = await _reference(is_busy=False), await _reference(is_busy=True)
    async with _stand_in(directory / "people.parquet", data / "anime.parquet") as base_url:
        settings = Settings.model_validate(
            {
                "database": {"url": f"sqlite+aiosqlite:///{database}"},
                "community": {"snapshot_dir": directory / "snapshots"},
                "mal": {
                    "base_url": base_url,
                    "client_id": "made-up",
                    "requests_per_second": 1000,
                    "burst": 1000,
                    "max_waiting": max(60, len(rounds[0])),
                },
            }
        )
        started = time.perf_counter()
        async with open_recommender(settings, Metrics()) as recommender:
            print(f"opened in {time.perf_counter() - started:.2f} s")
            print(f"{'':24}answers   first     all   lag p50     p99     max")
            print(_row("idle loop", idle))
            print(_row("idle loop, busy thread", beside))
            nothing = Lags()
            async with _sampled(nothing):
                await asyncio.sleep(REFERENCE_S)
            print(_row("nothing asked", nothing))
            await _compare(recommender, rounds)
            print(f"peak memory {_peak_mb():.0f} MB, processes it started included")


async def _compare(recommender: Recommender, rounds: Sequence[Sequence[str]]) -> None:
    """Ask in rounds, first with lists that must be fetched, then with the same lists stored."""
    digests = []
    for title in ("fetched", "stored"):
        results = []
        for number, people in enumerate(rounds, start=1):
            await asyncio.sleep(PAUSE_S)
            results.append(await _round(recommender, people))
            print(_row(f"{title}, round {number}", results[-1].lags, results[-1]))
        worst = np.sort([result.lags.max_ms for result in results])
        everything = Lags([lag for result in results for lag in result.lags.seconds])
        print(_row(f"{title}, all rounds", everything))
        print(f"  max of a round: least {worst[0]:.0f}, median {np.median(worst):.0f} ms")
        digests.append("-".join(result.digest for result in results))
    print(f"answers {digests[0]}" + ("" if len(set(digests)) == 1 else f", stored {digests[1]}"))


@dataclass(slots=True)
class Lags:
    """How late the loop was, each time that it was looked at."""

    seconds: list[float] = field(default_factory=list)

    @property
    def max_ms(self) -> float:
        """The longest that the loop stood still."""
        return 1000 * max(self.seconds)


@dataclass(frozen=True, slots=True)
class Round:
    """The answers of one round, and when the first and the last of them was there.

    Of the answers only a digest is kept: what piles up would make garbage collections longer.
    """

    n_answers: int
    digest: str
    first_s: float
    last_s: float
    lags: Lags


async def _round(recommender: Recommender, people: Sequence[str]) -> Round:
    started = time.perf_counter()
    moments = []

    async def ask(name: str) -> Response:
        answer = await recommender.recommend(Request(user_name=name))
        moments.append(time.perf_counter() - started)
        return answer

    lags = Lags()
    async with _sampled(lags):
        answers = await asyncio.gather(*(ask(name) for name in people))
    return Round(len(answers), _digest(answers), min(moments), max(moments), lags)


@asynccontextmanager
async def _sampled(lags: Lags) -> AsyncIterator[None]:
    """Measure the lag of the loop while the context runs."""

    async def sample() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(SAMPLE_S)
            lags.seconds.append(max(0.0, time.perf_counter() - before - SAMPLE_S))

    task = asyncio.create_task(sample())
    try:
        yield
        # Once more, or a loop that stood still to the very end would not be seen to.
        await asyncio.sleep(2 * SAMPLE_S)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _reference(*, is_busy: bool) -> Lags:
    """Measure a loop that has nothing to do, also beside a thread that computes in Python."""
    stopped = threading.Event()

    def compute() -> None:
        while is_busy and not stopped.is_set():
            sum(range(1000))

    thread = threading.Thread(target=compute)
    thread.start()
    lags = Lags()
    async with _sampled(lags):
        await asyncio.sleep(REFERENCE_S)
    stopped.set()
    thread.join()
    return lags


@asynccontextmanager
async def _stand_in(ratings: Path, titles: Path) -> AsyncIterator[str]:
    """Serve lists in a process of its own and give the base URL."""
    files = ("--ratings", str(ratings), "--titles", str(titles), "--port", "0")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reko_core.demo.stand_in", *files, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


def _row(title: str, lags: Lags, result: Round | None = None) -> str:
    p50, p99, most = 1000 * np.quantile(lags.seconds, (0.5, 0.99, 1))
    times = " " * 23
    if result is not None:
        times = f"{result.n_answers:7}{result.first_s:7.2f}s{result.last_s:7.2f}s"
    return f"{title:24}{times} {p50:9.1f} {p99:7.1f} {most:7.1f} ms"


def _digest(answers: Iterable[Response]) -> str:
    """Return what is equal for equal answers; what is known of a title may grow meanwhile."""
    digest = hashlib.blake2b(digest_size=4)
    for answer in answers:
        told = answer.model_dump_json(
            exclude={"metadata": {"user_last_analyzed"}, "rekos": {"__all__": {"info"}}}
        )
        digest.update(told.encode())
    return digest.hexdigest()


def _peak_mb() -> float:
    """Return the peak of this process and of the workers it started, the stand-in left out."""
    own = os.getpid()
    total = _status(own, "VmHWM") / 1024
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_stand_in = b"stand_in" in (path / "cmdline").read_bytes()
            if _status(int(path.name), "PPid") == own and not is_stand_in:
                total += _status(int(path.name), "VmHWM") / 1024
        except (OSError, IndexError):
            continue
    return total


def _status(pid: int, key: str) -> int:
    return int(Path(f"/proc/{pid}/status").read_text().split(f"{key}:")[1].split()[0])


if __name__ == "__main__":
    main()
