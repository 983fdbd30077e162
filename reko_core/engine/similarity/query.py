"""A profile, prepared for comparison with every user of the community."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import WEIGHT_SCALE, Items
from reko_core.engine.data.franchise_weights import franchise_idf, franchise_weights
from reko_core.engine.data.profile import Profile

__all__ = ["SimilarityQuery"]

_MAX_SUM = 2.0**31 - 2.0**24
"""Greatest integer sum over a user's franchises, with a margin for rounding."""

_MAX_STORED_WEIGHT = 255


@dataclass(frozen=True, slots=True, eq=False)
class SimilarityQuery:
    """What the scan and the comparison need to know of the requesting user.

    franchises: (n,) int64 seen, ascending. weights: (n,) int32, idf_f x_uf as fixed-point numbers
    of some five digits, so that c does not depend on the order of summation.
    step: c = step * sum_f weights_f * stored weight_vf / |x_v|.
    n_seen: titles seen. item_scores: (n_items,) int8, -1 = not seen, 0 = unscored.
    residuals: (n_items,) float32 s - mu - b_i - b_u, 0 where unscored.
    item_base: (n_items,) float32 mu + b_i.
    """

    franchises: NDArray[np.int64]
    weights: NDArray[np.int32]
    step: np.float32
    n_seen: int
    item_scores: NDArray[np.int8]
    residuals: NDArray[np.float32]
    item_base: NDArray[np.float32]

    @classmethod
    def of(cls, profile: Profile, items: Items, mu: float, n_users: int) -> Self:
        """Prepare a profile. mu: mean score, n_users: size, both of the community."""
        idf = franchise_idf(items.franchise_popularity[profile.franchises], n_users)
        own = franchise_weights(profile.deviations)
        terms = (idf * own).astype(np.float64)
        # The finest fixed point whose sums fit 31 bits.
        scale = _MAX_SUM / (_MAX_STORED_WEIGHT * max(float(terms.sum()), 1e-6))
        norm = float(np.sqrt((idf * own**2).sum()))
        return cls(
            franchises=profile.franchises,
            weights=np.rint(scale * terms).astype(np.int32),
            step=np.float32(1 / (scale * WEIGHT_SCALE * norm) if norm > 0 else 0),
            n_seen=len(profile.seen),
            item_scores=profile.item_scores,
            residuals=profile.residuals,
            item_base=items.bias + np.float32(mu),
        )
