"""How often one client may ask: a token bucket for each."""

import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["TokenBuckets"]

MAX_CLIENTS = 10_000


class TokenBuckets:
    """Token buckets by client, of which only the most recently used are remembered.

    A bucket holds `burst` tokens and gains `per_minute` tokens a minute. Forgetting the
    client that was quiet the longest bounds the memory, and costs nothing: its bucket is
    the likeliest to be full again.
    """

    def __init__(
        self,
        per_minute: float,
        burst: int,
        *,
        max_clients: int = MAX_CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_second = per_minute / 60
        self._burst = burst
        self._max_clients = max_clients
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, client: str) -> float:
        """Take a token. Return 0, or the seconds until there is one."""
        now = self._clock()
        tokens, since = self._buckets.pop(client, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - since) * self._per_second)
        is_granted = tokens >= 1
        self._buckets[client] = (tokens - 1 if is_granted else tokens, now)
        if len(self._buckets) > self._max_clients:
            self._buckets.popitem(last=False)
        return 0 if is_granted else (1 - tokens) / self._per_second
