"""Consecutive failures: a few are tolerated, too many are an outage."""

__all__ = ["ConsecutiveFailures"]


class ConsecutiveFailures:
    """Allows fewer than `limit` consecutive failures."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._n_failures = 0

    def record(self, error: Exception) -> None:
        """Count a failure. Raises it, and starts again at zero, when the limit is reached."""
        self._n_failures += 1
        if self._n_failures >= self._limit:
            self.reset()
            raise error

    def reset(self) -> None:
        """Start again at zero, after a success."""
        self._n_failures = 0
