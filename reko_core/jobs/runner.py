"""Runs jobs side by side for as long as the program runs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import structlog

from reko_core.errors import RekoError, StoreError
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.metrics import JobMetrics
from reko_core.observability.request_id import new_request_id, request_scope
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.clock import Clock

__all__ = ["STANDBY_S", "Job", "Leadership", "run_jobs"]

STANDBY_S = 5.0
"""How often a standby process tries to become the leader."""

Leadership = Callable[[], AbstractAsyncContextManager[None]]
"""What one process at a time can enter, others get a StoreError, and a leader who loses it, too."""

_log = structlog.get_logger(__name__)


class Job(Protocol):
    """Recurring background work."""

    @property
    def name(self) -> str:
        """Name in logs and metrics."""

    async def run_once(self) -> float:
        """Do a small part of the work and return the seconds until the next run.

        After an exception the next run is delayed with exponential backoff. May be cancelled at
        any moment.
        """


@asynccontextmanager
async def run_jobs(
    jobs: Sequence[Job], leadership: Leadership, clock: Clock, metrics: JobMetrics
) -> AsyncIterator[None]:
    """Run jobs until the context exits, while this process is the leader."""
    task = asyncio.create_task(_run(jobs, leadership, clock, metrics))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _run(
    jobs: Sequence[Job], leadership: Leadership, clock: Clock, metrics: JobMetrics
) -> None:
    while True:
        try:
            async with leadership():
                metrics.is_leader.set(1)
                _log.info("jobs started", jobs=[job.name for job in jobs])
                # When it is cancelled, a group waits for all of them; then the lock is released.
                async with asyncio.TaskGroup() as group:
                    for job in jobs:
                        group.create_task(_run_forever(job, clock, metrics))
        except StoreError as error:
            if error.is_busy:
                # Another process is the leader; take over when it has stopped.
                _log.debug("standby", reason=error.reason)
            else:
                _log.warning("jobs stopped", reason=error.reason)
        finally:
            metrics.is_leader.set(0)
        await clock.sleep(STANDBY_S)


async def _run_forever(job: Job, clock: Clock, metrics: JobMetrics) -> None:
    backoff = ExponentialBackoff()
    metrics.started.labels(job.name).set(clock.now().timestamp())
    while True:
        with request_scope(new_request_id()):
            try:
                pause_s = await job.run_once()
            except Exception as error:  # noqa: BLE001 - outermost edge: other jobs continue
                pause_s = backoff.next()
                _log_failure(job, error, pause_s)
                metrics.runs.labels(job.name, "failed").inc()
            else:
                metrics.runs.labels(job.name, "ok").inc()
                metrics.succeeded.labels(job.name).set(clock.now().timestamp())
                backoff.reset()
        await clock.sleep(pause_s)


def _log_failure(job: Job, error: Exception, pause_s: float) -> None:
    if isinstance(error, RekoError):
        _log.warning("job failed", job=job.name, reason=str(error), retry_in_s=pause_s)
    else:
        _log.error("job failed", job=job.name, retry_in_s=pause_s, **exception_fields(error))
