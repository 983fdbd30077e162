"""The part of one process in a request budget that it shares with others."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import structlog

from reko_core.clients.http.local_budget import LocalBudget
from reko_core.errors import RekoError, StoreError

__all__ = ["Reservations", "SharedBudget"]

_RETRY_S = 1.0
"""How long a process goes on alone before it tries to reserve again."""

_log = structlog.get_logger(__name__)


class Reservations(Protocol):
    """Where the processes reserve their requests; every method raises StoreError."""

    @property
    def n_processes(self) -> int:
        """How many processes share the budget, when they were last counted."""

    async def reserve(
        self,
        *,
        interval_s: float,
        burst: int,
        per_minute: int | None,
        max_wait_s: float,
        is_background: bool,
    ) -> tuple[float | None, float]:
        """Reserve a request: return in how many seconds to send it, and those of a pause.

        The first is None if none was reserved: during a pause that is longer than `max_wait_s`, and
        for a background request that cannot be sent at once, or only as part of a burst.
        """

    async def pause(self, pause_s: float) -> None:
        """Pause the requests of all processes."""

    async def pause_remaining_s(self) -> float:
        """Return how long a pause of any process still lasts; not above 0: there is none."""


class SharedBudget:
    """Sends requests when they are reserved.

    While that fails, this process has its part of the rate: as many parts as there were processes.
    When it succeeds again, all processes pause until none sends as if it were alone.
    """

    def __init__(
        self,
        reservations: Reservations,
        requests_per_second: float,
        burst: int,
        max_wait_s: float,
        *,
        requests_per_minute: int | None,
        too_long: Callable[[float], RekoError],
    ) -> None:
        self._reservations = reservations
        self._rate = requests_per_second
        self._burst = burst
        self._per_minute = requests_per_minute
        self._max_wait_s = max_wait_s
        self._too_long = too_long
        self._part: LocalBudget | None = None
        self._n_parts = 0
        self._is_shared = True
        self._retry_at = 0.0

    async def acquire(self) -> None:
        """Wait until one more request may be sent. Raises the error of a pause that is too long."""
        while True:
            try:
                wait_s, pause_s = await self._reserve(is_background=False)
            except StoreError as error:
                await (await self._own_part(error)).acquire()
                return
            if wait_s is None:
                raise self._too_long(pause_s)
            await asyncio.sleep(wait_s)
            if wait_s <= 0 or not await self._is_paused():
                return

    async def try_acquire(self) -> bool:
        """Return False unless no process waits and no part of a burst is used. Raises as above."""
        try:
            wait_s, pause_s = await self._reserve(is_background=True)
        except StoreError as error:
            return await (await self._own_part(error)).try_acquire()
        if pause_s > self._max_wait_s:
            raise self._too_long(pause_s)
        return wait_s is not None

    async def pause(self, pause_s: float) -> None:
        """Pause the requests of all processes."""
        # Without the database this process pauses alone.
        with suppress(StoreError):
            await self._reservations.pause(pause_s)

    async def _reserve(self, *, is_background: bool) -> tuple[float | None, float]:
        if asyncio.get_running_loop().time() < self._retry_at:
            raise StoreError("failed a moment ago")
        if not self._is_shared:
            # Others go on alone until they try again, and then send what waits already.
            pause_s = _RETRY_S + self._n_parts / self._rate
            await self._reservations.pause(min(pause_s, self._max_wait_s))
            self._is_shared = True
            _log.info("request budget shared again")
        return await self._reservations.reserve(
            interval_s=1 / self._rate,
            burst=self._burst,
            per_minute=self._per_minute,
            max_wait_s=self._max_wait_s,
            is_background=is_background,
        )

    async def _is_paused(self) -> bool:
        """Return whether a pause has begun while this request waited."""
        with suppress(StoreError):
            return await self._reservations.pause_remaining_s() > 0
        return False

    async def _own_part(self, error: StoreError) -> LocalBudget:
        n_parts = self._reservations.n_processes
        now = asyncio.get_running_loop().time()
        self._retry_at = self._retry_at if now < self._retry_at else now + _RETRY_S
        if self._is_shared:
            self._is_shared = False
            _log.warning("request budget not shared", reason=error.reason, processes=n_parts)
        if self._part is None or self._n_parts != n_parts:
            per_minute = self._per_minute and max(1, self._per_minute // n_parts)
            self._part, self._n_parts = LocalBudget(self._rate / n_parts, 1, per_minute), n_parts
            # What was reserved a moment ago is still being sent.
            await self._part.acquire()
        return self._part
