"""Who hears how much of the lists of a request has been read.

It is set at the edge, and propagates by context variables, as the client of a request does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["current_listener", "progress_scope"]

Listener = Callable[[int], None]

_COUNTS: ContextVar["_Counts | None"] = ContextVar("list_progress", default=None)


class _Counts:
    """How many entries of each list were read."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._n_read: dict[str, int] = {}

    def record(self, key: str, n_read: int) -> None:
        self._n_read[key] = n_read
        self._listener(sum(self._n_read.values()))


@contextmanager
def progress_scope(listener: Listener) -> Iterator[None]:
    """Tell the listener after each page how many entries were read, of all lists together."""
    token = _COUNTS.set(_Counts(listener))
    try:
        yield
    finally:
        _COUNTS.reset(token)


def current_listener(key: str) -> Listener | None:
    """Return what to call with the number of entries read of one list; None: nobody listens."""
    counts = _COUNTS.get()
    return None if counts is None else lambda n_read: counts.record(key, n_read)
