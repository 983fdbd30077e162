"""The prior of a title's bias and factors, predicted from its content by ridge regression.

    B = (X' K X + 5 I)^-1 X' K W;   prior mean = X B
    precision = PRIOR_STRENGTH / variance of W - X B, weighted with k^4
    k_i = n_i / (n_i + 20),  n_i = scores of the title, at most 200;   K = diag(k)

X: content features, reception on MAL (mean and members) and a constant, W: (b_i, v_i). The weights
k^4 limit the variance to titles with many scores: the others hardly differ from their prior.

A new title has no mean yet, and perhaps no members: for each part of the reception that some titles
lack, there is a regression without it, fitted to all titles that have the rest. Its variance is
larger, so that the first scores count for more. There K = diag(scores / most scores of any title),
as most predictions are for titles that many will watch, and those are scored higher.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.kernels.normal_equations import factorise, solve_factorised

__all__ = ["PRIOR_STRENGTH", "ContentPrior"]

PRIOR_STRENGTH = 0.7
_RIDGE = 5.0
_HALF_WEIGHT_COUNT, _MAX_COUNT = 20.0, 200.0
_MIN_VARIANCE = 1e-4

F64 = NDArray[np.float64]


class ContentPrior:
    """The regressions, factorised once for all iterations.

    content: (n_items, n_features). reception: (n_items, k), NaN where unknown. counts: (n_items,)
    scores of each title.
    """

    def __init__(
        self, content: sparse.csr_array, reception: F64, counts: NDArray[np.int64]
    ) -> None:
        assert content.shape[0] == len(reception) == len(counts)
        self._regressions = []
        is_known = np.isfinite(reception)
        for known in np.unique(is_known, axis=0):
            rows = np.flatnonzero((is_known == known).all(axis=1))
            is_usable = np.asarray(is_known[:, known].all(axis=1))
            used = np.where(is_usable[:, None], reception[:, known], 0)
            design = sparse.hstack([content, used, np.ones((len(counts), 1))]).tocsr()
            trust = _shrinkage(counts) * is_usable
            weight = trust if known.all() else counts / max(1, counts.max()) * is_usable
            self._regressions.append((rows, _Regression(design, weight, trust**4)))

    def fit(self, weights: F64) -> tuple[F64, F64]:
        """Return prior means and precisions, each (n_items, m), for (n_items, m) weights."""
        means, precisions = np.zeros(weights.shape), np.ones(weights.shape)
        for rows, regression in self._regressions:
            fitted, variances = regression.fit(weights)
            means[rows] = fitted[rows]
            precisions[rows] = PRIOR_STRENGTH / np.maximum(variances, _MIN_VARIANCE)
        return means, precisions


class _Regression:
    """design: (n_items, n_columns). weight, importance: (n_items,), of the fit and the variance."""

    def __init__(self, design: sparse.csr_array, weight: F64, importance: F64) -> None:
        self._design, self._weight, self._importance = design, weight[:, None], importance[:, None]
        gram = (design.T @ design.multiply(self._weight).tocsr()).toarray()
        gram[np.diag_indices_from(gram)] += _RIDGE
        self._lower = factorise(gram)

    def fit(self, weights: F64) -> tuple[F64, F64]:
        """Return (n_items, m) fitted values and (m,) variances around them."""
        slopes = solve_factorised(self._lower, self._design.T @ (self._weight * weights))
        means = self._design @ slopes
        squares = (self._importance * (weights - means) ** 2).sum(axis=0)
        return means, squares / max(float(self._importance.sum()), _MIN_VARIANCE)


def _shrinkage(counts: NDArray[np.int64]) -> F64:
    capped = np.minimum(counts, _MAX_COUNT)
    return np.asarray(capped / (capped + _HALF_WEIGHT_COUNT))
