"""Client-side throttling: a shared rate for all requests, and pauses after a 429."""

import asyncio
from collections.abc import Callable

from reko_core.clients.http.fair_queue import FairQueue
from reko_core.clients.http.local_budget import LocalBudget
from reko_core.clients.http.shared_budget import Reservations, SharedBudget
from reko_core.errors import RekoError, SiteRateLimited
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.runtime.client_scope import current_clients

__all__ = ["Throttle"]

FIRST_PAUSE_S = 1.0
# Cap on `Retry-After`.
MAX_PAUSE_S = 3600.0
# Longest polling interval of background requests.
MAX_IDLE_S = 1.0


class Throttle:
    """A budget of requests; a 429 pauses all of them, not only the one that received it.

    `requests_per_second` is the sustained rate, `burst` requests may be sent at once, and at
    most `requests_per_minute` in any minute. A pause longer than `max_wait_s` is not waited
    for: it raises `too_long`. Clients that wait take turns. Background requests are sent only
    while no other request waits and no part of a burst is used, so that it is left to interactive
    requests. With `reservations`, all of this holds over the processes that share them, except for
    the turns.
    """

    def __init__(
        self,
        requests_per_second: float,
        burst: int,
        max_wait_s: float,
        *,
        requests_per_minute: int | None = None,
        too_long: Callable[[float], RekoError] = SiteRateLimited,
        reservations: Reservations | None = None,
    ) -> None:
        self._budget: LocalBudget | SharedBudget
        if reservations is None:
            self._budget = LocalBudget(requests_per_second, burst, requests_per_minute)
        else:
            self._budget = SharedBudget(
                reservations,
                requests_per_second,
                burst,
                max_wait_s,
                requests_per_minute=requests_per_minute,
                too_long=too_long,
            )
        self._idle_s = min(MAX_IDLE_S, 0.25 / requests_per_second)
        self._n_waiting = 0
        self._queue = FairQueue()
        self._too_long = too_long
        self._max_wait_s = max_wait_s
        self._resume_at = 0.0
        self._backoff = ExponentialBackoff(FIRST_PAUSE_S, max_wait_s)

    async def acquire(self, *, is_background: bool = False) -> None:
        """Wait until a request of the current client may be sent.

        Raises `too_long` if a pause is longer than allowed.
        """
        if is_background:
            # A budget that becomes free signals nothing.
            while self._n_waiting or not await self._try_acquire():  # noqa: ASYNC110
                await asyncio.sleep(self._idle_s)
            return
        self._n_waiting += 1
        try:
            # One at a time: those who wait for the budget are served first come, first served.
            async with self._queue.turn(current_clients()):
                await self._wait_for_budget()
        finally:
            self._n_waiting -= 1

    async def _try_acquire(self) -> bool:
        async with self._queue.turn(current_clients()):
            is_paused = self._paused_s() > 0
            return not is_paused and await self._budget.try_acquire() and self._paused_s() <= 0

    async def _wait_for_budget(self) -> None:
        while True:
            if (paused_s := self._paused_s()) > 0:
                await asyncio.sleep(paused_s)
                continue
            await self._budget.acquire()
            # A pause may have started meanwhile. Wait again after it, or this request and those
            # of the next burst would be sent together at its end.
            if self._paused_s() <= 0:
                return

    async def pause(self, retry_after_s: float | None) -> None:
        """Pause all requests for `retry_after_s`, with exponential backoff where it is None."""
        now = asyncio.get_running_loop().time()
        if retry_after_s is None:
            # Requests that were rejected together count once.
            if now < self._resume_at:
                return
            retry_after_s = self._backoff.next()
        pause_s = min(retry_after_s, MAX_PAUSE_S)
        self._resume_at = max(self._resume_at, now + pause_s)
        await self._budget.pause(pause_s)

    def reset(self) -> None:
        """Reset the backoff after a success."""
        self._backoff.reset()

    def _paused_s(self) -> float:
        """Return how long the pause lasts; raise `too_long` if that is longer than allowed."""
        paused_s = self._resume_at - asyncio.get_running_loop().time()
        if paused_s > self._max_wait_s:
            raise self._too_long(paused_s)
        return paused_s
