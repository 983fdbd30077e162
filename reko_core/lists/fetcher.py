"""A visit to a user's list: read from MAL, and kept with all that it tells."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from reko_core.clients.mal import FetchedList, MalClient
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import UserList, normalise_name
from reko_core.errors import ListPrivate, StoreError, UserNotFound
from reko_core.runtime.clock import Clock
from reko_core.store import Store, TitleRank

__all__ = ["ListFetcher"]

_TITLE_BATCH = 100
_MAX_NOTED = 10_000
_BETWEEN_NOTES = timedelta(hours=6)
_CLOCK_MARGIN = timedelta(minutes=10)

_log = structlog.get_logger(__name__)


class ListFetcher:
    """Reads lists and keeps them, with the titles on them and the standing of their owners.

    A list that was read is given out also when the database does not take it.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._noted: OrderedDict[str, datetime] = OrderedDict()

    async def fetch(
        self,
        mal: MalClient,
        user_name: str,
        on_page: Callable[[int], None] | None = None,
    ) -> UserList:
        """Read a whole list and keep it, unless its owner has opted out.

        Raises ListPrivate, UserNotFound and MalError, and StoreError if the titles that are
        known cannot be looked up.
        """
        _log.debug("list fetch begun")
        async with self._noting_refusals(user_name):
            fetched = await mal.fetch_list(
                user_name, on_page=on_page, wanted=self._store.catalogue.missing
            )
        n_entries, n_titles = len(fetched.user_list.entries), len(fetched.titles)
        _log.debug("list fetched", entries=n_entries, titles=n_titles)
        try:
            if not await self._store.opt_outs.has(user_name):
                await self.keep(fetched)
            # After the list is there: a visit to somebody who opted out meanwhile removes it.
            await self._store.mal_users.note_visit(user_name, ListStatus.LISTED, self._clock.now())
        except StoreError as error:
            _log.warning("list not kept", reason=error.reason)
        return fetched.user_list

    async def keep(self, fetched: FetchedList) -> None:
        """Write the titles that the catalogue lacks, then the list. Raises StoreError.

        A list that is there has its titles: whoever is stopped in between finds no list, and
        fetches it again.
        """
        # Batches, so that a list of thousands leaves the event loop and the database to others.
        for start in range(0, len(fetched.titles), _TITLE_BATCH):
            some = fetched.titles[start : start + _TITLE_BATCH]
            await self._store.catalogue.put_many(some, TitleRank.MAL)
        await self._store.lists.put(fetched.user_list)

    async def renew(
        self,
        mal: MalClient,
        known: UserList,
        on_page: Callable[[int], None] | None = None,
        *,
        full_read_age: timedelta,
    ) -> tuple[UserList, bool]:
        """Return the list as it is now, and whether it was read for that.

        It is not where MAL says that it has not changed, which is one small request. MAL does not
        tell of entries that were removed, so after `full_read_age` it is read in any case. Raises
        as `fetch` does, and StoreError.
        """
        now = self._clock.now()
        user = await self._store.mal_users.get(known.user_name)
        if user is not None and user.fetched_at and now - user.fetched_at < full_read_age:
            async with self._noting_refusals(known.user_name):
                changed_at = await mal.last_update(known.user_name)
            if changed_at is not None and changed_at < known.fetched_at - _CLOCK_MARGIN:
                return await self._verified(known), False
        return await self.fetch(mal, known.user_name, on_page), True

    async def _verified(self, known: UserList) -> UserList:
        now = self._clock.now()
        try:
            await self._store.lists.verify(known.user_name, now)
            await self._store.mal_users.note_visit(
                known.user_name, ListStatus.LISTED, now, is_whole=False
            )
        except StoreError as error:
            _log.warning("visit not noted", reason=error.reason)
        return replace(known, fetched_at=now)

    async def note_asked(self, user_name: str) -> None:
        """Remember, a few times a day, that somebody asks for this user."""
        key, now = normalise_name(user_name), self._clock.now()
        noted_at = self._noted.get(key)
        if noted_at is not None and now - noted_at < _BETWEEN_NOTES:
            return
        self._noted[key] = now
        if len(self._noted) > _MAX_NOTED:
            self._noted.popitem(last=False)
        try:
            await self._store.mal_users.note_asked(user_name, now)
        except StoreError as error:
            _log.warning("question not noted", reason=error.reason)

    @asynccontextmanager
    async def _noting_refusals(self, user_name: str) -> AsyncIterator[None]:
        try:
            yield
        except ListPrivate:
            await self._note(user_name, ListStatus.PRIVATE)
            raise
        except UserNotFound:
            await self._note(user_name, ListStatus.MISSING)
            raise

    async def _note(self, user_name: str, standing: ListStatus) -> None:
        try:
            await self._store.mal_users.note_visit(user_name, standing, self._clock.now())
        except StoreError as error:
            _log.warning("visit not noted", reason=error.reason)
