"""Titles to display: from the catalogue, and from MAL where the catalogue lacks them."""

import asyncio
from collections.abc import Sequence

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.errors import AnimeNotFound, MalError, StoreError
from reko_core.store import Store, TitleRank

__all__ = ["TitleLookup"]

_log = structlog.get_logger(__name__)


class TitleLookup:
    """Looks up titles; fetches at most `max_details` of them from MAL per call."""

    def __init__(self, store: Store, mal: MalClient, max_details: int) -> None:
        self._store = store
        self._mal = mal
        self._max_details = max_details

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

        Raises AnimeNotFound, MalError (the catalogue lacks it and MAL fails), StoreError.
        """
        known = await self._store.catalogue.get_many([anime_id])
        if anime_id in known:
            return known[anime_id]
        anime = await self._mal.fetch_anime(anime_id)
        await self._save([anime])
        return anime

    async def _save(self, titles: Sequence[Anime]) -> None:
        """Save titles; a database failure is logged, as the caller has the titles anyway."""
        try:
            await self._store.catalogue.put_many(titles, TitleRank.MAL)
        except StoreError as error:
            _log.warning("titles not saved", reason=error.reason)

    async def _fetch(self, anime_id: int) -> Anime | None:
        try:
            return await self._mal.fetch_anime(anime_id)
        except (AnimeNotFound, MalError) as error:
            _log.warning("title not found", anime_id=anime_id, reason=str(error))
            return None
