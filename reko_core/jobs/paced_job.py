"""The frame of jobs that visit due items one at a time, at a steady pace."""

from abc import ABC, abstractmethod
from typing import ClassVar, Generic, TypeVar

from reko_core.errors import SiteError, SiteUnavailable
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.consecutive_failures import ConsecutiveFailures

__all__ = ["IDLE_S", "PacedJob"]

T = TypeVar("T")

IDLE_S = 300.0
"""Pause of a job that has nothing to do."""

_MAX_FAILURES = 3
_HOUR_S = 3600.0


class PacedJob(ABC, Generic[T]):
    """Visits `per_hour` items an hour; an item that fails is deferred.

    Several consecutive failures are an outage of MAL, which the runner backs off from.
    """

    name: ClassVar[str]
    deferrable: ClassVar[tuple[type[SiteError], ...]] = (SiteUnavailable,)
    """Errors that may concern a single item."""

    def __init__(self, per_hour: float, metrics: JobMetrics) -> None:
        self.pause_s = _HOUR_S / per_hour if per_hour > 0 else IDLE_S
        self._metrics = metrics
        self._failures = ConsecutiveFailures(_MAX_FAILURES)

    async def run_once(self) -> float:
        """Visit one item. Raises SiteError, StoreError."""
        n_due, item = await self.next_due()
        self._metrics.waiting.labels(self.name).set(n_due)
        if item is None:
            return IDLE_S
        try:
            outcome = await self.visit(item)
        except self.deferrable as error:
            self._failures.record(error)
            await self.defer(item, error)
            outcome = "failed"
        else:
            self._failures.reset()
        self._metrics.items.labels(self.name, outcome).inc()
        return self.pause_s

    @abstractmethod
    async def next_due(self) -> tuple[int, T | None]:
        """Return how many items are due, and the first of them. Raises StoreError."""

    @abstractmethod
    async def visit(self, item: T) -> str:
        """Visit an item and return the outcome for metrics. Raises SiteError, StoreError."""

    @abstractmethod
    async def defer(self, item: T, error: SiteError) -> None:
        """Log the error and postpone the item. Raises StoreError."""
