"""Fetching lists from their sites and storing them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from cachetools import TTLCache

from reko_core.clients.list_sites import ListClient
from reko_core.clients.parsing.list_builder import FetchedList
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import UserList, normalise_name
from reko_core.errors import ListError, ListPrivate, StoreError
from reko_core.runtime.clock import Clock
from reko_core.store import Store, TitleRank
from reko_core.store.coordination.list_leases import ListLease

__all__ = ["FULL_READ_AGE", "ListFetcher", "ListVisit"]

FULL_READ_AGE = timedelta(days=28)
_TITLE_BATCH = 100
_MAX_RECORDED = 10_000
_RECORD_INTERVAL_S = 6 * 3600.0
_CLOCK_MARGIN = timedelta(minutes=10)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ListVisit:
    """What a visit has shown; `is_read`: the list was read, not only checked for changes."""

    status: ListStatus
    is_read: bool = True


class ListFetcher:
    """Fetches lists, stores them with their titles, and records each visit.

    `fetch` is for requests, which need the list even if the database does not accept it; `visit`
    is for background work. Nothing is stored of users who have opted out.

    Where an earlier list is `known`, one small request tells whether it has changed, and only
    then is it read. That does not see removed entries, so a list that was last read more than
    `full_read_age` ago is read in any case.
    """

    def __init__(
        self,
        store: Store,
        sites: ListClient,
        clock: Clock,
        full_read_age: timedelta = FULL_READ_AGE,
    ) -> None:
        self._store = store
        self._sites = sites
        self._clock = clock
        self._full_read_age = full_read_age
        self._recorded: TTLCache[str, None] = TTLCache(
            _MAX_RECORDED, _RECORD_INTERVAL_S, timer=lambda: clock.now().timestamp()
        )

    async def fetch(
        self,
        user_name: str,
        known: UserList | None = None,
        on_page: Callable[[int], None] | None = None,
        *,
        stored: UserList | None = None,
    ) -> UserList:
        """Return the current list; a database that fails to store it is only logged.

        stored: the list that is stored. If another process, whose lease was awaited, has stored a
        newer one, that is returned. Raises ListPrivate, UserNotFound and SiteError, and StoreError
        if the database cannot be read.
        """
        async with self._store.list_leases.hold(user_name) as lease:
            if lease.was_awaited:
                newer = await self._store.lists.get(user_name)
                if newer is not None and (stored is None or newer.fetched_at > stored.fetched_at):
                    return newer
            try:
                fetched = await self._read(user_name, known, on_page)
            except ListError as error:
                with _store_errors_logged("visit not recorded"):
                    await self.record_visit(user_name, _status_of(error))
                raise
            with _store_errors_logged("list not stored"):
                await self._save(fetched, lease, is_requested=True)
            return fetched.user_list

    async def visit(
        self,
        user_name: str,
        known: UserList | None = None,
        *,
        min_entries: int = 0,
        is_requested: bool = False,
    ) -> ListVisit:
        """Store the current list if it has at least `min_entries` entries.

        is_requested: somebody has asked for recommendations for this user. Raises SiteError and
        StoreError, and then the visit is not recorded.
        """
        async with self._store.list_leases.hold(user_name, is_background=True) as lease:
            try:
                fetched = await self._read(user_name, known)
            except ListError as error:
                await self.record_visit(user_name, _status_of(error))
                return ListVisit(_status_of(error))
            if len(fetched.user_list.entries) < min_entries:
                await self.record_visit(user_name, ListStatus.SMALL)
                return ListVisit(ListStatus.SMALL)
            await self._save(fetched, lease, is_requested=is_requested)
            return ListVisit(ListStatus.LISTED, fetched.is_read)

    async def record_visit(
        self,
        user_name: str,
        status: ListStatus,
        *,
        is_whole: bool = True,
        lease: ListLease | None = None,
    ) -> None:
        """Record what a visit has shown, of users whose name is stored or whose list was read.

        Raises StoreError.
        """
        await self._store.mal_users.record_visit(
            user_name, status, self._clock.now(), is_whole=is_whole, lease=lease
        )

    async def record_request(self, user_name: str) -> None:
        """Record, a few times a day at most, that a user whose name is stored was requested."""
        key = normalise_name(user_name)
        if key in self._recorded:
            return
        self._recorded[key] = None
        with _store_errors_logged("request not recorded"):
            await self._store.mal_users.record_request(user_name, self._clock.now())

    async def _read(
        self,
        user_name: str,
        known: UserList | None,
        on_page: Callable[[int], None] | None = None,
    ) -> "_Fetched":
        if known is not None:
            user_name = known.user_name
            if await self._is_unchanged(known):
                verified = replace(known, fetched_at=self._clock.now())
                return _Fetched(FetchedList(verified, ()), is_read=False)
        _log.debug("list fetch started")
        fetched = await self._sites.fetch_list(
            user_name, on_page=on_page, wanted=self._store.catalogue.missing
        )
        n_entries, n_titles = len(fetched.user_list.entries), len(fetched.titles)
        _log.debug("list fetched", entries=n_entries, titles=n_titles)
        return _Fetched(fetched, is_read=True)

    async def _is_unchanged(self, known: UserList) -> bool:
        user = await self._store.mal_users.get(known.user_name)
        if user is None or user.fetched_at is None:
            return False
        if self._clock.now() - user.fetched_at >= self._full_read_age:
            return False
        changed_at = await self._sites.last_update(known.user_name)
        return changed_at is not None and changed_at < known.fetched_at - _CLOCK_MARGIN

    async def _save(self, fetched: "_Fetched", lease: ListLease, *, is_requested: bool) -> None:
        """Store titles, then the list, then the visit: what is stored last is repeated if lost.

        So a stored list always has its titles, and a visit that was cut short is made again. The
        record of the visit also deletes the list of a user who has opted out meanwhile.
        """
        user_list, titles = fetched.source.user_list, fetched.source.titles
        if fetched.is_read:
            # Batches, so that a list of thousands blocks neither event loop nor database for long.
            for start in range(0, len(titles), _TITLE_BATCH):
                batch = titles[start : start + _TITLE_BATCH]
                await self._store.catalogue.put_many(batch, TitleRank.MAL)
            await self._store.lists.put(user_list, is_requested=is_requested, lease=lease)
        else:
            await self._store.lists.verify(user_list.user_name, user_list.fetched_at)
        await self.record_visit(
            user_list.user_name, ListStatus.LISTED, is_whole=fetched.is_read, lease=lease
        )


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A current list; `is_read` is False where an earlier one was found unchanged."""

    source: FetchedList
    is_read: bool

    @property
    def user_list(self) -> UserList:
        return self.source.user_list


def _status_of(error: ListError) -> ListStatus:
    return ListStatus.PRIVATE if isinstance(error, ListPrivate) else ListStatus.MISSING


@contextmanager
def _store_errors_logged(event: str) -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        _log.warning(event, reason=error.reason)
