"""Upkeep of the catalogue: current details of each title, new and much listed titles first."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.errors import AnimeNotFound, SiteError, SiteRefused, SiteUnavailable
from reko_core.jobs.paced_job import PacedJob
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.settings import JobSettings
from reko_core.store import Store, TitleOutline, TitleRank, TitleVisit

__all__ = ["TitleUpkeep", "is_due"]

GONE_PAUSE = timedelta(days=30)
"""Titles that MAL has denied on two days are looked up again after this."""

DENIED_PAUSE = timedelta(days=1)
"""Titles that MAL has denied once are looked up again after this, thus on another day."""

_QUEUE_AGE = timedelta(hours=1)
_HOUR = timedelta(hours=1)
_FAILURE_PAUSE = timedelta(days=1)
_CHANGING = frozenset({"currently_airing", "not_yet_aired"})

_log = structlog.get_logger(__name__)


class TitleUpkeep(PacedJob[int]):
    """Looks up titles one by one, with their typed relations, which lists do not contain.

    n_lists returns on how many lists of the community each title is. Visits are recorded in the
    store, so that another process continues where this one stops.
    """

    name = "titles"
    deferrable = (SiteUnavailable, SiteRefused)

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
        super().__init__(settings.titles_per_hour, metrics)
        self._store = store
        self._mal = mal
        self._n_lists = n_lists
        self._settings = settings
        self._clock = clock
        self._queue: deque[int] = deque()
        self._queued_at: datetime | None = None
        self._failed_at: dict[int, datetime] = {}

    async def run_once(self) -> float:
        """Look up one title, unless those of the last hour are enough. Raises as PacedJob does."""
        # They may be those of another process, from before a restart.
        n_recent = await self._store.title_visits.count_since(self._clock.now() - _HOUR)
        if n_recent >= self._settings.titles_per_hour:
            return self.pause_s
        return await super().run_once()

    async def next_due(self) -> tuple[int, int | None]:
        """Return the title on most lists; the queue is renewed every hour. Raises StoreError."""
        now = self._clock.now()
        if self._queued_at is None or now - self._queued_at >= _QUEUE_AGE:
            self._queue = deque(await self._due(now))
            self._queued_at = now
        return len(self._queue), self._queue[0] if self._queue else None

    async def visit(self, item: int) -> str:
        """Look up a title. Raises SiteError, StoreError."""
        try:
            anime: Anime | None = await self._mal.fetch_anime(item)
        except AnimeNotFound:
            anime = None
        now = self._clock.now()
        if anime is not None:
            found = replace(anime, is_on_mal=True)
            await self._store.catalogue.put_many([found], TitleRank.MAL)
        elif await self._was_missing_before(item, now):
            await self._store.catalogue.mark_missing(item)
        await self._store.title_visits.put([item], now, is_found=anime is not None)
        self._queue.popleft()
        return "unknown" if anime is None else "ok"

    async def defer(self, item: int, error: SiteError) -> None:
        """Leave out the title for a day."""
        _log.warning("title deferred", anime_id=item, reason=str(error))
        self._failed_at[item] = self._clock.now()
        self._queue.popleft()

    async def _was_missing_before(self, anime_id: int, now: datetime) -> bool:
        """Return whether MAL did not know a title on an earlier day: once may be its mistake."""
        last = await self._store.title_visits.get(anime_id)
        return last is not None and not last.is_found and last.visited_at.date() < now.date()

    async def _due(self, now: datetime) -> list[int]:
        """Return the titles that are due, those on most lists first."""
        outlines = await self._store.catalogue.outlines()
        visits = await self._store.title_visits.all()
        self._failed_at = {
            anime_id: failed_at
            for anime_id, failed_at in self._failed_at.items()
            if now - failed_at < _FAILURE_PAUSE
        }
        n_lists, deferred = self._n_lists(), frozenset(self._failed_at)

        def priority(anime_id: int) -> tuple[bool, int, int]:
            # New titles are on no list yet, and a season needs to know what they continue.
            outline = outlines.get(anime_id)
            is_new = anime_id not in visits and outline is not None and outline.airing in _CHANGING
            return not is_new, -n_lists.get(anime_id, 0), anime_id

        def order() -> list[int]:
            due = [
                anime_id
                for anime_id in (n_lists.keys() | outlines.keys()) - deferred
                if is_due(outlines.get(anime_id), visits.get(anime_id), now, self._settings)
            ]
            return sorted(due, key=priority)

        return await asyncio.to_thread(order)


def is_due(
    outline: TitleOutline | None, visit: TitleVisit | None, now: datetime, settings: JobSettings
) -> bool:
    """Return whether a title is due: never looked up, or too long ago for its kind."""
    if visit is None:
        return True
    if not visit.is_found:
        is_gone = outline is not None and outline.is_on_mal is False
        return now - visit.visited_at >= (GONE_PAUSE if is_gone else DENIED_PAUSE)
    is_changing = outline is not None and outline.airing in _CHANGING
    days = settings.airing_max_age_days if is_changing else settings.title_max_age_days
    return outline is None or now - visit.visited_at >= timedelta(days=days)
