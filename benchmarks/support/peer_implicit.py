"""implicit: factors of what was seen, and similar titles (Frederickson, 2016).

Everybody is folded in. Confidences are 1 + slope (s - m_u).
"""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy import sparse
from support.peer_training import Training, own_liking, predict_titles

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.evaluation.evaluated_models import Prediction

if TYPE_CHECKING:
    from implicit.cpu.als import AlternatingLeastSquares
    from implicit.nearest_neighbours import ItemItemRecommender

__all__ = ["fit_implicit_als", "fit_implicit_item_knn"]

_SEED = 1
_BM25_SATURATION = 1.2


@dataclass(frozen=True, slots=True, eq=False)
class _Als:
    model: Model
    factors: "AlternatingLeastSquares"
    slope: float
    name: str = "implicit-als"

    def predict(self, profile: Profile) -> Prediction:
        own = sparse.csr_matrix(own_liking(profile, self.slope)[None, :])
        taste = self.factors.recalculate_user(0, own)
        return predict_titles(self.model, self.factors.item_factors @ taste)


@dataclass(frozen=True, slots=True, eq=False)
class _ItemKnn:
    model: Model
    similar: "ItemItemRecommender"
    slope: float
    name: str = "implicit-item-knn"

    def predict(self, profile: Profile) -> Prediction:
        own = sparse.csr_matrix(own_liking(profile, self.slope)[None, :])
        return predict_titles(self.model, (own @ self.similar.similarity).toarray()[0])


def fit_implicit_als(
    training: Training,
    *,
    factors: int,
    regularization: float,
    alpha: float,
    iterations: int,
    slope: float,
) -> _Als:
    """Factorize by alternating least squares."""
    from implicit.cpu.als import AlternatingLeastSquares

    als = AlternatingLeastSquares(
        factors=factors,
        regularization=regularization,
        alpha=alpha,
        iterations=iterations,
        num_threads=1,
        random_state=_SEED,
    )
    als.fit(sparse.csr_matrix(training.liking(slope)), show_progress=False)
    return _Als(training.model, als, slope)


def fit_implicit_item_knn(
    training: Training, *, weighting: str, length_share: float, k: int, slope: float
) -> _ItemKnn:
    """Find the k titles most similar to each.

    weighting: cosine, tfidf or bm25. length_share: B of bm25, how much popularity is taken out.
    """
    from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

    if weighting == "bm25":
        similar = BM25Recommender(K=k, K1=_BM25_SATURATION, B=length_share, num_threads=1)
    else:
        kinds = {"cosine": CosineRecommender, "tfidf": TFIDFRecommender}
        similar = kinds[weighting](K=k, num_threads=1)
    with warnings.catch_warnings():
        # It converts its own weighted matrix, and warns of that.
        warnings.filterwarnings("ignore", "Method expects CSR input")
        similar.fit(sparse.csr_matrix(training.liking(slope)), show_progress=False)
    return _ItemKnn(training.model, similar, slope)
