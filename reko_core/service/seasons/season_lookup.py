"""The titles of a season: as stored, as MAL lists them, or by the dates in the catalogue."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from cachetools import TTLCache

from reko_core.clients.mal import MalClient
from reko_core.domain.season import Season
from reko_core.errors import SiteError, TooBusy, TooManyFetches
from reko_core.lists.shared_fetches import OnPage, SharedFetches
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.store import SeasonTitles, Store, TitleRank

__all__ = ["SeasonLookup", "fetch_season", "max_age"]

_AIRING_AGE = timedelta(days=1)
_PREVIOUS_AGE = timedelta(days=7)
_PAST_AGE = timedelta(days=90)
_STALE_FACTOR = 2
"""Background jobs refresh in time, unless none run: then a request does."""

# Nobody waits longer for what the catalogue can answer, too.
_WAIT_S = 10.0
_TITLE_BATCH = 100
_MAX_FAILED = 1000
_FAILED_S = 5 * 60.0

_log = structlog.get_logger(__name__)


class SeasonLookup:
    """Looks up the titles of seasons; a season that MAL fails for is not asked for again soon."""

    def __init__(
        self, store: Store, mal: MalClient, fetches: SharedFetches, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        self._store = store
        self._mal = mal
        self._fetches = fetches
        self._clock = clock
        self._failed: TTLCache[Season, None] = TTLCache(_MAX_FAILED, _FAILED_S)

    @property
    def current(self) -> Season:
        """The season of today."""
        return Season.of(self._clock.now().date())

    async def get(self, season: Season) -> SeasonTitles:
        """Return the titles of a season; where MAL fails, older ones or those of the catalogue.

        Raises StoreError.
        """
        known, now = await self._store.seasons.get(season), self._clock.now()
        if known is not None and now - known.fetched_at < _STALE_FACTOR * max_age(season, now):
            return known
        if season not in self._failed:
            try:
                request = partial(self._request, season)
                async with asyncio.timeout(_WAIT_S):
                    return await self._fetches.join(f"season {season.year} {season.name}", request)
            except (SiteError, TooBusy, TooManyFetches, TimeoutError) as error:
                self._failed[season] = None
                _log.warning("season not fetched", error=type(error).__name__)
        return known or await self._by_date(season, now)

    async def _request(self, season: Season, _: OnPage) -> SeasonTitles:
        return await fetch_season(season, self._store, self._mal, self._clock.now())

    async def _by_date(self, season: Season, now: datetime) -> SeasonTitles:
        ids = await self._store.catalogue.started_between(season.first_day, season.next.first_day)
        return SeasonTitles(season, tuple(ids), frozenset(ids), now)


async def fetch_season(season: Season, store: Store, mal: MalClient, now: datetime) -> SeasonTitles:
    """Read a season from MAL, store it and its titles, and return it. Raises SiteError, StoreError.

    The titles come without relations, which the catalogue keeps.
    """
    fetched = await mal.fetch_season(season)
    titles = [replace(anime, is_on_mal=True) for anime in fetched.titles]
    # Batches, so that other writers do not wait long.
    for start in range(0, len(titles), _TITLE_BATCH):
        await store.catalogue.put_many(titles[start : start + _TITLE_BATCH], TitleRank.MAL)
    found = SeasonTitles(season, tuple(anime.id for anime in titles), fetched.new_ids, now)
    await store.seasons.put(found)
    return found


def max_age(season: Season, now: datetime) -> timedelta:
    """Return the age at which the titles of a season are refreshed."""
    current = Season.of(now.date())
    if season in {current, current.next}:
        return _AIRING_AGE
    return _PREVIOUS_AGE if season == current.previous else _PAST_AGE
