"""Event loop lag under concurrent requests, on real lists.

Users are held out from REKO_DATA's community, the others are imported and built. A fake MAL runs as
a separate process and serves their lists; the recommender runs here and gets the requests of all
users of a round at once, while a task that repeatedly sleeps 5 ms measures how late it wakes. Each
round has other users, the longest lists among them. The lags of an idle loop, alone and beside a
busy thread, are the baseline of the machine.
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
from support.lags import REFERENCE_S, Lags, reference, sampled
from support.people import add_options, prepared, stand_in

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
    rounds: list[list[str]] = json.loads((directory / "people.json").read_text())
    idle, beside = await reference(is_busy=False), await reference(is_busy=True)
    async with stand_in(directory / "people.parquet", data / "anime.parquet") as base_url:
        settings = Settings.model_validate(
            {
                "database": {"url": f"sqlite+aiosqlite:///{database}"},
                "community": {"snapshot_dir": directory / "snapshots"},
                "mal": {
                    "base_url": base_url,
                    "client_id": "synthetic",
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
            async with sampled(nothing):
                await asyncio.sleep(REFERENCE_S)
            print(_row("nothing asked", nothing))
            await _compare(recommender, rounds)
            print(f"peak memory {_peak_mb():.0f} MB, processes it started included")


async def _compare(recommender: Recommender, rounds: Sequence[Sequence[str]]) -> None:
    """Send requests in rounds, first with lists to be fetched, then with the same lists stored."""
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


@dataclass(frozen=True, slots=True)
class Round:
    """The responses of one round, and the times of the first and the last.

    Only a digest of them is stored: accumulated objects would slow garbage collection.
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
    async with sampled(lags):
        answers = await asyncio.gather(*(ask(name) for name in people))
    return Round(len(answers), _digest(answers), min(moments), max(moments), lags)


def _row(title: str, lags: Lags, result: Round | None = None) -> str:
    p50, p99, most = 1000 * np.quantile(lags.seconds, (0.5, 0.99, 1))
    times = " " * 23
    if result is not None:
        times = f"{result.n_answers:7}{result.first_s:7.2f}s{result.last_s:7.2f}s"
    return f"{title:24}{times} {p50:9.1f} {p99:7.1f} {most:7.1f} ms"


def _digest(answers: Iterable[Response]) -> str:
    """Return a digest of the responses without title data, which may be added meanwhile."""
    digest = hashlib.blake2b(digest_size=4)
    for answer in answers:
        body = answer.model_dump_json(
            exclude={"metadata": {"user_last_analyzed"}, "rekos": {"__all__": {"info"}}}
        )
        digest.update(body.encode())
    return digest.hexdigest()


def _peak_mb() -> float:
    """Return the peak memory of this process and its workers, without the fake MAL."""
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
