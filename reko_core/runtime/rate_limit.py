"""Rate limiting: a token bucket for each client."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import LRUCache

__all__ = ["Limit", "TokenBuckets"]

MAX_CLIENTS = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """A bucket holds `burst` tokens and gains `per_minute` tokens a minute."""

    per_minute: float
    burst: int


class TokenBuckets:
    """Token buckets by client, of which the least recently used are evicted.

    That bounds the memory and hardly affects the limits: the evicted bucket is most likely full.
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
        self._clock = clock
        self._buckets: LRUCache[str, tuple[float, float]] = LRUCache(max_clients)

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, client: str, limit: Limit | None = None) -> float:
        """Take a token. Return 0, or the seconds until there is one.

        `limit` overrides the default for this client.
        """
        now = self._clock()
        limit = limit or self._limit
        per_second = limit.per_minute / 60
        tokens, since = self._buckets.get(client, (float(limit.burst), now))
        tokens = min(limit.burst, tokens + (now - since) * per_second)
        is_granted = tokens >= 1
        self._buckets[client] = (tokens - 1 if is_granted else tokens, now)
        return 0 if is_granted else (1 - tokens) / per_second
