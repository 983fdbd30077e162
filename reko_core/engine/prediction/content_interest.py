"""How much a user's list speaks for titles of a content that nobody has seen yet.

    t_u    = (sum_j x_uj C_j - (sum_j x_uj) t) / (sum_j x_uj + 20) / d
    cint_i = (1, C_i) W t_u

C_j: which traits title j has (genres, origin, type, age rating, studios, length). x_uj = max(0, 1 +
.2 (s - m)), .5 unscored. t, d: mean and standard deviation over the community. W says which taste
the viewers of a title have in common, predicted from its traits (`training.content_interest_fit`):
the viewers of a new title are not known, but those of titles like it are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.community import Arrays
from reko_core.engine.data.franchise_weights import SCORE_SLOPE, UNSCORED
from reko_core.engine.data.profile import Profile

__all__ = ["DAMPING", "ContentInterest", "entry_weights"]

DAMPING = 20.0

F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ContentInterest(Arrays):
    """The traits of all titles, and what they say about who watches them.

    indptr: (n_items + 1,) int32, traits: (n,) uint16: the traits of each title, ascending. mean,
    deviation: (n_traits,) float32 t and d. weights: (n_traits + 1, n_traits) float32 W.
    trait_names: of each trait, a kind and a value: `studio Bones`.
    """

    indptr: NDArray[np.int32]
    traits: NDArray[np.uint16]
    mean: F32
    deviation: F32
    weights: F32
    trait_names: tuple[str, ...]

    def __post_init__(self) -> None:
        n_traits = len(self.trait_names)
        assert self.mean.shape == self.deviation.shape == (n_traits,)
        assert self.weights.shape == (n_traits + 1, n_traits)
        assert self.traits.shape == (self.indptr[-1],)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the arrays."""
        return "indptr", "traits", "mean", "deviation", "weights"

    def has_traits(self, items: NDArray[np.integer]) -> sparse.csr_array:
        """Return (n, n_traits) float32 which of (n,) items has which trait."""
        lengths = self.indptr[items + 1] - self.indptr[items]
        indptr = np.r_[0, np.cumsum(lengths)]
        entries = np.repeat(self.indptr[items] - indptr[:-1], lengths) + np.arange(indptr[-1])
        ones = np.ones(len(entries), np.float32)
        shape = len(items), len(self.trait_names)
        return sparse.csr_array((ones, self.traits[entries], indptr), shape)

    def taste(self, profile: Profile) -> F32:
        """Return (n_traits,) t_u."""
        weights = entry_weights(profile.scores, np.float32(profile.mean))
        total = weights.sum()
        sums = weights @ self.has_traits(profile.seen)
        taste = (sums - total * self.mean) / (total + np.float32(DAMPING)) / self.deviation
        return np.asarray(taste, np.float32)

    def by_trait(self, taste: F32) -> F32:
        """Return (n_traits + 1,) W t_u: what cint is for any title, and what each trait adds."""
        return np.asarray(self.weights @ taste, np.float32)


def entry_weights(scores: NDArray[np.integer], mean: F32 | np.float32) -> F32:
    """Return (n,) x of (n,) scores, 0 = unscored, of users of (n,) mean scores."""
    liking = 1 + np.float32(SCORE_SLOPE) * (scores.astype(np.float32) - mean)
    return np.where(scores > 0, np.maximum(0, liking), UNSCORED).astype(np.float32)
