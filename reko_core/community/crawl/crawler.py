"""The crawler: names are found and lists are fetched, side by side."""

import asyncio

from reko_core.clients.jikan import JikanClient
from reko_core.clients.mal import MalClient
from reko_core.community.crawl.fetcher import Fetcher
from reko_core.community.crawl.finder import NameDiscovery
from reko_core.community.crawl.limits import CrawlLimits
from reko_core.community.crawl.progress import CrawlProgress, CrawlStats, OnProgress
from reko_core.community.crawl.sources import FriendsSource, RandomSource, UpdatesSource
from reko_core.community.crawl.visitor import ListVisitor
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import Settings
from reko_core.store import Store

__all__ = ["Crawler"]

HOUR_S = 3600.0
NO_LIMITS = CrawlLimits()


class Crawler:
    """Grows the community, politely.

    All that is known stands in the store, so a crawl may be ended at any moment, also by the end
    of the program: the visit under way is lost, and nothing else.
    """

    def __init__(
        self,
        store: Store,
        jikan: JikanClient,
        mal: MalClient,
        settings: Settings,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._store = store
        self._jikan = jikan
        self._mal = mal
        self._settings = settings
        self._clock = clock

    async def run(
        self, limits: CrawlLimits = NO_LIMITS, on_progress: OnProgress | None = None
    ) -> CrawlProgress:
        """Crawl until a limit is reached, or for ever. To be cancelled at will.

        Returns what was done; `on_progress` hears of every change. Raises MalRefused when MAL
        does not want us, StoreError when the database fails several times in a row.
        """
        tally = CrawlStats(self._clock, limits, on_progress)
        finder, fetcher = self._make_finder(), self._make_fetcher(limits)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(finder.run(tally)),
                    group.create_task(fetcher.run(tally)),
                ]
                if limits.max_hours is not None:
                    tasks.append(group.create_task(self._clock.sleep(limits.max_hours * HOUR_S)))
                # Looking for names has no end of its own.
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
        except ExceptionGroup as group_of_errors:
            raise group_of_errors.exceptions[0] from None
        return tally.progress()

    def _make_finder(self) -> NameDiscovery:
        sources = (
            UpdatesSource(self._store, self._jikan),
            FriendsSource(self._store, self._jikan, self._clock),
            RandomSource(self._jikan),
        )
        return NameDiscovery(self._store, sources, self._settings.crawl.min_waiting, self._clock)

    def _make_fetcher(self, limits: CrawlLimits) -> Fetcher:
        min_entries = self._settings.community.min_entries
        visitor = ListVisitor(self._store, self._mal, min_entries, self._clock)
        return Fetcher(self._store, visitor, limits.lists_per_hour, self._clock)
