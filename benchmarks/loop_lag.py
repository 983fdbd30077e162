"""Event loop lag of the recommender under concurrent requests, on real lists.

Users are held out of REKO_DATA's community; all others are imported and built. A fake MAL in a
process of its own serves the lists held out. The recommender runs in this process; all users of a
round request at once, while a task that sleeps 5 ms over and over measures how late it wakes. Each
round has users of its own, among them those with the longest lists. For comparison: the lag of an
idle loop, alone and next to a busy thread.
"""

import argparse
import asyncio
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from support.held_out_lists import add_options, prepared, serve_lists
from support.loop_lags import REFERENCE_S, Lags, reference, sampled

from reko_core.app import open_recommender
from reko_core.contract.recommend import Request, Response
from reko_core.observability.logging import configure_logging
from reko_core.observability.metrics import Metrics
from reko_core.service.recommender import Recommender
from reko_core.settings import LogSettings, Settings

PAUSE_S = 0.3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add_options(parser)
    options = parser.parse_args()
    configure_logging(LogSettings(level="error"))
    with tempfile.TemporaryDirectory() as temporary:
        directory = prepared(options, Path(temporary))
        if directory is None:
            return
        database = Path(temporary) / "reko.sqlite3"
        shutil.copy(directory / "reko.sqlite3", database)
        asyncio.run(_measure(options.data, directory, database))


async def _measure(data: Path, directory: Path, database: Path) -> None:
    rounds: list[list[str]] = json.loads((directory / "rounds.json").read_text())
    idle, beside = await reference(is_busy=False), await reference(is_busy=True)
    async with serve_lists(directory / "held_out.parquet", data / "anime.parquet") as base_url:
        settings = Settings.model_validate(
            {
                "database": {"url": f"sqlite+aiosqlite:///{database}"},
                "community": {"snapshot_dir": directory / "snapshots"},
                "mal": {
                    "base_url": base_url,
                    "client_id": "unused",
                    "requests_per_second": 1000,
                    "burst": 1000,
                    "max_waiting": max(60, len(rounds[0])),
                    "max_waiting_per_client": max(60, len(rounds[0])),
                },
            }
        )
        started = time.perf_counter()
        async with open_recommender(settings, Metrics()) as recommender:
            print(f"opened in {time.perf_counter() - started:.2f} s")
            print(f"{'':24}responses first     all   lag p50     p99     max")
            print(_row("idle loop", idle))
            print(_row("idle loop, busy thread", beside))
            quiet = Lags()
            async with sampled(quiet):
                await asyncio.sleep(REFERENCE_S)
            print(_row("no requests", quiet))
            await _compare(recommender, rounds)
            print(f"peak memory {_peak_mb():.0f} MB, children included")


async def _compare(recommender: Recommender, rounds: Sequence[Sequence[str]]) -> None:
    """Request in rounds, first with lists that must be fetched, then with the same lists stored."""
    digests = []
    for title in ("fetched", "stored"):
        results = []
        for number, users in enumerate(rounds, start=1):
            await asyncio.sleep(PAUSE_S)
            results.append(await _round(recommender, users))
            print(_row(f"{title}, round {number}", results[-1].lags, results[-1]))
        worst = np.sort([result.lags.max_ms for result in results])
        everything = Lags([lag for result in results for lag in result.lags.seconds])
        print(_row(f"{title}, all rounds", everything))
        print(f"  max of a round: least {worst[0]:.0f}, median {np.median(worst):.0f} ms")
        digests.append("-".join(result.digest for result in results))
    print(
        f"digest of the responses {digests[0]}"
        + ("" if len(set(digests)) == 1 else f", stored {digests[1]}")
    )


@dataclass(frozen=True, slots=True)
class Round:
    """The responses of one round, with the times of the first and the last.

    Only a digest is kept: a growing heap would lengthen garbage collections.
    """

    n_responses: int
    digest: str
    first_s: float
    last_s: float
    lags: Lags


async def _round(recommender: Recommender, users: Sequence[str]) -> Round:
    started = time.perf_counter()
    moments = []

    async def ask(name: str) -> Response:
        answer = await recommender.recommend(Request(user_name=name))
        moments.append(time.perf_counter() - started)
        return answer

    lags = Lags()
    async with sampled(lags):
        answers = await asyncio.gather(*(ask(name) for name in users))
    return Round(len(answers), _digest(answers), min(moments), max(moments), lags)


def _row(title: str, lags: Lags, result: Round | None = None) -> str:
    p50, p99, most = 1000 * np.quantile(lags.seconds, (0.5, 0.99, 1))
    times = " " * 23
    if result is not None:
        times = f"{result.n_responses:7}{result.first_s:7.2f}s{result.last_s:7.2f}s"
    return f"{title:24}{times} {p50:9.1f} {p99:7.1f} {most:7.1f} ms"


def _digest(answers: Iterable[Response]) -> str:
    """Return a digest of the responses, without the info of titles, which may be updated."""
    digest = hashlib.blake2b(digest_size=4)
    for answer in answers:
        text = answer.model_dump_json(
            exclude={"metadata": {"user_last_analyzed"}, "rekos": {"__all__": {"info"}}}
        )
        digest.update(text.encode())
    return digest.hexdigest()


def _peak_mb() -> float:
    """Return the peak of this process and its children, without the fake MAL."""
    own = os.getpid()
    total = _status(own, "VmHWM") / 1024
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_fake_mal = b"fake_mal" in (path / "cmdline").read_bytes()
            if _status(int(path.name), "PPid") == own and not is_fake_mal:
                total += _status(int(path.name), "VmHWM") / 1024
        except (OSError, IndexError):
            continue
    return total


def _status(pid: int, key: str) -> int:
    return int(Path(f"/proc/{pid}/status").read_text().split(f"{key}:")[1].split()[0])


if __name__ == "__main__":
    main()
