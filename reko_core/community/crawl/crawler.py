"""The crawler: discovers names and fetches their lists, side by side."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from reko_core.clients.jikan import JikanClient
from reko_core.clients.mal import MalClient
from reko_core.community.crawl.list_visitor import ListVisitor
from reko_core.community.crawl.name_discovery import NameDiscovery
from reko_core.community.crawl.progress import (
    CrawlLimits,
    CrawlProgress,
    CrawlState,
    CrawlStats,
    OnProgress,
)
from reko_core.community.crawl.sources import FriendsSource, RandomSource, UpdatesSource
from reko_core.errors import StoreError
from reko_core.lists.fetcher import ListFetcher
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.runtime.consecutive_failures import ConsecutiveFailures
from reko_core.settings import Settings
from reko_core.store import Store

__all__ = ["Crawler"]

HOUR_S = 3600.0
NO_LIMITS = CrawlLimits()
STORE_PAUSE_S = 10.0
MAX_STORE_FAILURES = 6

_log = structlog.get_logger(__name__)


class Crawler:
    """Adds lists to the community: rate-limited and resumable.

    All results are in the store, so a crawl may be cancelled or killed at any moment: only the
    current visit is lost. A crawler may run several times, one after the other; it keeps its pace
    and its backoff.
    """

    def __init__(
        self,
        store: Store,
        jikan: JikanClient,
        mal: MalClient,
        settings: Settings,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._clock = clock
        sources = (
            UpdatesSource(store, jikan),
            FriendsSource(store, jikan, clock),
            RandomSource(jikan),
        )
        self._discovery = NameDiscovery(store, sources, settings.crawl.min_waiting, clock)
        self._visitor = ListVisitor(
            store, ListFetcher(store, mal, clock), settings.community.min_entries, clock
        )

    async def run(
        self, limits: CrawlLimits = NO_LIMITS, on_progress: OnProgress | None = None
    ) -> CrawlProgress:
        """Crawl until a limit is reached, else until cancelled.

        Returns what was done; `on_progress` is called on every change. Raises SiteRefused,
        StoreError when the database fails several times in a row.
        """
        stats = CrawlStats(self._clock, limits, on_progress)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._repeat(self._discovery.step, stats)),
                    group.create_task(self._repeat(self._visitor.step, stats)),
                ]
                if limits.max_hours is not None:
                    tasks.append(group.create_task(self._clock.sleep(limits.max_hours * HOUR_S)))
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
        except ExceptionGroup as group_of_errors:
            raise group_of_errors.exceptions[0] from None
        return stats.progress()

    async def _repeat(
        self, step: Callable[[CrawlStats], Awaitable[None]], stats: CrawlStats
    ) -> None:
        """Repeat until there are enough lists; retry database failures, then give up."""
        failures = ConsecutiveFailures(MAX_STORE_FAILURES)
        while not stats.has_enough:
            try:
                await step(stats)
            except StoreError as error:
                failures.record(error)
                _log.warning("crawl paused", reason=str(error))
                if step == self._visitor.step:
                    until = self._clock.now() + timedelta(seconds=STORE_PAUSE_S)
                    stats.set_state(CrawlState.WAITING_FOR_DATABASE, until)
                await self._clock.sleep(STORE_PAUSE_S)
            else:
                failures.reset()
