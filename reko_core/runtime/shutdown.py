"""Graceful shutdown."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from reko_core.errors import ShuttingDown

__all__ = ["GracefulShutdown"]

# Time to send the responses of requests that are still tracked.
RESPONSE_S = 3.0


class GracefulShutdown:
    """Tracks the work in progress and lets it finish when the program stops."""

    def __init__(self, response_s: float = RESPONSE_S) -> None:
        self._response_s = response_s
        self.is_shutting_down = False
        self._running: set[asyncio.Timeout] = set()
        self._n_requests = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._responded = asyncio.Event()
        self._responded.set()

    @asynccontextmanager
    async def work(self, timeout_s: float) -> AsyncIterator[None]:
        """Track one piece of work.

        Raises ShuttingDown while draining and when the grace period ends, TimeoutError after
        `timeout_s`.
        """
        if self.is_shutting_down:
            raise ShuttingDown
        timeout = asyncio.timeout(timeout_s)
        self._running.add(timeout)
        self._idle.clear()
        try:
            async with timeout:
                yield
        except TimeoutError:
            if self.is_shutting_down:
                raise ShuttingDown from None
            raise
        finally:
            self._running.discard(timeout)
            if not self._running:
                self._idle.set()

    @contextmanager
    def track_request(self) -> Iterator[None]:
        """Track a request until its response is sent, also an error response.

        To be entered before `work`, if the connection is closed after `close`.
        """
        self._n_requests += 1
        self._responded.clear()
        try:
            yield
        finally:
            self._n_requests -= 1
            if not self._n_requests:
                self._responded.set()

    async def close(self, grace_s: float) -> None:
        """Reject new work and wait for running work; after `grace_s` end it with ShuttingDown."""
        self.is_shutting_down = True
        if not await _is_set_within(self._idle, grace_s):
            now = asyncio.get_running_loop().time()
            for timeout in self._running:
                if not timeout.expired():
                    timeout.reschedule(now)
        await _is_set_within(self._responded, self._response_s)


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
