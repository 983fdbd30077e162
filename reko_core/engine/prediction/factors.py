"""The factor model: what a user's scores predict about all other titles.

    s_ui = mu + b_i + v_i . p_u + noise;   p_u ~ N(0, I);   noise ~ N(0, NOISE)

(probabilistic PCA with missing values; Tipping and Bishop, 1999). A user is folded in by one
d x d solve over their n scored titles:

    C = (I + sum v_i v_i' / NOISE)^-1;   m = C sum v_i (s_ui - mu - b_i) / NOISE;   p_u ~ N(m, C)
    noise_u = (sum (s_ui - mu - b_i - v_i . m)^2 + 8 NOISE) / (n + 8)

A score deviates from mu + b_i + v_i . m by

    d_ui = sqrt(noise_u + v_i' C v_i + t_i);   t_i = NEW_TITLE_VARIANCE / (1 + n_i / 15)

t_i, with n_i lists that have the title, is how little is known of b_i and v_i themselves. It was
fitted to titles new to the community with 0, 20, 100 and 400 lists (`benchmarks/new_titles.py`).

noise_u is the user's own residual variance, shrunk towards NOISE: with it, intervals of the same
coverage are 4 % narrower. `training.factor_fit` fits b_i and v_i.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Arrays
from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels.factor_model import add_products, infer_user, sum_squared_products

__all__ = [
    "NEW_TITLE_VARIANCE",
    "NOISE",
    "N_FACTORS",
    "Factors",
    "UserFactors",
    "fold_in",
    "title_variance",
]

N_FACTORS = 32
NOISE = 1.2
NEW_TITLE_VARIANCE = 0.85
_NOISE_PSEUDO_COUNT = 8
_HALF_VARIANCE_LISTS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Factors(Arrays):
    """base: (n_items,) float32 mu + b_i. weights: (N_FACTORS, n_items) float32 v_i."""

    base: NDArray[np.float32]
    weights: NDArray[np.float32]

    def __post_init__(self) -> None:
        assert self.weights.shape == (N_FACTORS, len(self.base))

    def of_items(self, items: NDArray[np.integer]) -> "Factors":
        """Return those of (n,) items, read-only as all factors are."""
        found = Factors(self.base[items], np.ascontiguousarray(self.weights[:, items]))
        found.freeze()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class UserFactors:
    """The posterior of a user's factors.

    mean: (N_FACTORS,) float64 m. covariance: (N_FACTORS, N_FACTORS) float64 C. noise: noise_u.
    """

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    noise: float

    def predict(self, factors: Factors) -> NDArray[np.float32]:
        """Return (n_items,) f_ui = mu + b_i + v_i . m, not clipped to the scale."""
        result = factors.base.copy()
        add_products(factors.weights, self.mean.astype(np.float32), slice(0, len(result)), result)
        return result

    def deviation(
        self, factors: Factors, title_variance: NDArray[np.float32] | np.float32
    ) -> NDArray[np.float32]:
        """Return (n_items,) d_ui, the standard deviation of a score; title_variance: t_i."""
        root = np.linalg.cholesky(self.covariance).astype(np.float32)
        variance = sum_squared_products(factors.weights, np.ascontiguousarray(root.T))
        return np.sqrt(np.float32(self.noise) + variance + title_variance)


def title_variance(n_lists: NDArray[np.integer]) -> NDArray[np.float32]:
    """Return (n,) t_i of titles that are on (n,) lists."""
    lists = n_lists.astype(np.float32) / _HALF_VARIANCE_LISTS
    return (NEW_TITLE_VARIANCE / (1 + lists)).astype(np.float32)


def fold_in(factors: Factors, profile: Profile) -> UserFactors:
    """Infer a user's factors from their scores."""
    is_scored = profile.scores > 0
    items, scores = profile.seen[is_scored], profile.scores[is_scored]
    n, weights = len(items), np.ascontiguousarray(factors.weights[:, items].T)
    mean, covariance, squares = infer_user(
        np.arange(n), scores, factors.base[items], weights, NOISE
    )
    noise = (squares + _NOISE_PSEUDO_COUNT * NOISE) / (n + _NOISE_PSEUDO_COUNT)
    return UserFactors(mean, covariance, noise)
