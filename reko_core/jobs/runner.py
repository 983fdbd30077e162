"""Jobs side by side, each in rounds, for as long as the program runs."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

import structlog

from reko_core.errors import RekoError, StoreError
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.metrics import JobMetrics
from reko_core.observability.request_id import new_request_id, request_scope
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.clock import Clock
from reko_core.store.database.locks import file_lock

__all__ = ["STANDBY_S", "Job", "run_jobs"]

STANDBY_S = 60.0
"""How often a process looks whether the one that does the work has ended."""

_log = structlog.get_logger(__name__)


class Job(Protocol):
    """Work that comes back."""

    @property
    def name(self) -> str:
        """What it is called in logs and figures."""

    async def round(self) -> float:
        """Do a small part of the work; return the seconds until there is more.

        Whatever it raises makes the next round come later. It may be cancelled at any moment.
        """


@asynccontextmanager
async def run_jobs(
    jobs: Sequence[Job], lock_path: Path, clock: Clock, metrics: JobMetrics
) -> AsyncIterator[None]:
    """Run jobs until the context ends, in one process of those that share the lock."""
    task = asyncio.create_task(_run(jobs, lock_path, clock, metrics))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _run(jobs: Sequence[Job], lock_path: Path, clock: Clock, metrics: JobMetrics) -> None:
    while True:
        try:
            with _lead(lock_path):
                metrics.is_leader.set(1)
                _log.info("jobs begin", jobs=[job.name for job in jobs])
                await asyncio.gather(*(_keep(job, clock, metrics) for job in jobs))
        except (StoreError, OSError) as error:
            # Another process does it, and this one takes over when that has ended.
            _log.debug("jobs wait", reason=str(error))
            await clock.sleep(STANDBY_S)
        finally:
            metrics.is_leader.set(0)


@contextmanager
def _lead(lock_path: Path) -> Iterator[None]:
    """Hold the lock. Raises StoreError if another process does, OSError without a directory."""
    lock_path.parent.mkdir(parents=True, exist_ok=True)
    with file_lock(lock_path, "jobs", wait=False):
        yield


async def _keep(job: Job, clock: Clock, metrics: JobMetrics) -> None:
    pause = ExponentialBackoff()
    while True:
        with request_scope(new_request_id()):
            try:
                rest_s = await job.round()
            except Exception as error:  # noqa: BLE001 - the outermost edge: other jobs go on
                rest_s = pause.next()
                _tell(job, error, rest_s)
                metrics.rounds.labels(job.name, "failed").inc()
            else:
                metrics.rounds.labels(job.name, "ok").inc()
                metrics.succeeded.labels(job.name).set(clock.now().timestamp())
                pause.reset()
        await clock.sleep(rest_s)


def _tell(job: Job, error: Exception, pause_s: float) -> None:
    if isinstance(error, RekoError):
        _log.warning("job failed", job=job.name, reason=str(error), again_in_s=pause_s)
    else:
        _log.error("job failed", job=job.name, again_in_s=pause_s, **exception_fields(error))
