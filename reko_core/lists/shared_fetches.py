"""Fetches from sites that are shared by all who wait for them, and limited for each client."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import structlog

from reko_core.domain.sites import Site
from reko_core.errors import TooBusy, TooManyFetches
from reko_core.observability.metrics import Metrics
from reko_core.observability.request_id import current_request_id
from reko_core.runtime.client_scope import client_scope, current_client
from reko_core.settings import MalSettings

__all__ = ["OnPage", "SharedFetches"]

OnPage = Callable[[int], None]
"""Called after each page of a list that is being fetched with the number of entries read."""

T = TypeVar("T")
Fetch = Callable[[OnPage], Coroutine[Any, Any, T]]

_log = structlog.get_logger(__name__)


class SharedFetches:
    """Runs fetches: one at a time for each key, as long as anybody waits for it.

    A fetch belongs to the client who started it, also after others have joined, but takes the
    turns at the site of all clients who wait for it. At each site, a client has at most
    `max_waiting_per_client` unfinished ones, and all together `max_waiting`. When these are
    reached, a client with fewer fetches takes the place of the newest of the client with most.

    rates: requests per second to sites other than MAL; a slow site keeps nobody from the others.
    """

    def __init__(
        self, settings: MalSettings, metrics: Metrics, rates: Mapping[Site, float] | None = None
    ) -> None:
        self._settings = settings
        self._rates = rates or {}
        self._metrics = metrics.lists
        # In the order of their start.
        self._running: dict[str, _Running] = {}
        self._ending: set[asyncio.Task[Any]] = set()
        self._is_closed = False
        self._metrics.fetching.set_function(lambda: len(self._running))

    async def join(
        self,
        key: str,
        fetch: Fetch[T],
        on_page: OnPage | None = None,
        *,
        site: Site = Site.MAL,
    ) -> T:
        """Wait for the running fetch of `key`, or for a new one; return its result.

        `fetch` gets a function that reports to `on_page` of all who wait. When nobody waits any
        more, it is cancelled. Raises TooManyFetches, TooBusy and what `fetch` raises.
        """
        running = self._running.get(key)
        if running is None:
            running = self._start(key, fetch, site)
        else:
            self._metrics.joined.inc()
            _log.info("fetch joined", joined=running.request_id)
        client = current_client()
        running.waiting.append(client)
        if on_page is not None:
            running.listeners.append(on_page)
        try:
            # Shielded: a cancelled request must not cancel the fetch of the others.
            result: T = await asyncio.shield(running.task)
        except asyncio.CancelledError:
            if _is_cancelled() or self._is_closed:
                raise
            if running.is_evicted:
                raise TooBusy(self._retry_after_s(site)) from None
            # Only the fetch was cancelled: it was discarded.
            return await self.join(key, fetch, on_page, site=site)
        else:
            return result
        finally:
            if on_page is not None:
                running.listeners.remove(on_page)
            running.waiting.remove(client)
            if not running.waiting:
                self._end(key, running)

    async def discard(self, key: str) -> None:
        """End the running fetch of `key`, if any; requests that wait start a new one."""
        if (running := self._running.get(key)) is not None:
            self._end(key, running)
        if self._ending:
            await asyncio.wait(self._ending)

    async def close(self) -> None:
        """Cancel the fetches that are still running."""
        self._is_closed = True
        for key, running in tuple(self._running.items()):
            self._end(key, running)
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _start(self, key: str, fetch: Fetch[Any], site: Site) -> "_Running":
        client = current_client()
        self._make_room(client, site)
        listeners: list[OnPage] = []
        waiting: list[str] = []
        # It takes the turns of all who wait for it: nobody gets their list later for joining.
        with client_scope(waiting):
            task = asyncio.create_task(fetch(partial(_notify, listeners)))
        running = _Running(client, site, task, listeners, waiting, current_request_id())
        self._running[key] = running
        task.add_done_callback(lambda _: self._finish(key, running))
        return running

    def _make_room(self, client: str, site: Site) -> None:
        """Raise TooManyFetches or TooBusy unless the client may start one more fetch."""
        there = {key: running for key, running in self._running.items() if running.site is site}
        n_running = Counter(running.client for running in there.values())
        if n_running[client] >= self._settings.max_waiting_per_client:
            self._metrics.refused.labels("client").inc()
            raise TooManyFetches(self._retry_after_s(site))
        if n_running.total() < self._settings.max_waiting:
            return
        busiest, n_most = n_running.most_common(1)[0]
        if n_most <= n_running[client] + 1:
            self._metrics.refused.labels("total").inc()
            raise TooBusy(self._retry_after_s(site))
        self._metrics.refused.labels("evicted").inc()
        key, newest = next(item for item in reversed(there.items()) if item[1].client == busiest)
        newest.is_evicted = True
        self._end(key, newest)

    def _retry_after_s(self, site: Site) -> float:
        """Return when each running fetch at a site will have sent one more request, about."""
        n_running = sum(running.site is site for running in self._running.values())
        return n_running / self._rates.get(site, self._settings.requests_per_second)

    def _end(self, key: str, running: "_Running") -> None:
        self._forget(key, running)
        if running.task.cancel():
            self._ending.add(running.task)

    def _finish(self, key: str, running: "_Running") -> None:
        self._forget(key, running)
        self._ending.discard(running.task)
        if not running.task.cancelled():
            # If nobody waits, nobody retrieves the exception, which asyncio would report.
            running.task.exception()

    def _forget(self, key: str, running: "_Running") -> None:
        # There may be a newer fetch of the same key.
        if self._running.get(key) is running:
            del self._running[key]


@dataclass(slots=True)
class _Running:
    """A running fetch, its owner, the clients of the requests that wait for it.

    request_id: of the request under whose id its log events are.
    """

    client: str
    site: Site
    task: asyncio.Task[Any]
    listeners: list[OnPage]
    waiting: list[str]
    request_id: str | None
    is_evicted: bool = False


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _notify(listeners: list[OnPage], n_read: int) -> None:
    for listener in tuple(listeners):
        try:
            listener(n_read)
        except Exception as error:  # noqa: BLE001 - the list is also fetched for others
            _log.warning("listener failed", error=type(error).__name__)
