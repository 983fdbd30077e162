"""Stopping without cutting anyone off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from reko_core.errors import ShuttingDown

__all__ = ["GracefulShutdown"]

# For the last words to those who are held by `track_request`.
ANSWER_S = 3.0


class GracefulShutdown:
    """Counts the work in progress, and lets it finish when the program stops."""

    def __init__(self) -> None:
        self.is_shutting_down = False
        self._running: set[asyncio.Timeout] = set()
        self._n_requests = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._answered = asyncio.Event()
        self._answered.set()

    @asynccontextmanager
    async def work(self, timeout_s: float) -> AsyncIterator[None]:
        """Hold one piece of work.

        Raises ShuttingDown while draining and when the grace ends, TimeoutError after `timeout_s`.
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
        """Hold somebody until the answer is sent, also one that says why there is none.

        To be entered before `work`, where the connection that answers ends after `close`.
        """
        self._n_requests += 1
        self._answered.clear()
        try:
            yield
        finally:
            self._n_requests -= 1
            if not self._n_requests:
                self._answered.set()

    async def close(self, grace_s: float) -> None:
        """Refuse new work and wait for what runs; after `grace_s` end it with an answer."""
        self.is_shutting_down = True
        if not await _is_set_within(self._idle, grace_s):
            now = asyncio.get_running_loop().time()
            for timeout in self._running:
                if not timeout.expired():
                    timeout.reschedule(now)
        await _is_set_within(self._answered, ANSWER_S)


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
