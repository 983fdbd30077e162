"""Refresh of the lists of active users before they are too old."""

from datetime import timedelta

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.mal_users import ListStatus, MalUser
from reko_core.errors import SiteError
from reko_core.jobs.paced_job import PacedJob
from reko_core.lists.fetcher import ListFetcher
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.settings import JobSettings
from reko_core.store import Store

__all__ = ["ListRefresh"]

_log = structlog.get_logger(__name__)


class ListRefresh(PacedJob[MalUser]):
    """Refreshes one list after the other, most recently requested user first."""

    name = "lists"

    def __init__(
        self,
        *,
        store: Store,
        mal: MalClient,
        settings: JobSettings,
        max_age: timedelta,
        full_read_age: timedelta,
        clock: Clock,
        metrics: JobMetrics,
    ) -> None:
        super().__init__(settings.refreshes_per_hour, metrics)
        self._store = store
        self._fetcher = ListFetcher(store, mal, clock, full_read_age)
        self._active_age = timedelta(days=settings.active_days)
        self._stale_age = max(max_age - timedelta(days=settings.refresh_ahead_days), max_age / 2)
        self._clock = clock

    async def next_due(self) -> tuple[int, MalUser | None]:
        """Return the list of the most recently requested user. Raises StoreError."""
        now, users = self._clock.now(), self._store.mal_users
        active_since, stale_before = now - self._active_age, now - self._stale_age
        n_due = await users.count_to_refresh(
            now, active_since=active_since, stale_before=stale_before
        )
        due = await users.to_refresh(
            now, active_since=active_since, stale_before=stale_before, limit=1
        )
        return n_due, due[0] if due else None

    async def visit(self, item: MalUser) -> str:
        """Read a list, if it has changed. Raises SiteError, StoreError."""
        known = await self._store.lists.get(item.name)
        # The list may have been deleted meanwhile.
        is_requested = item.asked_at is not None
        visit = await self._fetcher.visit(item.display_name, known, is_requested=is_requested)
        if visit.status is not ListStatus.LISTED:
            return visit.status.value
        return "read" if visit.is_read else "unchanged"

    async def defer(self, item: MalUser, error: SiteError) -> None:
        """Record the failure, which postpones the next visit. Raises StoreError."""
        _log.warning("list deferred", reason=str(error))
        await self._fetcher.record_visit(item.name, ListStatus.FAILING)
