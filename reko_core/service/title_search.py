"""Search of titles by any of their names, over an index that is kept in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from reko_core.contract.title_query import TitleMatch, TitleMatches, TitleQuery
from reko_core.domain.models import Anime
from reko_core.errors import CatalogueEmpty
from reko_core.observability.exceptions import exception_fields
from reko_core.service.name_index import Hit, NameIndex, TitleNames
from reko_core.service.title_infos import titles_of
from reko_core.store import Store

__all__ = ["TitleSearch"]

_MAX_AGE_S = 30 * 60.0
# Each takes a core for up to some 100 ms.
_MAX_CONCURRENT = 2

_log = structlog.get_logger(__name__)


class TitleSearch:
    """Finds titles in the catalogue. The index is made at the first search.

    Once it is 30 minutes old, the next search makes a new one in the background. 25,000 titles with
    130,000 names take 30 MB.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index: NameIndex | None = None
        self._made_at = 0.0
        self._making: asyncio.Task[NameIndex] | None = None
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT)

    @classmethod
    @asynccontextmanager
    async def open(cls, store: Store) -> AsyncIterator["TitleSearch"]:
        """Open it, and end what it does in the background when the context ends."""
        search = cls(store)
        try:
            yield search
        finally:
            if search._making is not None:
                search._making.cancel()
                await asyncio.gather(search._making, return_exceptions=True)

    async def find(self, query: TitleQuery) -> TitleMatches:
        """Return titles with a name like the text.

        Exact names come first, then names with a word that starts with the text, then other parts
        of names, each by popularity; then, if those are too few, similar names by similarity.
        Titles that MAL no longer has, and adult ones unless included, are left out.

        Raises CatalogueEmpty, StoreError.
        """
        index = await self._current()
        async with self._slots:
            hits = await asyncio.to_thread(
                index.search, query.q, query.limit, include_adult=query.include_adult
            )
        titles = await self._store.catalogue.get_many([hit.anime_id for hit in hits])
        # The catalogue may have learnt since the index was made that a title is adult, or gone.
        return TitleMatches(
            tuple(
                _match(hit, titles[hit.anime_id])
                for hit in hits
                if hit.anime_id in titles
                and titles[hit.anime_id].is_shown(include_adult=query.include_adult)
            )
        )

    def prepare(self) -> None:
        """Make the index in the background, so that the first search need not wait for it."""
        self._start_making()

    def _start_making(self) -> asyncio.Task[NameIndex]:
        if self._making is None or self._making.done():
            self._making = asyncio.create_task(self._make())
            self._making.add_done_callback(_log_failure)
        return self._making

    async def _current(self) -> NameIndex:
        """Return the index; while a newer one is made, the previous one."""
        now = asyncio.get_running_loop().time()
        if self._index is not None and now - self._made_at < _MAX_AGE_S:
            return self._index
        making = self._start_making()
        if self._index is not None:
            return self._index
        # A search that is cancelled must not end the work that others wait for.
        return await asyncio.shield(making)

    async def _make(self) -> NameIndex:
        names: list[TitleNames] = []
        after = -1
        while titles := await self._store.catalogue.after(after):
            names += await asyncio.to_thread(_names_of, titles)
            after = titles[-1].id
        if not names:
            raise CatalogueEmpty
        index = await asyncio.to_thread(NameIndex, names)
        self._index, self._made_at = index, asyncio.get_running_loop().time()
        _log.info("names of titles indexed", titles=len(index), names=index.n_names)
        return index


def _names_of(titles: list[Anime]) -> list[TitleNames]:
    return [TitleNames.of(anime) for anime in titles if anime.is_on_mal is not False]


def _match(hit: Hit, anime: Anime) -> TitleMatch:
    return TitleMatch(
        id=anime.id,
        title=anime.title,
        titles=titles_of(anime),
        media_type=anime.media_type,
        airing_date=anime.start_date,
        main_image=anime.picture,
        found_by=hit.found_by,
        similarity=round(hit.similarity),
    )


def _log_failure(making: asyncio.Task[NameIndex]) -> None:
    error = None if making.cancelled() else making.exception()
    if error is not None and not isinstance(error, CatalogueEmpty):
        _log.warning("names of titles not indexed", **exception_fields(error))
