"""Titles to display: from the catalogue, and from MAL where it lacks them; their synopses."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from cachetools import TTLCache

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.errors import AnimeNotFound, RekoError, SiteError, StoreError
from reko_core.lists.shared_fetches import OnPage, SharedFetches
from reko_core.observability.metrics import Metrics
from reko_core.store import Store, TitleRank

__all__ = ["TitleLookup"]

_MAX_UNKNOWN = 10_000
_UNKNOWN_S = 5 * 60.0
# Those of new titles are written while they are broadcast.
_SYNOPSIS_AGE = timedelta(days=90)
# Nobody waits longer for what the answer can do without.
_SYNOPSIS_WAIT_S = 5.0

_log = structlog.get_logger(__name__)


class TitleLookup:
    """Looks up titles; fetches at most `max_details` of them from MAL per call.

    Titles that MAL does not know are remembered for five minutes.
    """

    def __init__(
        self,
        store: Store,
        mal: MalClient,
        fetches: SharedFetches,
        metrics: Metrics,
        max_details: int,
    ) -> None:
        self._store = store
        self._mal = mal
        self._fetches = fetches
        self._metrics = metrics.lists
        self._max_details = max_details
        self._unknown: TTLCache[int, None] = TTLCache(_MAX_UNKNOWN, _UNKNOWN_S)

    async def get(self, anime_ids: Sequence[int]) -> dict[int, Anime]:
        """Return the titles; one that cannot be fetched is named by its number."""
        known = await self._store.catalogue.get_many(anime_ids)
        missing = [anime_id for anime_id in anime_ids if anime_id not in known]
        fetched = await asyncio.gather(
            *(self._fetch(anime_id) for anime_id in missing[: self._max_details])
        )
        titles = [anime for anime in fetched if anime is not None]
        _log.debug("titles looked up", known=len(known), fetched=len(titles))
        if titles:
            await self._save(titles)
        unnamed = {anime_id: Anime(anime_id, f"MyAnimeList #{anime_id}") for anime_id in missing}
        return {**unnamed, **known, **{anime.id: anime for anime in titles}}

    async def find(self, anime_id: int) -> Anime:
        """Return one title.

        Raises AnimeNotFound; SiteError, TooBusy and TooManyFetches (the catalogue lacks it and MAL
        cannot be asked); StoreError.
        """
        known = await self._store.catalogue.get_many([anime_id])
        if anime_id in known:
            return known[anime_id]
        self._check_unknown(anime_id)
        anime = await self._fetches.join(f"title {anime_id}", partial(self._request, anime_id))
        await self._save([anime])
        return anime

    async def synopsis(self, anime_id: int) -> str | None:
        """Return the synopsis of a title, None if there is none or MAL cannot be asked.

        It is fetched from MAL when it is asked for, and kept.
        """
        known = None
        try:
            known = await self._store.synopses.get(anime_id)
            is_due = known is None or datetime.now(UTC) - known.fetched_at > _SYNOPSIS_AGE
            if is_due and anime_id not in self._unknown:
                async with asyncio.timeout(_SYNOPSIS_WAIT_S):
                    fetch = partial(self._request_synopsis, anime_id)
                    return await self._fetches.join(f"synopsis {anime_id}", fetch) or None
        except (RekoError, TimeoutError) as error:
            _log.warning("synopsis not found", anime_id=anime_id, error=type(error).__name__)
        return (known.text or None) if known else None

    async def _request_synopsis(self, anime_id: int, _: OnPage) -> str:
        try:
            text = await self._mal.fetch_synopsis(anime_id)
        except AnimeNotFound:
            self._unknown[anime_id] = None
            raise
        await self._store.synopses.put(anime_id, text, at=datetime.now(UTC))
        return text

    def _check_unknown(self, anime_id: int) -> None:
        if anime_id in self._unknown:
            self._metrics.refused.labels("remembered").inc()
            raise AnimeNotFound(anime_id)

    async def _request(self, anime_id: int, _: OnPage | None = None) -> Anime:
        try:
            return await self._mal.fetch_anime(anime_id)
        except AnimeNotFound:
            self._unknown[anime_id] = None
            raise

    async def _save(self, titles: Sequence[Anime]) -> None:
        """Save titles; a database failure is logged, as the caller has the titles anyway."""
        try:
            await self._store.catalogue.put_many(titles, TitleRank.MAL)
        except StoreError as error:
            _log.warning("titles not saved", reason=error.reason)

    async def _fetch(self, anime_id: int) -> Anime | None:
        try:
            self._check_unknown(anime_id)
            return await self._request(anime_id)
        except (AnimeNotFound, SiteError) as error:
            _log.warning("title not found", anime_id=anime_id, reason=str(error))
            return None
