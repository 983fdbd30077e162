"""EASE over titles instead of franchises (Steck, 2019).

    G = X'X;   P = (G + ridge I)^-1;   B = -P / diag(P), zero diagonal;   E = x B

X and x are 1 + slope (s - m_u) of what was seen, so slope 0 is the method as it was published.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from support.peer_training import Training, own_liking, predict_titles

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.evaluation.evaluated_models import Prediction

__all__ = ["fit_item_ease"]


@dataclass(frozen=True, slots=True, eq=False)
class _ItemEase:
    """titles: (m,) the modelled ones. weights: (m, m) float32 B."""

    model: Model
    titles: NDArray[np.int64]
    weights: NDArray[np.float32]
    slope: float
    name: str = "item-ease"

    def predict(self, profile: Profile) -> Prediction:
        own = own_liking(profile, self.slope)[self.titles]
        is_seen = own > 0
        values = np.zeros(self.model.items.n_items)
        values[self.titles] = own[is_seen] @ self.weights[is_seen]
        return predict_titles(self.model, values)


def fit_item_ease(training: Training, *, n_titles: int, ridge: float, slope: float) -> _ItemEase:
    """Fit the weights between the `n_titles` most popular titles."""
    titles = np.sort(np.argsort(-training.model.items.popularity, kind="stable")[:n_titles])
    liking = training.liking(slope).tocsc()[:, titles].tocsr()
    gram = (liking.T @ liking).toarray().astype(np.float64)
    gram[np.diag_indices_from(gram)] += ridge
    inverse = np.linalg.inv(gram)
    weights = (inverse / -np.diagonal(inverse)).astype(np.float32)
    np.fill_diagonal(weights, 0)
    return _ItemEase(training.model, titles, weights, slope)
