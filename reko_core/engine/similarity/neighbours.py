"""Who counts as similar: accuracy sets the least affinity, passes lower it when too few do.

Accuracy a admits affinity >= 40 + .45 a. Of more than `max_neighbours` admitted, every so manieth
is asked, from the closest to the last admitted: a low accuracy asks a wide circle, not the same
people as a high one. If fewer than `min_neighbours` pass, or they bring fewer candidates than were
asked for, accuracy is lowered by `accuracy_step` and a new pass made, up to `max_passes`; then the
closest are taken as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Chosen", "NeighbourRules", "choose_neighbours"]


@dataclass(frozen=True, slots=True)
class NeighbourRules:
    """The settings of the choice; their meaning is in the module's first lines."""

    max_neighbours: int = 50
    min_neighbours: int = 5
    max_passes: int = 10
    accuracy_step: float = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Who was chosen, after how many passes, at which accuracy.

    positions: (n,) int64 ascending, among the users that were given.
    """

    positions: NDArray[np.int64]
    n_passes: int
    accuracy: float


def choose_neighbours(
    affinities: NDArray[np.float32],
    accuracy: float,
    n_wanted: int,
    count_candidates: Callable[[NDArray[np.int64]], int],
    rules: NeighbourRules,
) -> Chosen:
    """Choose the neighbours among users sorted by (n,) descending affinity.

    count_candidates(positions) says how many candidates these users bring.
    """
    current = accuracy
    for n_passes in range(1, rules.max_passes + 1):
        current = max(0.0, accuracy - rules.accuracy_step * (n_passes - 1))
        n_admitted = int(np.count_nonzero(affinities >= 40 + 0.45 * current))
        if n_admitted >= rules.min_neighbours:
            positions = _evenly(n_admitted, rules.max_neighbours)
            if count_candidates(positions) >= n_wanted:
                return Chosen(positions, n_passes, current)
        if current == 0:
            break
    return Chosen(np.arange(min(len(affinities), rules.max_neighbours)), n_passes, current)


def _evenly(n: int, limit: int) -> NDArray[np.int64]:
    """Return at most `limit` of the positions 0..n - 1, as evenly as can be, 0 among them."""
    return np.arange(min(n, limit)) * n // min(n, limit)
