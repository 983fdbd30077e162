"""What to think of a title before anybody has scored it: what is thought of titles like it.

    B = (X' K X + 5 I)^-1 X' K W;   prior mean = X B
    precision = PRIOR_STRENGTH / variance of W - X B, weighted with k^4
    k_i = n_i / (n_i + 20),  n_i = scores of the title, at most 200;   K = diag(k)

X is the content of the titles with a constant, W their (b_i, v_i). The variance is that of titles
scored so often that their own scores have moved them: the others stand where the prior put them.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

__all__ = ["PRIOR_STRENGTH", "ContentPrior"]

PRIOR_STRENGTH = 0.7
_RIDGE = 5.0
_HALF_TRUST, _MAX_COUNT = 20.0, 200.0
_LEAST_VARIANCE = 1e-4

F64 = NDArray[np.float64]


class ContentPrior:
    """A ridge regression on the content, ready for one W after another.

    content: (n_items, n_features). counts: (n_items,) scores of each title.
    """

    def __init__(self, content: sparse.csr_array, counts: NDArray[np.int64]) -> None:
        n_items = len(counts)
        assert content.shape[0] == n_items
        known = np.minimum(counts, _MAX_COUNT)
        self._trust = (known / (known + _HALF_TRUST))[:, None]
        self._content = sparse.hstack([content, np.ones((n_items, 1))]).tocsr()
        weighted = self._content.multiply(self._trust).tocsr()
        gram = (self._content.T @ weighted).toarray()
        gram[np.diag_indices_from(gram)] += _RIDGE
        self._factor = linalg.cho_factor(gram)

    def fit(self, weights: F64) -> tuple[F64, F64]:
        """Return prior means (n_items, m) and precisions (m,) for (n_items, m) weights."""
        slopes = linalg.cho_solve(self._factor, self._content.T @ (self._trust * weights))
        means = self._content @ slopes
        importance = self._trust**4
        squares = (importance * (weights - means) ** 2).sum(axis=0)
        variances = squares / max(float(importance.sum()), _LEAST_VARIANCE)
        return means, PRIOR_STRENGTH / np.maximum(variances, _LEAST_VARIANCE)
