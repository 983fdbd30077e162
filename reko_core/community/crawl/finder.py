"""Finding names, whenever few wait."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle

import structlog

from reko_core.community.crawl.progress import CrawlStats
from reko_core.community.crawl.sources import NameSource
from reko_core.community.crawl.store_patience import StorePatience
from reko_core.errors import JikanError, JikanRateLimited, JikanUnavailable, StoreError
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.clock import Clock
from reko_core.store import Store

__all__ = ["NameDiscovery"]

LOOK_AGAIN_S = 30.0

_log = structlog.get_logger(__name__)


class NameDiscovery:
    """Asks the sources in turn while fewer than `min_waiting` names wait for a visit."""

    def __init__(
        self, store: Store, sources: Sequence[NameSource], min_waiting: int, clock: Clock
    ) -> None:
        self._store = store
        self._sources = cycle(sources)
        self._n_sources = len(sources)
        self._min_waiting = min_waiting
        self._clock = clock
        self._pause = ExponentialBackoff()
        self._n_fruitless = 0

    async def run(self, tally: CrawlStats) -> None:
        """Go on until cancelled. Raises StoreError when the database fails repeatedly."""
        patience = StorePatience(self._clock)
        while True:
            try:
                await self._step(tally)
            except StoreError as error:
                await patience.bear(error)
            else:
                patience.reset()

    async def _step(self, tally: CrawlStats) -> None:
        n_waiting = await self._store.mal_users.count_to_crawl(self._clock.now())
        tally.note_waiting(n_waiting)
        if n_waiting >= self._min_waiting:
            await self._clock.sleep(LOOK_AGAIN_S)
            return
        source = next(self._sources)
        try:
            names = await source.find()
        except JikanError as error:
            _log.info("names put off", source=source.name, reason=str(error))
            await self._rest(tally, self._pause.next(_retry_after_s(error)))
            return
        n_new = await self._store.mal_users.add(names, self._clock.now())
        tally.note_found(source.name, n_new)
        if n_new:
            self._n_fruitless = 0
            self._pause.reset()
            return
        self._n_fruitless += 1
        if self._n_fruitless % self._n_sources == 0:
            # A round through all sources has brought nobody new: the next will hardly.
            await self._rest(tally, self._pause.next())

    async def _rest(self, tally: CrawlStats, seconds: float) -> None:
        tally.note_looking(self._clock.now() + timedelta(seconds=seconds))
        await self._clock.sleep(seconds)
        tally.note_looking(None)


def _retry_after_s(error: JikanError) -> float | None:
    if isinstance(error, JikanRateLimited | JikanUnavailable):
        return error.retry_after_s
    return None
