"""Who counts as similar: accuracy sets the least affinity, passes lower it when too few do.

Accuracy a admits affinity >= 40 + .4 a. If fewer than `min_neighbours` users pass, or they bring
fewer candidates than were asked for, accuracy is lowered by `accuracy_step` and a new pass made,
up to `max_passes`; then the closest are taken as they are.
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
    """How many of the closest users were taken, after how many passes, at which accuracy."""

    n_neighbours: int
    n_passes: int
    accuracy: float


def choose_neighbours(
    affinities: NDArray[np.float32],
    accuracy: float,
    n_wanted: int,
    count_candidates: Callable[[int], int],
    rules: NeighbourRules,
) -> Chosen:
    """Choose the neighbours among users sorted by (n,) descending affinity.

    count_candidates(k) says how many candidates the k closest users bring.
    """
    available = min(len(affinities), rules.max_neighbours)
    current = accuracy
    for n_passes in range(1, rules.max_passes + 1):
        current = max(0.0, accuracy - rules.accuracy_step * (n_passes - 1))
        admitted = int(np.count_nonzero(affinities[:available] >= 40 + 0.4 * current))
        if admitted >= rules.min_neighbours and count_candidates(admitted) >= n_wanted:
            return Chosen(admitted, n_passes, current)
        if current == 0:
            break
    return Chosen(available, n_passes, current)
