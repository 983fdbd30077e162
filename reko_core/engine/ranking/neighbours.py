"""Choose the neighbours who are shown to the user, and whose likes are recommended.

Accuracy a admits users of affinity >= 40 + .45 a. Of more than `max_neighbours` admitted, evenly
spaced ones are taken, from the closest to the least close: a low accuracy gives a wide circle, not
the same people as a high one. If fewer than `min_neighbours` are admitted, or they recommend fewer
than `min_candidates` titles, accuracy is lowered by `accuracy_step` and another pass made, up to
`max_passes`; after that the closest users are taken, whatever their affinity.

Neighbours belong to the user and the accuracy: filters, bans and pages do not change them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["DEFAULT_RULES", "NeighbourRules", "NeighbourSelection", "choose_neighbours"]

_MIN_AFFINITY, _AFFINITY_PER_ACCURACY = 40, 0.45


@dataclass(frozen=True, slots=True)
class NeighbourRules:
    """The parameters named in the docstring of this module."""

    max_neighbours: int = 50
    min_neighbours: int = 5
    min_candidates: int = 24
    max_passes: int = 10
    accuracy_step: float = 2.0


DEFAULT_RULES = NeighbourRules()


@dataclass(frozen=True, slots=True, eq=False)
class NeighbourSelection:
    """positions: (n,) int64, ascending, among the users given. accuracy: that of the last pass."""

    positions: NDArray[np.int64]
    n_passes: int
    accuracy: float


def choose_neighbours(
    affinities: NDArray[np.float32],
    accuracy: float,
    count_candidates: Callable[[NDArray[np.int64]], int],
    rules: NeighbourRules,
) -> NeighbourSelection:
    """Choose among users of (n,) affinities, sorted in descending order.

    count_candidates: returns how many titles the users at (k,) positions recommend.
    """
    current = accuracy
    for n_passes in range(1, rules.max_passes + 1):
        current = max(0.0, accuracy - rules.accuracy_step * (n_passes - 1))
        threshold = _MIN_AFFINITY + _AFFINITY_PER_ACCURACY * current
        n_admitted = int(np.count_nonzero(affinities >= threshold))
        if n_admitted >= rules.min_neighbours:
            positions = _space_evenly(n_admitted, rules.max_neighbours)
            if count_candidates(positions) >= rules.min_candidates:
                return NeighbourSelection(positions, n_passes, current)
        if current == 0:
            break
    positions = np.arange(min(len(affinities), rules.max_neighbours))
    return NeighbourSelection(positions, n_passes, current)


def _space_evenly(n: int, limit: int) -> NDArray[np.int64]:
    """Return at most `limit` evenly spaced positions of 0..n - 1, the first always 0."""
    return np.arange(min(n, limit)) * n // min(n, limit)
