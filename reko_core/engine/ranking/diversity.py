"""Diversity: order a page so that titles of the same genres do not follow one another.

    next = argmax_f score_f - WEIGHT sum_j DECAY^(j - 1) Jaccard(genres of f, of the j-th last pick)

over the last MEMORY picks: maximal marginal relevance (Carbonell and Goldstein, 1998) with
exponential decay, as only nearby titles are seen together. On held-out users, adjacent titles share
a third fewer genres, at a cost of .002 nDCG@10. Co-watching in place of genres has no visible
effect.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel

__all__ = ["order_page"]

WEIGHT = 0.1
DECAY = 0.7
MEMORY = 8


def order_page(
    scores: NDArray[np.float64], genres: NDArray[np.uint64], n_wanted: int
) -> NDArray[np.int64]:
    """Return positions of the first `n_wanted` titles of a page; more do not change the first.

    scores: (n,), descending. genres: (n, n_words) uint64, one bit a genre, of the same titles.
    """
    order: NDArray[np.int64] = _order(
        scores, genres, min(n_wanted, len(scores)), WEIGHT, DECAY, MEMORY
    )
    return order


@kernel()
def _order(
    scores: NDArray[np.float64],
    genres: NDArray[np.uint64],
    n_wanted: int,
    weight: float,
    decay: float,
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
            # Scores are descending and the penalty is never negative: no later one is better.
            if scores[candidate] <= best_value:
                break
            if is_taken[candidate]:
                continue
            penalty, share = 0.0, 1.0
            for back in range(1, min(memory, n_taken) + 1):
                penalty += share * _jaccard(genres[candidate], genres[order[n_taken - back]])
                share *= decay
            value = scores[candidate] - weight * penalty
            if value > best_value:
                best, best_value = candidate, value
        order[n_taken] = best
        is_taken[best] = True
    return order


@kernel(inline="always")
def _jaccard(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    shared, either = 0, 0
    for word in range(len(a)):
        shared += _count_bits(a[word] & b[word])
        either += _count_bits(a[word] | b[word])
    return shared / either if either > 0 else 0.0


@kernel(inline="always")
def _count_bits(word: np.uint64) -> int:
    """Count by clearing the lowest bit: a title has a handful of genres."""
    n = 0
    while word:
        word &= word - np.uint64(1)
        n += 1
    return n
