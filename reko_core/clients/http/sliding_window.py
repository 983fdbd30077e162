"""Sliding-window rate limit."""

import asyncio
from collections import deque

__all__ = ["SlidingWindow"]


class SlidingWindow:
    """Allows `limit` requests in any `period_s`, first come, first served.

    A leaky bucket of that size would allow nearly twice as many in its first period.
    """

    def __init__(self, limit: int, period_s: float) -> None:
        self._period_s = period_s
        self._sent_at: deque[float] = deque(maxlen=limit)
        self._limit = limit
        self._lock = asyncio.Lock()

    async def acquire(self) -> None:
        """Wait until one more request is allowed."""
        async with self._lock:
            loop = asyncio.get_running_loop()
            if len(self._sent_at) == self._limit:
                await asyncio.sleep(self._sent_at[0] + self._period_s - loop.time())
            self._sent_at.append(loop.time())
