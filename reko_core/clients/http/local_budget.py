"""The request budget of one process."""

from aiolimiter import AsyncLimiter

from reko_core.clients.http.sliding_window import SlidingWindow

__all__ = ["LocalBudget"]

MINUTE_S = 60.0


class LocalBudget:
    """A leaky bucket, and at most `requests_per_minute` in any minute."""

    def __init__(
        self, requests_per_second: float, burst: int, requests_per_minute: int | None = None
    ) -> None:
        self._bucket = AsyncLimiter(burst, burst / requests_per_second)
        self._burst = burst
        self._window = (
            None if requests_per_minute is None else SlidingWindow(requests_per_minute, MINUTE_S)
        )

    async def acquire(self) -> None:
        """Wait until one more request may be sent."""
        await self._bucket.acquire()
        if self._window is not None:
            await self._window.acquire()

    async def try_acquire(self) -> bool:
        """Return False unless the bucket is empty, so that the rest of a burst is left."""
        if not self._bucket.has_capacity(self._burst):
            return False
        await self.acquire()
        return True

    async def pause(self, pause_s: float) -> None:
        """Do nothing: the throttle pauses, and nobody else has this budget."""
