"""Rate limiting: a token bucket for each client."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace

__all__ = ["Limit", "TokenBuckets"]

MAX_CLIENTS = 50_000
_OTHERS = ""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Limit:
    """A bucket holds `burst` tokens and gains `per_minute` tokens a minute."""

    per_minute: float
    burst: int


class TokenBuckets:
    """Token buckets by client, of which only full ones are forgotten.

    A bucket is the time at which it will be full again. Where `max_clients` buckets are not full,
    all further clients share one: no client gets tokens back by filling the table with others.
    """

    def __init__(
        self,
        per_minute: float,
        burst: int,
        *,
        max_clients: int = MAX_CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = Limit(per_minute, burst)
        self._max_clients = max_clients
        self._clock = clock
        self._full_at: dict[str, float] = {}
        # One entry a client, at or before the time at which its bucket is full.
        self._by_time: list[tuple[float, str]] = []

    def __len__(self) -> int:
        return len(self._by_time)

    def take(self, client: str, limit: Limit | None = None) -> float:
        """Take a token. Return 0, or the seconds until there is one.

        `limit` overrides the default for this client.
        """
        now = self._clock()
        limit = limit or self._limit
        per_second = limit.per_minute / 60
        if client not in self._full_at:
            client = client if self._make_room(now) else _OTHERS
        full_at = max(now, self._full_at.get(client, now))
        n_lacking = (full_at - now) * per_second + 1 - limit.burst
        if n_lacking > _ROUNDING:
            return n_lacking / per_second
        full_at += 1 / per_second
        if client not in self._full_at and client != _OTHERS:
            heappush(self._by_time, (full_at, client))
        self._full_at[client] = full_at
        return 0

    def _make_room(self, now: float) -> bool:
        """Return whether there is a place for one more, after forgetting a full bucket."""
        while len(self._by_time) >= self._max_clients:
            full_at, client = self._by_time[0]
            if full_at > now:
                return False
            if self._full_at[client] > full_at:
                heapreplace(self._by_time, (self._full_at[client], client))
            else:
                heappop(self._by_time)
                del self._full_at[client]
        return True
