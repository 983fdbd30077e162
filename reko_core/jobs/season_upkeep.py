"""Upkeep of the seasons: the titles of the current, the next and the last one."""

from datetime import datetime, timedelta

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.season import Season
from reko_core.errors import SiteError, SiteRefused, SiteUnavailable
from reko_core.jobs.paced_job import PacedJob
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.service.seasons.season_lookup import fetch_season, max_age
from reko_core.store import Store

__all__ = ["SeasonUpkeep"]

_PER_HOUR = 60
_FAILURE_PAUSE = timedelta(hours=1)

_log = structlog.get_logger(__name__)


class SeasonUpkeep(PacedJob[Season]):
    """Reads the current and the next season from MAL once a day, the last one once a week.

    Each takes one request. Relations of new titles are left to `TitleUpkeep`.
    """

    name = "seasons"
    deferrable = (SiteUnavailable, SiteRefused)

    def __init__(self, *, store: Store, mal: MalClient, clock: Clock, metrics: JobMetrics) -> None:
        super().__init__(_PER_HOUR, metrics)
        self._store = store
        self._mal = mal
        self._clock = clock
        self._failed_at: dict[Season, datetime] = {}

    async def next_due(self) -> tuple[int, Season | None]:
        """Return a season that is due, the current one first. Raises StoreError."""
        now = self._clock.now()
        current = Season.of(now.date())
        due = [
            season
            for season in (current, current.next, current.previous)
            if await self._is_due(season, now)
        ]
        return len(due), due[0] if due else None

    async def visit(self, item: Season) -> str:
        """Read a season. Raises SiteError, StoreError."""
        await fetch_season(item, self._store, self._mal, self._clock.now())
        return "ok"

    async def defer(self, item: Season, error: SiteError) -> None:
        """Leave the season out for an hour."""
        _log.warning("season deferred", reason=str(error))
        self._failed_at[item] = self._clock.now()

    async def _is_due(self, season: Season, now: datetime) -> bool:
        failed_at = self._failed_at.get(season)
        if failed_at is not None and now - failed_at < _FAILURE_PAUSE:
            return False
        known = await self._store.seasons.get(season)
        return known is None or now - known.fetched_at >= max_age(season, now)
