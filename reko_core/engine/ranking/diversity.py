"""The order of a page: not one title after the other of the same kind.

    next = argmax score_f - WEIGHT k_f
    k_f  = sum over the picks before, the last first, of FADING^(j - 1) Jaccard(genres)

Maximal marginal relevance (Carbonell and Goldstein, 1998), with a memory that fades: what matters
is what stands beside it. Measured on held-out users, neighbours on a page share a third fewer of
their genres, for .002 of nDCG@10. Co-watching instead of genres changes nothing that one can see.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["order_page"]

WEIGHT = 0.1
FADING = 0.7
MEMORY = 8


def order_page(
    scores: NDArray[np.float64], genres: NDArray[np.uint64], n_wanted: int
) -> NDArray[np.int64]:
    """Return the positions of the first `n_wanted` of a page, in their order.

    scores: (n,), descending. genres: (n, w) bits of the same titles. However many are wanted,
    the first ones are the same.
    """
    order: NDArray[np.int64] = _order(
        scores, genres, min(n_wanted, len(scores)), WEIGHT, FADING, MEMORY
    )
    return order


@njit(cache=True, nogil=True)
def _order(
    scores: NDArray[np.float64],
    genres: NDArray[np.uint64],
    n_wanted: int,
    weight: float,
    fading: float,
    memory: int,
) -> NDArray[np.int64]:
    order = np.zeros(n_wanted, np.int64)
    is_taken = np.zeros(len(scores), np.bool_)
    first = 0
    for n_taken in range(n_wanted):
        while is_taken[first]:
            first += 1
        best, best_value = -1, -np.inf
        for candidate in range(first, len(scores)):
            # No later one can do better: what is taken off is never negative.
            if scores[candidate] <= best_value:
                break
            if is_taken[candidate]:
                continue
            likeness, share = 0.0, 1.0
            for back in range(1, min(memory, n_taken) + 1):
                likeness += share * _jaccard(genres[candidate], genres[order[n_taken - back]])
                share *= fading
            value = scores[candidate] - weight * likeness
            if value > best_value:
                best, best_value = candidate, value
        order[n_taken] = best
        is_taken[best] = True
    return order


@njit(cache=True, nogil=True, inline="always")
def _jaccard(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    shared, either = 0, 0
    for word in range(len(a)):
        shared += _count_bits(a[word] & b[word])
        either += _count_bits(a[word] | b[word])
    return shared / either if either > 0 else 0.0


@njit(cache=True, nogil=True, inline="always")
def _count_bits(word: np.uint64) -> int:
    """Count by clearing the lowest bit: titles bear a handful of genres."""
    n = 0
    while word:
        word &= word - np.uint64(1)
        n += 1
    return n
