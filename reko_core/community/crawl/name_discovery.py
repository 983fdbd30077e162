"""Discovery of user names."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle

import structlog

from reko_core.community.crawl.progress import CrawlStats
from reko_core.community.crawl.sources import NameSource
from reko_core.errors import JikanError, JikanRateLimited, JikanUnavailable
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.clock import Clock
from reko_core.store import Store

__all__ = ["NameDiscovery"]

POLL_S = 30.0

_log = structlog.get_logger(__name__)


class NameDiscovery:
    """Queries the sources in turn while fewer than `min_waiting` names wait for a visit.

    The backoff is kept from one crawl to the next.
    """

    def __init__(
        self, store: Store, sources: Sequence[NameSource], min_waiting: int, clock: Clock
    ) -> None:
        self._store = store
        self._sources = cycle(sources)
        self._n_sources = len(sources)
        self._min_waiting = min_waiting
        self._clock = clock
        self._backoff = ExponentialBackoff()
        self._resume_at = clock.now()
        self._n_empty = 0

    async def step(self, stats: CrawlStats) -> None:
        """Wait as long as the backoff requires, then query one source. Raises StoreError."""
        pause_s = (self._resume_at - self._clock.now()).total_seconds()
        if pause_s > 0:
            stats.set_discovery_pause(self._resume_at)
            await self._clock.sleep(pause_s)
            stats.set_discovery_pause(None)
        n_waiting = await self._store.mal_users.count_to_crawl(self._clock.now())
        stats.set_waiting(n_waiting)
        if n_waiting >= self._min_waiting:
            await self._clock.sleep(POLL_S)
            return
        source = next(self._sources)
        try:
            names = await source.find()
        except JikanError as error:
            _log.info("name discovery deferred", source=source.name, reason=str(error))
            self._back_off(_retry_after_s(error))
            return
        n_new = await self._store.mal_users.add(names, self._clock.now())
        stats.count_found(source.name, n_new)
        if n_new:
            self._n_empty = 0
            self._backoff.reset()
            return
        self._n_empty += 1
        if self._n_empty % self._n_sources == 0:
            # None of the sources has new names.
            self._back_off()

    def _back_off(self, retry_after_s: float | None = None) -> None:
        pause_s = self._backoff.next(retry_after_s)
        self._resume_at = self._clock.now() + timedelta(seconds=pause_s)


def _retry_after_s(error: JikanError) -> float | None:
    if isinstance(error, JikanRateLimited | JikanUnavailable):
        return error.retry_after_s
    return None
