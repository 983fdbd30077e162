"""Visiting those who wait, one after the other."""

from datetime import timedelta

from reko_core.community.crawl.progress import CrawlState, CrawlStats
from reko_core.community.crawl.store_patience import PAUSE_S, StorePatience
from reko_core.community.crawl.visitor import ListVisitor
from reko_core.errors import MalRateLimited, StoreError
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.clock import Clock
from reko_core.store import Store

__all__ = ["Fetcher"]

LOOK_AGAIN_S = 5.0
HOUR_S = 3600.0


class Fetcher:
    """Visits who is due, first found first, at most `lists_per_hour` of them."""

    def __init__(
        self, store: Store, visitor: ListVisitor, lists_per_hour: float | None, clock: Clock
    ) -> None:
        self._store = store
        self._visitor = visitor
        self._interval_s = HOUR_S / lists_per_hour if lists_per_hour else 0.0
        self._clock = clock
        self._next_at = clock.now()
        self._pause = ExponentialBackoff()

    async def run(self, tally: CrawlStats) -> None:
        """Go on until there are enough lists. Raises MalRefused, StoreError."""
        patience = StorePatience(self._clock)
        while not tally.has_enough:
            try:
                await self._step(tally)
            except StoreError as error:
                until = self._clock.now() + timedelta(seconds=PAUSE_S)
                tally.note_state(CrawlState.WAITING_FOR_DATABASE, until)
                await patience.bear(error)
            else:
                patience.reset()

    async def _step(self, tally: CrawlStats) -> None:
        due = await self._store.mal_users.to_crawl(self._clock.now(), 1)
        if not due:
            tally.note_state(CrawlState.LOOKING)
            await self._clock.sleep(LOOK_AGAIN_S)
            return
        tally.note_state(CrawlState.FETCHING)
        await self._keep_pace()
        try:
            visited = await self._visitor.visit(due[0])
        except MalRateLimited as error:
            await self._rest(tally, error.retry_after_s)
            return
        if visited is None:
            return
        standing, failure = visited
        tally.note_visit(standing)
        if failure is None:
            self._pause.reset()
        else:
            await self._rest(tally, failure.retry_after_s)

    async def _keep_pace(self) -> None:
        now = self._clock.now()
        await self._clock.sleep((self._next_at - now).total_seconds())
        # What was missed is not made up for.
        self._next_at = max(self._next_at, now) + timedelta(seconds=self._interval_s)

    async def _rest(self, tally: CrawlStats, retry_after_s: float | None) -> None:
        seconds = self._pause.next(retry_after_s)
        tally.note_state(CrawlState.WAITING_FOR_MAL, self._clock.now() + timedelta(seconds=seconds))
        await self._clock.sleep(seconds)
