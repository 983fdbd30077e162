"""Lists of requested users: from the store while fresh, from MAL otherwise."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.models import UserList, normalise_name
from reko_core.errors import MalError, TooBusy
from reko_core.lists.fetcher import FULL_READ_AGE, ListFetcher
from reko_core.observability.metrics import Metrics
from reko_core.observability.request_id import current_request_id
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import MalSettings
from reko_core.store import Store

__all__ = ["ListCache", "OnPage"]

OnPage = Callable[[int], None]
"""Called after each page of a list that is being fetched with the number of entries read."""

_log = structlog.get_logger(__name__)


class ListCache:
    """Returns lists that are at most `max_age` old, older ones only if MAL fails.

    Requests for a list that is being fetched join that fetch, also forced ones: its result is as
    new as theirs would be. At most `max_waiting` lists are fetched at once: all fetches share the
    rate of MAL's client, so each one slows the others down.
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
        self._fetcher = ListFetcher(store, mal, clock, full_read_age)
        self._clock = clock
        self._store = store
        self._metrics = metrics.lists
        self._settings = settings
        self._max_age = max_age
        self._records: set[asyncio.Task[None]] = set()
        self._running: dict[str, _Fetch] = {}
        self._is_closed = False
        self._metrics.fetching.set_function(lambda: len(self._running))

    async def get(
        self, user_name: str, *, force_update: bool = False, on_page: OnPage | None = None
    ) -> UserList:
        """Return the list of a user; `on_page` is called with the progress of its fetch, if any.

        Raises ListPrivate, UserNotFound; MalError and TooBusy only when no earlier list is known;
        StoreError.
        """
        key = normalise_name(user_name)
        self._record_request(user_name)
        known = await self._store.lists.get(key)
        if known is not None and not force_update and self._is_fresh(known):
            return self._count(known, "store")
        try:
            fetched = await self._join(user_name, on_page, None if force_update else known)
        except (MalError, TooBusy) as error:
            if known is None:
                raise
            _log.warning("stale list used", reason=str(error))
            return self._count(known, "store_stale")
        return self._count(fetched, "mal")

    async def discard_fetch(self, user_name: str) -> None:
        """End the running fetch of a user's list, if any; other requests that wait start anew.

        Afterwards nothing is stored of what was requested before.
        """
        fetch = self._running.pop(normalise_name(user_name), None)
        if fetch is not None:
            fetch.task.cancel()
            await asyncio.wait({fetch.task})
        if self._records:
            await asyncio.wait(self._records)

    async def close(self) -> None:
        """Cancel the fetches that are still running."""
        self._is_closed = True
        tasks = [*(fetch.task for fetch in self._running.values()), *self._records]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _record_request(self, user_name: str) -> None:
        # Not awaited: it takes long while another program writes to the database.
        task = asyncio.create_task(self._fetcher.record_request(user_name))
        self._records.add(task)
        task.add_done_callback(self._records.discard)

    def _count(self, user_list: UserList, origin: str) -> UserList:
        self._metrics.used.labels(origin).inc()
        _log.debug("list used", origin=origin, entries=len(user_list.entries))
        return user_list

    def _is_fresh(self, known: UserList) -> bool:
        return self._clock.now() - known.fetched_at <= self._max_age

    async def _join(
        self, user_name: str, on_page: OnPage | None, known: UserList | None
    ) -> UserList:
        """Wait for the running fetch, or for a new one. Raises TooBusy and what MAL raises.

        A long list that is known is read again only if it has changed.
        """
        fetch = self._running.get(normalise_name(user_name))
        if fetch is None:
            fetch = self._start(user_name, known)
        else:
            self._metrics.joined.inc()
            _log.info("list fetch joined", joined=fetch.request_id)
        if on_page is not None:
            fetch.listeners.append(on_page)
        try:
            # Shielded: a cancelled request must not cancel the fetch of the others.
            return await asyncio.shield(fetch.task)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling() or self._is_closed:
                raise
            # Only the fetch was cancelled: it was discarded.
            return await self._join(user_name, on_page, known)
        finally:
            if on_page is not None:
                fetch.listeners.remove(on_page)

    def _start(self, user_name: str, known: UserList | None) -> "_Fetch":
        n_running = len(self._running)
        if n_running >= self._settings.max_waiting:
            self._metrics.refused.inc()
            # Most lists are one request.
            raise TooBusy(n_running / self._settings.requests_per_second)
        key = normalise_name(user_name)
        listeners: list[OnPage] = []
        task = asyncio.create_task(self._fetch(user_name, known, partial(_notify, listeners)))
        task.add_done_callback(partial(self._finish, key))
        fetch = self._running[key] = _Fetch(task, listeners, current_request_id())
        return fetch

    async def _fetch(self, user_name: str, known: UserList | None, on_page: OnPage) -> UserList:
        # Checking a list of one page for changes takes as long as reading it.
        is_long = known is not None and len(known.entries) > self._settings.page_size
        return await self._fetcher.fetch(user_name, known if is_long else None, on_page)

    def _finish(self, key: str, task: asyncio.Task[UserList]) -> None:
        # After a fetch that was discarded, another one may be running.
        if (fetch := self._running.get(key)) is not None and fetch.task is task:
            del self._running[key]
        if not task.cancelled():
            # If all requests are gone nobody retrieves the exception, which asyncio would report.
            task.exception()


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A running fetch, its listeners, and the request whose id its log events carry."""

    task: asyncio.Task[UserList]
    listeners: list[OnPage]
    request_id: str | None


def _notify(listeners: list[OnPage], n_read: int) -> None:
    for listener in tuple(listeners):
        try:
            listener(n_read)
        except Exception as error:  # noqa: BLE001 - the list is also fetched for others
            _log.warning("listener failed", error=type(error).__name__)
