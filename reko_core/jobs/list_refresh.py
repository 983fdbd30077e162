"""Fresh lists: those of active people are looked at anew before they are too old."""

from datetime import timedelta

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.mal_users import ListStatus, MalUser
from reko_core.errors import ListPrivate, MalUnavailable, UserNotFound
from reko_core.jobs.pacing import IDLE_S, pause_between
from reko_core.lists.fetcher import ListFetcher
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.runtime.failures import ConsecutiveFailures
from reko_core.settings import JobSettings
from reko_core.store import Store

__all__ = ["ListRefresh"]


_MAX_FAILURES = 3

_log = structlog.get_logger(__name__)


class ListRefresh:
    """Looks at one list after the other, who asked last first.

    A probe asks when the list last changed, and only one that did is read. A probe is blind to
    entries that were removed, so now and then a list is read whole in any case.
    """

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
        self._store = store
        self._mal = mal
        self._keeper = ListFetcher(store, clock)
        self._settings = settings
        self._stale_age = max(max_age - timedelta(days=settings.refresh_ahead_days), max_age / 2)
        self._full_read_age = full_read_age
        self._clock = clock
        self._metrics = metrics
        self._failures = ConsecutiveFailures(_MAX_FAILURES)

    async def round(self) -> float:
        """Look at one list. Raises MalError when MAL fails for list after list; StoreError."""
        now = self._clock.now()
        active_since = now - timedelta(days=self._settings.active_days)
        stale_before = now - self._stale_age
        users = self._store.mal_users
        n_waiting = await users.count_to_refresh(
            now, active_since=active_since, stale_before=stale_before
        )
        self._metrics.waiting.labels(self.name).set(n_waiting)
        due = await users.to_refresh(
            now, active_since=active_since, stale_before=stale_before, limit=1
        )
        if not due:
            return IDLE_S
        outcome = await self._visit(due[0])
        self._metrics.items.labels(self.name, outcome).inc()
        return pause_between(self._settings.refreshes_per_hour)

    async def _visit(self, user: MalUser) -> str:
        try:
            outcome = await self._look(user)
        except ListPrivate:
            outcome = "private"
        except UserNotFound:
            outcome = "missing"
        except MalUnavailable as error:
            self._failures.record(error)
            # One list that MAL cannot show must not hold up the others.
            _log.warning("list put off", reason=str(error))
            await self._store.mal_users.note_visit(user.name, ListStatus.FAILING, self._clock.now())
            return "failed"
        self._failures.reset()
        return outcome

    async def _look(self, user: MalUser) -> str:
        known = await self._store.lists.get(user.name)
        if known is None:
            await self._keeper.fetch(self._mal, user.display_name)
            return "read"
        _, is_read = await self._keeper.renew(self._mal, known, full_read_age=self._full_read_age)
        return "read" if is_read else "unchanged"
