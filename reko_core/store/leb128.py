"""Whole numbers in as few bytes as they need: LEB128, many at once.

Seven bits a byte, the low ones first; every byte but the last of a number has its high bit
set.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["decode", "encode", "size_of"]

MAX_BYTES = 5
_BITS = 7
_PAYLOAD = 0x7F
_CONTINUES = 0x80


def encode(numbers: NDArray[np.int64]) -> bytes:
    """Encode numbers, (n,) int64, each in 0..2^35 - 1."""
    largest = int(numbers.max(initial=0))
    if largest < _CONTINUES:
        return numbers.astype(np.uint8).tobytes()
    lengths = np.ones(len(numbers), np.int64)
    bound = _CONTINUES
    while largest >= bound:
        lengths += numbers >= bound
        bound <<= _BITS
    ends = np.cumsum(lengths)
    starts = ends - lengths
    encoded = np.empty(int(ends[-1]), np.uint8)
    encoded[starts] = numbers & _PAYLOAD
    for k in range(1, int(lengths.max())):
        longer = np.flatnonzero(lengths > k)
        places = starts[longer] + k
        encoded[places - 1] |= _CONTINUES
        encoded[places] = (numbers[longer] >> (_BITS * k)) & _PAYLOAD
    return encoded.tobytes()


def size_of(encoded: NDArray[np.uint8], n: int) -> int:
    """Return how many bytes the first n numbers take. Raises ValueError if there are fewer."""
    if n == 0:
        return 0
    ends = np.flatnonzero(encoded < _CONTINUES)
    if len(ends) < n:
        raise ValueError("too few numbers")
    return int(ends[n - 1]) + 1


def decode(encoded: NDArray[np.uint8], n: int) -> NDArray[np.int64]:
    """Decode exactly n numbers, (n,) int64. Raises ValueError if the bytes are not that."""
    if len(encoded) == n and not (encoded >= _CONTINUES).any():
        return encoded.astype(np.int64)
    ends = np.flatnonzero(encoded < _CONTINUES)
    if len(ends) != n or n == 0 or ends[-1] != len(encoded) - 1:
        raise ValueError("not so many numbers")
    starts = np.empty(n, np.int64)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    lengths = ends - starts + 1
    longest = int(lengths.max())
    if longest > MAX_BYTES:
        raise ValueError("a number is too long")
    payload = (encoded & _PAYLOAD).astype(np.int64)
    numbers = payload[starts]
    for k in range(1, longest):
        longer = np.flatnonzero(lengths > k)
        numbers[longer] |= payload[starts[longer] + k] << (_BITS * k)
    return numbers
