"""Numbers in texts."""

__all__ = ["count_of"]

_TWO = 2


def count_of(n: int, n_all: int) -> int | str:
    """Return how many of several they are; "both" or "all" for all, not "5 of 5"."""
    if n != n_all or n_all < _TWO:
        return n
    return "both" if n == _TWO else "all"
