"""The prior of a title's bias and factors, predicted from its content by ridge regression.

    B = (X' K X + 5 I)^-1 X' K W;   prior mean = X B
    precision = PRIOR_STRENGTH / variance of W - X B, weighted with k^4
    k_i = n_i / (n_i + 20),  n_i = scores of the title, at most 200;   K = diag(k)

X: content features and a constant, W: (b_i, v_i). The weights k^4 limit the variance to titles with
many scores: the others hardly differ from their prior.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

__all__ = ["PRIOR_STRENGTH", "ContentPrior"]

PRIOR_STRENGTH = 0.7
_RIDGE = 5.0
_HALF_WEIGHT_COUNT, _MAX_COUNT = 20.0, 200.0
_MIN_VARIANCE = 1e-4

F64 = NDArray[np.float64]


class ContentPrior:
    """The regression, factorised once for all iterations.

    content: (n_items, n_features). counts: (n_items,) scores of each title.
    """

    def __init__(self, content: sparse.csr_array, counts: NDArray[np.int64]) -> None:
        n_items = len(counts)
        assert content.shape[0] == n_items
        capped = np.minimum(counts, _MAX_COUNT)
        self._weight = (capped / (capped + _HALF_WEIGHT_COUNT))[:, None]
        self._content = sparse.hstack([content, np.ones((n_items, 1))]).tocsr()
        weighted = self._content.multiply(self._weight).tocsr()
        gram = (self._content.T @ weighted).toarray()
        gram[np.diag_indices_from(gram)] += _RIDGE
        self._factor = linalg.cho_factor(gram)

    def fit(self, weights: F64) -> tuple[F64, F64]:
        """Return prior means (n_items, m) and precisions (m,) for (n_items, m) weights."""
        slopes = linalg.cho_solve(self._factor, self._content.T @ (self._weight * weights))
        means = self._content @ slopes
        importance = self._weight**4
        squares = (importance * (weights - means) ** 2).sum(axis=0)
        variances = squares / max(float(importance.sum()), _MIN_VARIANCE)
        return means, PRIOR_STRENGTH / np.maximum(variances, _MIN_VARIANCE)
