"""Stopping without cutting anyone off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from reko_core.errors import ShuttingDown

__all__ = ["Drain"]


class Drain:
    """Counts the work in progress, and lets it finish when the program stops."""

    def __init__(self) -> None:
        self.is_draining = False
        self._running: set[asyncio.Timeout] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    @asynccontextmanager
    async def work(self, timeout_s: float) -> AsyncIterator[None]:
        """Hold one piece of work.

        Raises ShuttingDown while draining and when the grace ends, TimeoutError after `timeout_s`.
        """
        if self.is_draining:
            raise ShuttingDown
        timeout = asyncio.timeout(timeout_s)
        self._running.add(timeout)
        self._idle.clear()
        try:
            async with timeout:
                yield
        except TimeoutError:
            if self.is_draining:
                raise ShuttingDown from None
            raise
        finally:
            self._running.discard(timeout)
            if not self._running:
                self._idle.set()

    async def close(self, grace_s: float) -> None:
        """Refuse new work and wait for what runs; after `grace_s` end it with an answer."""
        self.is_draining = True
        try:
            async with asyncio.timeout(grace_s):
                await self._idle.wait()
        except TimeoutError:
            now = asyncio.get_running_loop().time()
            for timeout in self._running:
                if not timeout.expired():
                    timeout.reschedule(now)
