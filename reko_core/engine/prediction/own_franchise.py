"""What the user's own scores say about other titles of the same franchise.

    r = n / (n + 1) * mean of (s - m);   l = s - m of the title broadcast last

n scores in the franchise; m: the user's mean.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile

__all__ = ["FranchiseScores"]

F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class FranchiseScores:
    """The user's scores by franchise.

    user_mean: m. n_scored: (n_franchises,) int64 n. mean, last: (n_franchises,) float32 r and l, 0
    where n = 0.
    """

    user_mean: float
    n_scored: NDArray[np.int64]
    mean: F32
    last: F32

    @classmethod
    def of(cls, items: Items, profile: Profile, without: NDArray[np.integer] | None = None) -> Self:
        """Take the scores of a profile, except those of (k,) items `without`."""
        is_taken = profile.scores > 0
        if without is not None:
            is_taken &= ~np.isin(profile.seen, without)
        scored, above = profile.seen[is_taken], profile.scores[is_taken] - profile.mean
        order = np.argsort(items.day[scored], kind="stable")
        franchise, n_franchises = items.franchise[scored], items.n_franchises
        n_scored = np.bincount(franchise, minlength=n_franchises)
        sums = np.bincount(franchise, above, n_franchises)
        last = np.zeros(n_franchises, np.float32)
        last[franchise[order]] = above[order]
        return cls(profile.mean, n_scored, (sums / (n_scored + 1)).astype(np.float32), last)
