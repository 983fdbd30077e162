"""Turns that are shared fairly between clients."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cachetools import FIFOCache

__all__ = ["FairQueue"]

# A client that is forgotten counts as a new one.
_MAX_REMEMBERED = 10_000


class FairQueue:
    """Gives out one turn at a time: to the waiting client whose last turn is longest ago.

    So clients that go on asking take turns (round robin), new ones come first, and while a client
    waits for its next turn, no other gets more than one: a client with many requests delays its
    own. Requests of one client, and new clients, are served first come, first served.
    """

    def __init__(self) -> None:
        # In the order of arrival; no queue is empty.
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._is_taken = False
        self._n_turns = 0
        self._last_turns: FIFOCache[str, int] = FIFOCache(_MAX_REMEMBERED)

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn of this client, and keep it while the context lasts."""
        if self._is_taken:
            await self._wait(client)
        self._is_taken = True
        self._n_turns += 1
        self._last_turns[client] = self._n_turns
        try:
            yield
        finally:
            self._grant_next()

    async def _wait(self, client: str) -> None:
        granted = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(granted)
        try:
            await granted
        except asyncio.CancelledError:
            if granted.cancelled():
                self._remove(client, granted)
            else:
                # The turn came at the same moment.
                self._grant_next()
            raise

    def _grant_next(self) -> None:
        self._is_taken = False
        while self._waiting and not self._is_taken:
            client = min(self._waiting, key=self._last_turn)
            granted = self._waiting[client].popleft()
            if not self._waiting[client]:
                del self._waiting[client]
            # One that was just cancelled has not removed itself yet.
            if not granted.done():
                granted.set_result(None)
                self._is_taken = True

    def _last_turn(self, client: str) -> int:
        return self._last_turns.get(client, 0)

    def _remove(self, client: str, granted: asyncio.Future[None]) -> None:
        requests = self._waiting.get(client, deque())
        if granted in requests:
            requests.remove(granted)
            if not requests:
                del self._waiting[client]
