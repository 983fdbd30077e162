"""A visit to a user's list: read from MAL, and kept with all that it tells."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from reko_core.clock import Clock
from reko_core.errors import ListPrivate, StoreError, UserNotFound
from reko_core.mal import FetchedList, MalClient
from reko_core.mal_users import Standing
from reko_core.models import UserList, normalise_name
from reko_core.store import Store, TitleRank

__all__ = ["ListKeeper"]

_TITLE_BATCH = 100
_MAX_NOTED = 10_000
_BETWEEN_NOTES = timedelta(hours=6)

_log = structlog.get_logger(__name__)


class ListKeeper:
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
            await self._store.mal_users.note_visit(user_name, Standing.LISTED, self._clock.now())
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

    async def last_update(self, mal: MalClient, user_name: str) -> datetime | None:
        """Ask when a list last changed; None where that is not known. Raises as `fetch` does."""
        async with self._noting_refusals(user_name):
            return await mal.last_update(user_name)

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
            await self._note(user_name, Standing.PRIVATE)
            raise
        except UserNotFound:
            await self._note(user_name, Standing.MISSING)
            raise

    async def _note(self, user_name: str, standing: Standing) -> None:
        try:
            await self._store.mal_users.note_visit(user_name, standing, self._clock.now())
        except StoreError as error:
            _log.warning("visit not noted", reason=error.reason)
