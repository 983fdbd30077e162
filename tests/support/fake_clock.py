"""A clock that stands still until a test advances it."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count

START = datetime(2026, 1, 5, 12, tzinfo=UTC)


class FakeClock:
    """Satisfies `reko_core.runtime.clock.Clock`."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._numbers = count()
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    @property
    def n_sleepers(self) -> int:
        return sum(not waiter.done() for *_, waiter in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        until = self._now + timedelta(seconds=seconds)
        heapq.heappush(self._sleepers, (until, next(self._numbers), waiter))
        await waiter

    def advance(self, **by: float) -> None:
        """Advance the time, and wake the sleepers that are due."""
        self._now += timedelta(**by)
        while self._sleepers and self._sleepers[0][0] <= self._now:
            waiter = heapq.heappop(self._sleepers)[2]
            if not waiter.done():
                waiter.set_result(None)

    async def run(
        self, work: asyncio.Task[object], limit: int = 10_000, *, at_least: int = 0
    ) -> None:
        """Advance from one sleeper to the next until the work is done.

        It stands still while fewer than `at_least` sleep: the others are working.
        """
        for _ in range(limit):
            await settled(work, 0.001 if at_least else 0.005)
            if work.done():
                return
            if self.n_sleepers < at_least:
                continue
            while self._sleepers and self._sleepers[0][2].done():
                heapq.heappop(self._sleepers)
            if self._sleepers:
                self._now = max(self._now, self._sleepers[0][0])
                self.advance()
        raise AssertionError("the work never ends")


async def settled(work: asyncio.Task[object], pause_s: float) -> None:
    """Let real I/O that the work waits for complete."""
    await asyncio.wait({work}, timeout=pause_s)
