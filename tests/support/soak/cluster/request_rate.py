"""Whether requests kept to a rate, by the times at which they arrived."""

from collections.abc import Iterable

__all__ = ["excess_of"]


def excess_of(arrivals: Iterable[float], rate: float, burst: int) -> float:
    """Return by how many requests a window held more than `burst + rate * seconds`, at most.

    A bucket of tokens: it fills at `rate`, holds `burst`, and each request takes one. What it is
    short of at the worst moment is what the worst of all windows had too many.
    """
    tokens, last, lowest = float(burst), None, 0.0
    for at in arrivals:
        if last is not None:
            tokens = min(burst, tokens + (at - last) * rate)
        tokens -= 1
        last, lowest = at, min(lowest, tokens)
    return -lowest
