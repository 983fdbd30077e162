"""`python reko_fast_jobs.py BASE ARGUMENTS...`: the command `reko`, with Discord at BASE.

Its jobs pause for seconds instead of minutes, so that a short run sees them fail and
recover. Every gateway session stays on this machine, even an invalid one. If the environment names
a file JOB_RUNS, the beginning and end of leadership and of each run of a job are recorded there.
"""

import asyncio
import faulthandler
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from reko_cli.app import main
from reko_core.jobs import paced_job, rebuild, runner, title_upkeep
from reko_core.runtime.backoff import ExponentialBackoff

RUNS = os.environ.get("JOB_RUNS")
IDLE_S = 1.0
PAUSE_S = 0.5


def dump_stacks(*_: object) -> None:
    """Print the stacks of all threads and tasks to standard error."""
    faulthandler.dump_traceback()
    for task in asyncio.all_tasks():
        task.print_stack(file=sys.stderr)


@asynccontextmanager
async def recorded(path: str, name: str) -> AsyncIterator[None]:
    """Record the beginning and the end of what runs in the context."""
    _record(path, name, "begin")
    try:
        yield
    finally:
        _record(path, name, "end")


def _record(path: str, name: str, what: str) -> None:
    # One write of a short line is appended as a whole, and stays if the process is killed.
    with Path(path).open("ab", buffering=0) as file:
        file.write(f"{time.monotonic()} {os.getpid()} {name} {what}\n".encode())


class RecordedJob:
    def __init__(self, path: str, job: runner.Job) -> None:
        self.name = job.name
        self._path, self._job = path, job

    async def run_once(self) -> float:
        async with recorded(self._path, self.name):
            return await self._job.run_once()


def record_runs(path: str) -> None:
    """Record leadership, and the runs of jobs, in a file."""
    run, run_forever = runner._run, runner._run_forever

    @asynccontextmanager
    async def leading(leadership: runner.Leadership) -> AsyncIterator[None]:
        # The end is recorded before the lock is released.
        async with leadership(), recorded(path, "leader"):
            yield

    def run_recorded(jobs: Any, leadership: runner.Leadership, *rest: Any) -> Awaitable[None]:
        return run(jobs, partial(leading, leadership), *rest)

    def run_job(job: runner.Job, *rest: Any) -> Awaitable[None]:
        return run_forever(RecordedJob(path, job), *rest)

    changed: dict[str, Callable[..., Awaitable[None]]] = {
        "_run": run_recorded,
        "_run_forever": run_job,
    }
    vars(runner).update(changed)


if __name__ == "__main__":
    if RUNS:
        record_runs(RUNS)
    signal.signal(signal.SIGUSR1, dump_stacks)
    Route.BASE, *arguments = sys.argv[1:]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(Route.BASE).with_scheme("ws").with_path("/gateway/")
    ExponentialBackoff.__init__.__defaults__ = (PAUSE_S, 4 * PAUSE_S)
    runner.STANDBY_S = 4 * PAUSE_S
    paced_job.IDLE_S = rebuild.IDLE_S = IDLE_S
    title_upkeep._QUEUE_AGE = timedelta(seconds=5)
    sys.exit(main(arguments))
