"""What one chosen user would recommend to another: what they like.

They are ordered by the ranking score of the one who asks + .1 dev, how far above their own mean the
other scored them. On held-out pairs that score says nothing more about whether the one who asks
will like a title, so that it only breaks near ties.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.ranking.match import find_liked

__all__ = ["Tips"]

_SCORE_WEIGHT = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Tips:
    """is_liked: (n_items,) bool, what the user likes. bonus: (n_items,) float64 .1 dev."""

    is_liked: NDArray[np.bool_]
    bonus: NDArray[np.float64]

    @classmethod
    def of(cls, profile: Profile) -> Self:
        """Take the profile of the user who recommends."""
        is_liked = np.zeros(len(profile.item_scores), bool)
        is_liked[find_liked(profile)] = True
        # Without a score, not far from the mean.
        above = np.where(profile.item_scores > 0, profile.item_scores - profile.mean, 0.0)
        return cls(is_liked, _SCORE_WEIGHT * above)
