"""How many connections are held at once, over all and for one address."""

from collections import Counter

__all__ = ["Connections"]


class Connections:
    """Counts open connections; each costs memory and a file descriptor, asked on or not.

    `max_each` is for one address, None where a proxy stands in front and all come from it.
    """

    def __init__(self, max_all: int, max_each: int | None) -> None:
        self._max_all = max_all
        self._max_each = max_each
        self._n_open = 0
        self._open: Counter[str] = Counter()

    def take(self, address: str) -> bool:
        """Count a new connection; return False, and do not, when there are enough."""
        if self._n_open >= self._max_all:
            return False
        if self._max_each is not None and self._open[address] >= self._max_each:
            return False
        self._open[address] += 1
        self._n_open += 1
        return True

    def release(self, address: str) -> None:
        """Count a connection as closed."""
        self._n_open -= 1
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]
