"""Visits to the lists of discovered users, one at a time."""

from datetime import datetime, timedelta

import structlog

from reko_core.community.crawl.progress import CrawlState, CrawlStats
from reko_core.domain.mal_users import ListStatus
from reko_core.errors import SiteRateLimited, SiteUnavailable
from reko_core.lists.fetcher import ListFetcher
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.clock import Clock
from reko_core.store import Store

__all__ = ["ListVisitor"]

POLL_S = 5.0

_log = structlog.get_logger(__name__)


class ListVisitor:
    """Fetches the lists of users who are due, first found first, and backs off when MAL fails.

    Pace and backoff are kept from one crawl to the next.
    """

    def __init__(self, store: Store, fetcher: ListFetcher, min_entries: int, clock: Clock) -> None:
        self._store = store
        self._fetcher = fetcher
        self._min_entries = min_entries
        self._clock = clock
        self._backoff = ExponentialBackoff()
        self._next_visit_at = self._resume_at = clock.now()

    async def step(self, stats: CrawlStats) -> None:
        """Wait as long as pace and backoff require, then visit one user.

        Raises SiteRefused, StoreError.
        """
        if self._clock.now() < self._resume_at:
            stats.set_state(CrawlState.WAITING_FOR_MAL, self._resume_at)
            await self._sleep_until(self._resume_at)
        await self._sleep_until(self._next_visit_at)
        due = await self._store.mal_users.to_crawl(self._clock.now(), 1)
        if not due:
            stats.set_state(CrawlState.LOOKING)
            await self._clock.sleep(POLL_S)
            return
        stats.set_state(CrawlState.FETCHING)
        # Missed visits are not caught up.
        self._next_visit_at = self._clock.now() + timedelta(seconds=stats.visit_interval_s)
        try:
            visit = await self._fetcher.visit(due[0].display_name, min_entries=self._min_entries)
        except SiteRateLimited as error:
            self._back_off(error.retry_after_s)
        except SiteUnavailable as error:
            _log.info("list deferred", reason=str(error))
            await self._fetcher.record_visit(due[0].name, ListStatus.FAILING)
            stats.count_visit(ListStatus.FAILING)
            self._back_off(error.retry_after_s)
        else:
            stats.count_visit(visit.status)
            self._backoff.reset()

    def _back_off(self, retry_after_s: float | None) -> None:
        pause_s = self._backoff.next(retry_after_s)
        self._resume_at = self._clock.now() + timedelta(seconds=pause_s)

    async def _sleep_until(self, at: datetime) -> None:
        await self._clock.sleep((at - self._clock.now()).total_seconds())
