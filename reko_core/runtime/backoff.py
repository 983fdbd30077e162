"""Exponential backoff."""

__all__ = ["ExponentialBackoff"]

FIRST_S = 30.0
MAX_S = 3600.0
MAX_RETRY_AFTER_S = 24 * 3600.0
"""Cap on `Retry-After`."""


class ExponentialBackoff:
    """Pauses that double from `first_s` to `max_s`, and are never shorter than `Retry-After`."""

    def __init__(self, first_s: float = FIRST_S, max_s: float = MAX_S) -> None:
        self._first_s = min(first_s, max_s)
        self._max_s = max_s
        self._next_s = self._first_s

    def next(self, retry_after_s: float | None = None) -> float:
        """Return how many seconds to wait this time."""
        pause_s = self._next_s
        self._next_s = min(2 * pause_s, self._max_s)
        return max(pause_s, min(retry_after_s or 0.0, MAX_RETRY_AFTER_S))

    def reset(self) -> None:
        """Start again with the shortest pause, after a success."""
        self._next_s = self._first_s
