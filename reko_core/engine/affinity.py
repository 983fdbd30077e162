"""How close two users are.

    x_uf = max(0, 1 + .2 dev_uf);   idf_f = max(ln(U / (1 + pop_f)), .05)
    c_uv = sum_f idf_f x_uf x_vf / (|x_u| |x_v|)
    r_uv = cosine of the residuals s - mu - b_i - b_u over shared scored titles * n / (n + 50),
           0 when n < 3
    sim  = c max(0, 1 + r);   affinity = 100 / (1 + exp(-k (sim - m0)))

What people watch in common (c) predicts what they will like; how they score in common (r)
predicts how they will score. r is worked out only for the `N_COMPARED` users of highest c:
measured on held-out users, the others add nothing, and rows are cheaper than columns.
The residuals have the biases taken out already; centring them again over the few shared
titles, as Pearson's correlation does, measured slightly worse.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from reko_core.engine import kernels
from reko_core.engine.community import FranchiseColumns, Items, UserRows
from reko_core.engine.profile import Profile

__all__ = [
    "AffinityScale",
    "Similar",
    "compare",
    "find_similar",
    "franchise_idf",
    "franchise_weights",
    "measure_taste",
]

N_COMPARED = 2000
SAMPLE_SIZE = 4096
SHRINKAGE = 50
MIN_SHARED = 3
SCORE_SLOPE = 0.2

SAME_PERSON_JACCARD = 0.6
SAME_PERSON_EQUAL = 0.9
SAME_PERSON_SHARED = 5

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


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """Community users close to the asking one, closest first.

    users: (n,) int64. taste: (n,) float32 c. agreement: (n,) float32 r. similarity: (n,) float32.
    """

    users: NDArray[np.int64]
    taste: NDArray[np.float32]
    agreement: NDArray[np.float32]
    similarity: NDArray[np.float32]


def franchise_weights(deviations: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return x for (n,) deviations of a user's own mean."""
    return np.maximum(0, 1 + np.float32(SCORE_SLOPE) * deviations)


def franchise_idf(popularity: NDArray[np.int32], n_users: int) -> NDArray[np.float32]:
    """Return (n_franchises,) idf: what everybody has seen says little."""
    return np.maximum(np.log(max(n_users, 1) / (1 + popularity)), 0.05).astype(np.float32)


def measure_taste(profile: Profile, columns: FranchiseColumns, items: Items) -> NDArray[np.float32]:
    """Return (n_users,) c: how much each community user has seen and liked in common."""
    n_users = len(columns.norms)
    idf = franchise_idf(items.franchise_popularity, n_users)[profile.franchises]
    own = franchise_weights(profile.deviations)
    norm = float(np.sqrt((idf * own**2).sum()))
    taste = np.zeros(n_users, np.float32)
    if norm > 0:
        kernels.scan_columns(
            columns.indptr, columns.users, columns.weights, profile.franchises, idf * own, taste
        )
        taste /= norm * np.maximum(columns.norms, np.float32(1e-6))
    return taste


def compare(
    profile: Profile,
    users: NDArray[np.int64],
    taste: NDArray[np.float32],
    rows: UserRows,
    item_base: NDArray[np.float32],
) -> tuple[Similar, NDArray[np.bool_]]:
    """Return how similar (n,) users of (n,) taste are, in their order, and who is the same person.

    item_base: (n_items,) mu + b_i.
    """
    n_common, n_scored, n_equal, cosine = kernels.compare_rows(
        users,
        rows.indptr,
        rows.items,
        rows.marks,
        rows.bias,
        item_base,
        profile.item_scores,
        profile.residuals,
    )
    shrunk = cosine * (n_scored / (n_scored + SHRINKAGE)).astype(np.float32)
    agreement = np.where(n_scored >= MIN_SHARED, shrunk, np.float32(0))
    n_all = rows.indptr[users + 1] - rows.indptr[users] + len(profile.seen) - n_common
    is_same = (
        (n_common > SAME_PERSON_JACCARD * n_all)
        & (n_scored >= SAME_PERSON_SHARED)
        & (n_equal >= SAME_PERSON_EQUAL * n_scored)
    )
    return Similar(users, taste, agreement, taste * np.maximum(0, 1 + agreement)), is_same


def find_similar(
    profile: Profile,
    rows: UserRows,
    columns: FranchiseColumns,
    items: Items,
    mu: float,
    *,
    without: NDArray[np.integer],
) -> Similar:
    """Find the users closest to the profile, leaving out `without` and the same person.

    Only users who share a franchise are returned, at most N_COMPARED.
    """
    taste = measure_taste(profile, columns, items)
    taste[without] = 0
    users = _highest(taste, N_COMPARED)
    found, is_same = compare(profile, users, taste[users], rows, items.bias + np.float32(mu))
    kept = np.flatnonzero(~is_same)
    order = kept[np.lexsort((users[kept], -found.similarity[kept]))]
    return Similar(
        users[order], found.taste[order], found.agreement[order], found.similarity[order]
    )


def _highest(values: NDArray[np.float32], n: int) -> NDArray[np.int64]:
    """Return the indexes of the n highest positive values; of equal ones the first.

    A sample says from which value on about twice as many are left; only those are partitioned.
    """
    high = np.flatnonzero(values > _likely_threshold(values, n))
    if len(high) < n:
        high = np.flatnonzero(values > 0)
    if len(high) <= n:
        return high
    least = np.partition(values[high], len(high) - n)[len(high) - n]
    above = high[values[high] > least]
    return np.concatenate([above, high[values[high] == least][: n - len(above)]])


def _likely_threshold(values: NDArray[np.float32], n: int) -> float:
    """Return a value from 0 on that most likely more than n, but not many more, are above."""
    sample = values[:: max(1, len(values) // SAMPLE_SIZE)]
    rank = min(2 * n * len(sample) // max(len(values), 1) + 1, len(sample))
    return max(0.0, float(np.partition(sample, len(sample) - rank)[-rank])) if rank else 0.0
