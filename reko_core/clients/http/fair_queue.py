"""Turns that are shared fairly between clients."""

import asyncio
from collections.abc import AsyncIterator, Sequence
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

    A request may be for several clients, who may change while it waits: its turn is that of the
    client who is next.
    """

    def __init__(self) -> None:
        # In the order of arrival.
        self._waiting: list[tuple[Sequence[str], asyncio.Future[None]]] = []
        self._is_taken = False
        self._n_turns = 0
        self._last_turns: FIFOCache[str, int] = FIFOCache(_MAX_REMEMBERED)

    def __len__(self) -> int:
        return len(self._waiting)

    @asynccontextmanager
    async def turn(self, clients: Sequence[str]) -> AsyncIterator[None]:
        """Wait for a turn of these clients, and keep it while the context lasts."""
        if self._is_taken:
            await self._wait(clients)
        self._is_taken = True
        self._n_turns += 1
        if clients:
            self._last_turns[min(clients, key=self._last_turn)] = self._n_turns
        try:
            yield
        finally:
            self._grant_next()

    async def _wait(self, clients: Sequence[str]) -> None:
        granted = asyncio.get_running_loop().create_future()
        request = clients, granted
        self._waiting.append(request)
        try:
            await granted
        except asyncio.CancelledError:
            if not granted.cancelled():
                # The turn came at the same moment.
                self._grant_next()
            elif request in self._waiting:
                self._waiting.remove(request)
            raise

    def _grant_next(self) -> None:
        # One that was just cancelled has not removed itself yet.
        self._waiting = [request for request in self._waiting if not request[1].done()]
        self._is_taken = bool(self._waiting)
        if self._waiting:
            request = min(self._waiting, key=lambda one: self._first_turn(one[0]))
            self._waiting.remove(request)
            request[1].set_result(None)

    def _first_turn(self, clients: Sequence[str]) -> int:
        return min(map(self._last_turn, clients), default=0)

    def _last_turn(self, client: str) -> int:
        return self._last_turns.get(client, 0)
