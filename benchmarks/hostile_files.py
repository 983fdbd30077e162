"""Thousands of hostile files of lists, sent to the API: how they are answered, and what is kept.

The API serves the demo's community. Each file, made by seed, goes as multipart/form-data to a
route about one list. Prints the statuses, the longest time that the thread of the event loop
computed at a stretch, and the peak of memory; ends with an error for a status of 5xx, or if the
database has other rows afterwards.
"""

import argparse
import asyncio
import io
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import aiohttp

sys.path.append(str(Path(__file__).parents[1] / "tests/support"))

from list_files import bad_list_file

from reko_api import running_api
from reko_core.app import open_recommender
from reko_core.observability.logging import configure_logging
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings, LogSettings
from reko_demo.environment import prepare_demo

PATHS = ("/recommendations", "/taste", "/recommendations/season")
SAMPLE_S = 0.005
N_CLIENTS = 4


def main() -> None:
    """Send and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the files (%(default)s)")
    options = parser.parse_args()
    configure_logging(LogSettings(level="error"))
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(_measure(Path(directory), options.files, options.seed))


async def _measure(directory: Path, n_files: int, seed: int) -> None:
    settings, metrics = await prepare_demo(directory), Metrics()
    limits = ApiSettings(port=0, requests_per_minute=1_000_000, burst=100_000)
    async with (
        open_recommender(settings, metrics) as recommender,
        running_api(recommender, limits, metrics) as url,
    ):
        before = _rows(directory)
        busy: list[float] = []
        async with _sampled(busy):
            counts = await asyncio.to_thread(asyncio.run, _send(url, n_files, seed))
        after = _rows(directory)
    statuses = ", ".join(f"{n} x {status}" for status, n in sorted(counts.items()))
    print(f"{n_files} files: {statuses}")
    print(f"longest computing of the loop's thread: {1000 * max(busy):.0f} ms")
    print(f"peak of memory: {_peak_mb():.0f} MB")
    if any(status >= 500 for status in counts) or before != after:
        raise SystemExit("a server error, or something was kept")
    print("nothing was kept")


async def _send(url: str, n_files: int, seed: int) -> Counter[int]:
    """Send all files, a few at a time, and count the statuses."""
    rng, counts = Random(seed), Counter[int]()
    files = (bad_list_file(rng) for _ in range(n_files))

    async def send_some(session: aiohttp.ClientSession) -> None:
        for file in files:
            form = aiohttp.FormData(default_to_multipart=True)
            form.add_field("file", io.BytesIO(file), filename="animelist.xml")
            async with session.post(PATHS[counts.total() % len(PATHS)], data=form) as response:
                await response.read()
            counts[response.status] += 1

    async with aiohttp.ClientSession(url) as session, asyncio.TaskGroup() as group:
        for _ in range(N_CLIENTS):
            group.create_task(send_some(session))
    return counts


@asynccontextmanager
async def _sampled(busy: list[float]) -> AsyncIterator[None]:
    """Measure how long the thread of the loop computes before it wakes a task.

    Not how late it wakes it: files are made and sent by another thread of this process.
    """

    async def sample() -> None:
        while True:
            computed = time.thread_time()
            await asyncio.sleep(SAMPLE_S)
            busy.append(time.thread_time() - computed)

    task = asyncio.create_task(sample())
    try:
        yield
    finally:
        task.cancel()


def _rows(directory: Path) -> dict[str, int]:
    with sqlite3.connect(directory / "demo.sqlite3") as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for (name,) in tables
        }


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
