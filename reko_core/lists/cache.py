"""Lists of asking users: from the store while they are fresh, from MAL otherwise."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.models import UserList, normalise_name
from reko_core.errors import MalError, TooBusy
from reko_core.lists.fetcher import ListFetcher
from reko_core.observability.metrics import Metrics
from reko_core.observability.request_id import current_request_id
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import MalSettings
from reko_core.store import Store

__all__ = ["ListCache", "OnPage"]

OnPage = Callable[[int], None]
"""Told after each page of a list that is being fetched how many entries were read so far."""

FULL_READ_AGE = timedelta(days=28)

_log = structlog.get_logger(__name__)


class ListCache:
    """Gives out lists that are at most `max_age` old, unless MAL fails and an older one is known.

    Requests for one user that come while the list is being fetched wait for that fetch, also
    forced ones: what it brings is as new as what they would get. At most `max_waiting` lists are
    fetched at once: MAL's pace is shared, so that each more makes all of them wait longer.
    """

    def __init__(
        self,
        store: Store,
        mal: MalClient,
        metrics: Metrics,
        settings: MalSettings,
        max_age: timedelta,
        *,
        full_read_age: timedelta = FULL_READ_AGE,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._keeper = ListFetcher(store, clock)
        self._clock = clock
        self._store = store
        self._mal = mal
        self._metrics = metrics.lists
        self._settings = settings
        self._max_age = max_age
        self._full_read_age = full_read_age
        self._notes: set[asyncio.Task[None]] = set()
        self._running: dict[str, _Fetch] = {}
        self._metrics.fetching.set_function(lambda: len(self._running))

    async def get(
        self, user_name: str, *, force_update: bool = False, on_page: OnPage | None = None
    ) -> UserList:
        """Return the list of a user; `on_page` hears how far its fetch is, if there is one.

        Raises ListPrivate, UserNotFound; MalError and TooBusy only when no earlier list is known;
        StoreError.
        """
        key = normalise_name(user_name)
        self._note_asked(user_name)
        known = await self._store.lists.get(key)
        if known is not None and not force_update and self._is_fresh(known):
            return self._used(known, "store")
        try:
            fetched = await self._wait(user_name, on_page, None if force_update else known)
        except (MalError, TooBusy) as error:
            if known is None:
                raise
            _log.warning("older list used", reason=str(error))
            return self._used(known, "store_stale")
        return self._used(fetched, "mal")

    async def close(self) -> None:
        """End the fetches that are still running."""
        tasks = [*(fetch.task for fetch in self._running.values()), *self._notes]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _note_asked(self, user_name: str) -> None:
        # Not waited for: where another program writes to the database, that may take long.
        note = asyncio.create_task(self._keeper.note_asked(user_name))
        self._notes.add(note)
        note.add_done_callback(self._notes.discard)

    def _used(self, user_list: UserList, origin: str) -> UserList:
        self._metrics.used.labels(origin).inc()
        _log.debug("list used", origin=origin, entries=len(user_list.entries))
        return user_list

    def _is_fresh(self, known: UserList) -> bool:
        return self._clock.now() - known.fetched_at <= self._max_age

    async def _wait(
        self, user_name: str, on_page: OnPage | None, known: UserList | None
    ) -> UserList:
        """Wait for the fetch that runs, or for a new one. Raises TooBusy and what MAL raises.

        A long list that is known is read again only if it has changed.
        """
        fetch = self._running.get(normalise_name(user_name))
        if fetch is None:
            fetch = self._begin(user_name, known)
        else:
            self._metrics.joined.inc()
            _log.info("list fetch joined", joined=fetch.request_id)
        heard = [] if on_page is None else [on_page]
        fetch.listeners.extend(heard)
        try:
            # Shielded: one asking user who gives up must not take the list from the others.
            return await asyncio.shield(fetch.task)
        finally:
            for listener in heard:
                fetch.listeners.remove(listener)

    def _begin(self, user_name: str, known: UserList | None) -> "_Fetch":
        n_running = len(self._running)
        if n_running >= self._settings.max_waiting:
            self._metrics.refused.inc()
            # Most lists take one request.
            raise TooBusy(n_running / self._settings.requests_per_second)
        key = normalise_name(user_name)
        listeners: list[OnPage] = []
        task = asyncio.create_task(self._fetch(user_name, known, partial(_tell, listeners)))
        task.add_done_callback(partial(self._end, key))
        fetch = self._running[key] = _Fetch(task, listeners, current_request_id())
        return fetch

    async def _fetch(self, user_name: str, known: UserList | None, on_page: OnPage) -> UserList:
        # To ask whether a list of one page has changed takes as long as to read it.
        if known is None or len(known.entries) <= self._settings.page_size:
            return await self._keeper.fetch(self._mal, user_name, on_page)
        renewed, _ = await self._keeper.renew(
            self._mal, known, on_page, full_read_age=self._full_read_age
        )
        return renewed

    def _end(self, key: str, task: asyncio.Task[UserList]) -> None:
        self._running.pop(key, None)
        if not task.cancelled():
            # Everybody who waited may have gone: what it raises is nobody's then, and no fault.
            task.exception()


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A list on its way, who hears how far it is, and the request under which it is logged."""

    task: asyncio.Task[UserList]
    listeners: list[OnPage]
    request_id: str | None


def _tell(listeners: list[OnPage], n_read: int) -> None:
    for listener in tuple(listeners):
        try:
            listener(n_read)
        except Exception as error:  # noqa: BLE001 - the list is fetched for others, too
            _log.warning("listener failed", error=type(error).__name__)
