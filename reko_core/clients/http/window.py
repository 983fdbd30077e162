"""A limit on any stretch of time, wherever it begins."""

import asyncio
from collections import deque

__all__ = ["Window"]


class Window:
    """Lets `limit` go by in any `period_s`, in the order in which they came.

    A bucket that holds as many lets nearly twice as many go by in its first period.
    """

    def __init__(self, limit: int, period_s: float) -> None:
        self._period_s = period_s
        self._gone: deque[float] = deque(maxlen=limit)
        self._limit = limit
        self._turn = asyncio.Lock()

    async def acquire(self) -> None:
        """Wait until one more may go by."""
        async with self._turn:
            loop = asyncio.get_running_loop()
            if len(self._gone) == self._limit:
                await asyncio.sleep(self._gone[0] + self._period_s - loop.time())
            self._gone.append(loop.time())
