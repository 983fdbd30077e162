"""The window in which a site counts requests, from the headers of its responses."""

import asyncio

__all__ = ["RateWindow"]

PERIOD_S = 60.0


class RateWindow:
    """Tells how long to pause when no request is left, before the site refuses one.

    A site counts the requests of a minute, which begins with its first request: then the number
    that remains is higher than before. Other programs at our address use them up, too.
    """

    def __init__(self) -> None:
        self._n_remaining: int | None = None
        self._started_at = 0.0

    def observe(self, n_remaining: int) -> float:
        """Record the header of a response; return the seconds of the pause, 0 if there is none."""
        now = asyncio.get_running_loop().time()
        if self._n_remaining is None or n_remaining > self._n_remaining:
            self._started_at = now
        self._n_remaining = n_remaining
        return 0.0 if n_remaining > 0 else max(0.0, self._started_at + PERIOD_S - now)
