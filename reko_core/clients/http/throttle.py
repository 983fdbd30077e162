"""One pace for every request of a client, and the pauses that the other side asks for."""

import asyncio
from collections.abc import Callable

from aiolimiter import AsyncLimiter

from reko_core.clients.http.window import Window
from reko_core.errors import MalRateLimited, RekoError

__all__ = ["Throttle"]

FIRST_PAUSE_S = 1.0
MINUTE_S = 60.0
# However long the other side asks for, a running program looks again after this.
MAX_PAUSE_S = 3600.0
# The longest that background work waits before it looks whether its turn has come.
MAX_IDLE_S = 1.0


class Throttle:
    """A leaky bucket that a 429 stops, for everybody and not only for the one who got it.

    `requests_per_second` is sustained, `burst` may go out at once, and in no minute more than
    `requests_per_minute`; nobody is made to wait for a pause longer than `max_wait_s`, which
    is `too_long`. What runs in the background takes its turn only while nobody else waits
    and the bucket is empty: of a burst it leaves the rest to people.
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
        self._window = (
            None if requests_per_minute is None else Window(requests_per_minute, MINUTE_S)
        )
        self._too_long = too_long
        self._max_wait_s = max_wait_s
        self._resume_at = 0.0
        self._mute_pause_s = FIRST_PAUSE_S

    async def turn(self, *, is_background: bool = False) -> None:
        """Wait until a request may go out. Raises `too_long` when that is too far away."""
        if is_background:
            # The bucket empties by itself: nothing signals it.
            while self._n_waiting or not self._bucket.has_capacity(self._burst):  # noqa: ASYNC110
                await asyncio.sleep(self._idle_s)
            await self._turn()
            return
        self._n_waiting += 1
        try:
            await self._turn()
        finally:
            self._n_waiting -= 1

    async def _turn(self) -> None:
        while True:
            while (remaining_s := self._remaining_s()) > 0:
                if remaining_s > self._max_wait_s:
                    raise self._too_long(remaining_s)
                await asyncio.sleep(remaining_s)
            await self._bucket.acquire()
            if self._window is not None:
                await self._window.acquire()
            # A pause may have begun in the queue. Who waited it out queues again, or all of
            # them would rush out together at its end.
            if self._remaining_s() <= 0:
                return

    def pause(self, retry_after_s: float | None) -> None:
        """Hold everybody for `retry_after_s`, or for ever longer pauses where none is named."""
        now = asyncio.get_running_loop().time()
        if retry_after_s is None:
            # Requests that were refused together are one refusal.
            if now < self._resume_at:
                return
            retry_after_s = min(self._mute_pause_s, self._max_wait_s)
            self._mute_pause_s = 2 * retry_after_s
        self._resume_at = max(self._resume_at, now + min(retry_after_s, MAX_PAUSE_S))

    def forgive(self) -> None:
        """Let the next pause be short again: there was an answer."""
        self._mute_pause_s = FIRST_PAUSE_S

    def _remaining_s(self) -> float:
        return self._resume_at - asyncio.get_running_loop().time()
