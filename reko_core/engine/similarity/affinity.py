"""How close two users are.

    affinity = 100 / (1 + exp(-k (sim - m0)));   sim = c max(0, 1 + r)   (`similarity`)

What people watch in common (c) predicts what they will like; how they score in common (r)
predicts how they will score. r is worked out only for the `N_COMPARED` users of highest c:
measured on held-out users, the others add nothing, and rows are cheaper than columns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from reko_core.engine.data.community import FranchiseColumns, Items, UserRows
from reko_core.engine.data.profile import Profile
from reko_core.engine.similarity import shards
from reko_core.engine.similarity.shards import SERIAL, Split
from reko_core.engine.similarity.similarity import Question, Similar

__all__ = ["AffinityScale", "find_similar"]

_BEST_LOGIT = 1.815  # the median best neighbour stands at affinity 86


@dataclass(frozen=True, slots=True)
class AffinityScale:
    """Turns a similarity into an affinity of 0-100."""

    midpoint: float
    steepness: float

    @classmethod
    def fit(
        cls, random_sims: NDArray[np.float32], best_sims: NDArray[np.float32]
    ) -> "AffinityScale":
        """Put the median random pair at 50 and the median best neighbour at 86."""
        midpoint = float(np.median(random_sims))
        spread = float(np.median(best_sims)) - midpoint
        return cls(midpoint, _BEST_LOGIT / max(spread, 1e-3))

    def affinity(self, similarity: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (n,) affinities for (n,) similarities."""
        return (100 * expit(self.steepness * (similarity - self.midpoint))).astype(np.float32)


def find_similar(
    profile: Profile,
    rows: UserRows,
    columns: FranchiseColumns,
    items: Items,
    mu: float,
    *,
    without: NDArray[np.integer],
    split: Split = SERIAL,
) -> Similar:
    """Find the users closest to the profile, leaving out `without` and the same person.

    Only users who share a franchise are returned, at most N_COMPARED.
    """
    question = Question.of(profile, items, mu, rows.n_users, without)
    return shards.find_similar(shards.cut(rows, columns, split.n_shards), question, split)
