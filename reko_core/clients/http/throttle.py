"""Client-side throttling: a shared rate for all requests, and pauses after a 429."""

import asyncio
from collections.abc import Callable

from aiolimiter import AsyncLimiter

from reko_core.clients.http.fair_queue import FairQueue
from reko_core.clients.http.sliding_window import SlidingWindow
from reko_core.errors import MalRateLimited, RekoError
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.client_scope import current_clients

__all__ = ["Throttle"]

FIRST_PAUSE_S = 1.0
MINUTE_S = 60.0
# Cap on `Retry-After`.
MAX_PAUSE_S = 3600.0
# Longest polling interval of background requests.
MAX_IDLE_S = 1.0


class Throttle:
    """A leaky bucket; a 429 pauses all requests, not only the one that received it.

    `requests_per_second` is the sustained rate, `burst` requests may be sent at once, and at
    most `requests_per_minute` in any minute. A pause longer than `max_wait_s` is not waited
    for: it raises `too_long`. Clients that wait take turns. Background requests are sent only
    while no other request waits and the bucket is empty, so that the rest of a burst is left to
    interactive requests.
    """

    def __init__(
        self,
        requests_per_second: float,
        burst: int,
        max_wait_s: float,
        *,
        requests_per_minute: int | None = None,
        too_long: Callable[[float], RekoError] = MalRateLimited,
    ) -> None:
        self._bucket = AsyncLimiter(burst, burst / requests_per_second)
        self._burst = burst
        self._idle_s = min(MAX_IDLE_S, 0.25 / requests_per_second)
        self._n_waiting = 0
        self._queue = FairQueue()
        self._window = (
            None if requests_per_minute is None else SlidingWindow(requests_per_minute, MINUTE_S)
        )
        self._too_long = too_long
        self._max_wait_s = max_wait_s
        self._resume_at = 0.0
        self._backoff = ExponentialBackoff(FIRST_PAUSE_S, max_wait_s)

    async def acquire(self, *, is_background: bool = False) -> None:
        """Wait until a request of the current client may be sent.

        Raises `too_long` if a pause is longer than allowed.
        """
        if is_background:
            # The bucket drains by itself and signals nothing.
            while self._n_waiting or not self._bucket.has_capacity(self._burst):  # noqa: ASYNC110
                await asyncio.sleep(self._idle_s)
            await self._acquire()
            return
        self._n_waiting += 1
        try:
            await self._acquire()
        finally:
            self._n_waiting -= 1

    async def _acquire(self) -> None:
        # One at a time: those who wait for the bucket are served first come, first served.
        async with self._queue.turn(current_clients()):
            await self._wait_for_rate()

    async def _wait_for_rate(self) -> None:
        while True:
            while (remaining_s := self._remaining_s()) > 0:
                if remaining_s > self._max_wait_s:
                    raise self._too_long(remaining_s)
                await asyncio.sleep(remaining_s)
            await self._bucket.acquire()
            if self._window is not None:
                await self._window.acquire()
            # A pause may have started meanwhile. Wait again after it, or this request and those
            # of the next burst would be sent together at its end.
            if self._remaining_s() <= 0:
                return

    def pause(self, retry_after_s: float | None) -> None:
        """Pause all requests for `retry_after_s`, with exponential backoff where it is None."""
        now = asyncio.get_running_loop().time()
        if retry_after_s is None:
            # Requests that were rejected together count once.
            if now < self._resume_at:
                return
            retry_after_s = self._backoff.next()
        self._resume_at = max(self._resume_at, now + min(retry_after_s, MAX_PAUSE_S))

    def reset(self) -> None:
        """Reset the backoff after a success."""
        self._backoff.reset()

    def _remaining_s(self) -> float:
        return self._resume_at - asyncio.get_running_loop().time()
