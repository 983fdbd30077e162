"""Pauses that grow while trouble lasts."""

__all__ = ["ExponentialBackoff"]

FIRST_S = 30.0
LONGEST_S = 3600.0
# Whoever asks for longer is asked again all the same.
MAX_RETRY_AFTER_S = 24 * 3600.0


class ExponentialBackoff:
    """Doubles from half a minute to an hour, and is never shorter than asked for."""

    def __init__(self) -> None:
        self._next_s = FIRST_S

    def next(self, retry_after_s: float | None = None) -> float:
        """Return how many seconds to wait this time."""
        grown_s = self._next_s
        self._next_s = min(2 * grown_s, LONGEST_S)
        return max(grown_s, min(retry_after_s or 0.0, MAX_RETRY_AFTER_S))

    def reset(self) -> None:
        """Begin with a short one next time: the trouble is over."""
        self._next_s = FIRST_S
