"""Which neighbours support which candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Status
from reko_core.engine.data.community import UserRows
from reko_core.engine.kernels.user_rows import STATUS_SHIFT, find_likes

__all__ = ["IS_LIKED_STATUS", "Recommenders", "find_recommenders"]

IS_LIKED_STATUS = ~np.isin(np.arange(256 >> STATUS_SHIFT), (Status.ON_HOLD, Status.DROPPED))
"""(16,) bool: with which statuses a title can be liked."""


@dataclass(frozen=True, slots=True, eq=False)
class Recommenders:
    """Pairs of candidate and neighbour, sorted by candidate, then by neighbour.

    neighbours: (n,) int64 positions among the neighbours, closest first.
    candidates: (n,) int64 positions among the n_candidates candidates.
    """

    neighbours: NDArray[np.int64]
    candidates: NDArray[np.int64]
    n_candidates: int

    def counts(self) -> NDArray[np.int64]:
        """Return (n_candidates,) number of recommenders."""
        return np.bincount(self.candidates, minlength=self.n_candidates)

    def of(self, candidates: NDArray[np.int64]) -> list[tuple[int, ...]]:
        """Return the recommenders of each of (k,) candidates, closest first."""
        starts = np.searchsorted(self.candidates, candidates).tolist()
        stops = np.searchsorted(self.candidates, candidates, "right").tolist()
        return [
            tuple(self.neighbours[start:stop].tolist())
            for start, stop in zip(starts, stops, strict=True)
        ]


def find_recommenders(
    neighbours: NDArray[np.int64], candidates: NDArray[np.int64], rows: UserRows, n_items: int
) -> Recommenders:
    """Find who supports what.

    A neighbour supports a candidate if they liked it: completed or being watched, and scored at
    least their own mean or not at all.
    neighbours: (n,) users, closest first. candidates: (k,) of n_items items.
    """
    candidate_of = np.full(n_items, -1, np.int32)
    candidate_of[candidates] = np.arange(len(candidates))
    is_liked = find_likes(
        neighbours,
        rows.indptr,
        rows.items,
        rows.packed,
        rows.mean,
        IS_LIKED_STATUS,
        candidate_of,
        len(candidates),
    )
    # Ten times as fast as `nonzero` of a matrix.
    pairs = np.divmod(np.flatnonzero(is_liked), max(len(neighbours), 1))
    return Recommenders(pairs[1], pairs[0], len(candidates))
