"""Upkeep of the catalogue: what MAL says of each title now, the most listed titles first."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.errors import AnimeNotFound, MalRefused, MalUnavailable
from reko_core.jobs.pacing import IDLE_S, pause_between
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.runtime.failures import ConsecutiveFailures
from reko_core.settings import JobSettings
from reko_core.store import Store, TitleOutline, TitleRank, TitleVisit

__all__ = ["TitleUpkeep", "is_due"]

UNKNOWN_PAUSE = timedelta(days=30)
"""Titles that MAL does not know are asked for again after this."""

_LOOK_AGAIN = timedelta(hours=1)
_HOUR = timedelta(hours=1)
_TROUBLE_PAUSE = timedelta(days=1)
_CHANGING = frozenset({"currently_airing", "not_yet_aired"})

_MAX_FAILURES = 3

_log = structlog.get_logger(__name__)


class TitleUpkeep:
    """Looks titles up one by one, with their typed relations, which lists do not tell.

    n_lists says on how many lists of the community each title is. What is done stands in the
    store, so that another process goes on where this one stops.
    """

    name = "titles"

    def __init__(
        self,
        *,
        store: Store,
        mal: MalClient,
        n_lists: Callable[[], Mapping[int, int]],
        settings: JobSettings,
        clock: Clock,
        metrics: JobMetrics,
    ) -> None:
        self._store = store
        self._mal = mal
        self._n_lists = n_lists
        self._settings = settings
        self._clock = clock
        self._metrics = metrics
        self._queue: deque[int] = deque()
        self._looked_at: datetime | None = None
        self._troubled: dict[int, datetime] = {}
        self._failures = ConsecutiveFailures(_MAX_FAILURES)

    async def round(self) -> float:
        """Look one title up. Raises MalError when MAL fails for title after title; StoreError."""
        now = self._clock.now()
        if (
            await self._store.title_visits.count_since(now - _HOUR)
            >= self._settings.titles_per_hour
        ):
            return pause_between(self._settings.titles_per_hour)
        if self._looked_at is None or now - self._looked_at >= _LOOK_AGAIN:
            self._queue = deque(await self._due(now))
            self._looked_at = now
        self._metrics.waiting.labels(self.name).set(len(self._queue))
        if not self._queue:
            return IDLE_S
        await self._visit(self._queue[0], now)
        self._queue.popleft()
        return pause_between(self._settings.titles_per_hour)

    async def _due(self, now: datetime) -> list[int]:
        """Return the titles that are due, those on most lists first."""
        outlines = await self._store.catalogue.outlines()
        visits = await self._store.title_visits.all()
        self._troubled = {
            anime_id: since
            for anime_id, since in self._troubled.items()
            if now - since < _TROUBLE_PAUSE
        }
        n_lists, left_out = self._n_lists(), frozenset(self._troubled)

        def order() -> list[int]:
            due = [
                anime_id
                for anime_id in (n_lists.keys() | outlines.keys()) - left_out
                if is_due(outlines.get(anime_id), visits.get(anime_id), now, self._settings)
            ]
            return sorted(due, key=lambda anime_id: (-n_lists.get(anime_id, 0), anime_id))

        return await asyncio.to_thread(order)

    async def _visit(self, anime_id: int, now: datetime) -> None:
        try:
            anime: Anime | None = await self._mal.fetch_anime(anime_id)
        except AnimeNotFound:
            anime = None
        except (MalUnavailable, MalRefused) as error:
            self._failures.record(error)
            # One title that MAL cannot tell of must not hold up the others.
            _log.warning("title put off", anime_id=anime_id, reason=str(error))
            self._troubled[anime_id] = now
            self._metrics.items.labels(self.name, "failed").inc()
            return
        self._failures.reset()
        if anime is not None:
            await self._store.catalogue.put_many([anime], TitleRank.MAL)
        await self._store.title_visits.put([anime_id], now, is_found=anime is not None)
        self._metrics.items.labels(self.name, "unknown" if anime is None else "ok").inc()


def is_due(
    outline: TitleOutline | None, visit: TitleVisit | None, now: datetime, settings: JobSettings
) -> bool:
    """Say whether a title is to be looked up: never done, or too long ago for what it is."""
    if visit is None:
        return True
    if not visit.is_found:
        return now - visit.visited_at >= UNKNOWN_PAUSE
    is_changing = outline is not None and outline.airing in _CHANGING
    days = settings.airing_max_age_days if is_changing else settings.title_max_age_days
    return outline is None or now - visit.visited_at >= timedelta(days=days)
