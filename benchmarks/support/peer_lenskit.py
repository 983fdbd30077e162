"""LensKit: biased factors by least squares, and nearest users (Ekstrand, 2020).

Everybody is folded in: the query holds the list.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from support.peer_training import Training, own_scores, predict_scores, predict_titles

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.evaluation.evaluated_models import Prediction

if TYPE_CHECKING:
    from lenskit.als import BiasedMFScorer
    from lenskit.data import Dataset, ItemList
    from lenskit.knn import UserKNNScorer

__all__ = ["fit_lenskit_mf", "fit_lenskit_user_knn", "fit_lenskit_user_knn_scores"]

_SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class _Scored:
    """Predicts scores, and ranks by them."""

    name: str
    model: Model
    scorer: "BiasedMFScorer | UserKNNScorer"
    every: "ItemList"

    def predict(self, profile: Profile) -> Prediction:
        from lenskit.data import ItemList

        items, scores = own_scores(profile)
        known = ItemList(item_ids=items, rating=scores)
        return predict_scores(self.model, profile, _ask(self.scorer, known, self.every))


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Ranks only; what was seen counts, not how it was scored."""

    name: str
    model: Model
    scorer: "UserKNNScorer"
    every: "ItemList"

    def predict(self, profile: Profile) -> Prediction:
        from lenskit.data import ItemList

        known = ItemList(item_ids=np.sort(profile.seen))
        values = _ask(self.scorer, known, self.every)
        return predict_titles(self.model, np.nan_to_num(values, nan=0.0))


def fit_lenskit_mf(
    training: Training,
    *,
    embedding_size: int,
    epochs: int,
    regularization: float,
    damping: float,
) -> _Scored:
    """Train biased factors by alternating least squares."""
    _use_one_thread()
    from lenskit.als import BiasedMFScorer
    from lenskit.training import TrainingOptions

    scorer = BiasedMFScorer(
        embedding_size=embedding_size,
        epochs=epochs,
        regularization=regularization,
        damping=damping,
        user_embeddings=False,
    )
    scorer.train(_dataset(training.scores, with_scores=True), TrainingOptions(rng=_SEED))
    return _Scored("lenskit-mf", training.model, scorer, _every(training))


def fit_lenskit_user_knn(training: Training, *, max_nbrs: int) -> _Seen:
    """Keep what each user has seen."""
    _use_one_thread()
    from lenskit.knn import UserKNNScorer

    scorer = UserKNNScorer(max_nbrs=max_nbrs, feedback="implicit")
    scorer.train(_dataset(training.seen, with_scores=False))
    return _Seen("lenskit-user-knn", training.model, scorer, _every(training))


def fit_lenskit_user_knn_scores(training: Training, *, max_nbrs: int, min_nbrs: int) -> _Scored:
    """Keep what each user has scored."""
    _use_one_thread()
    from lenskit.knn import UserKNNScorer

    scorer = UserKNNScorer(max_nbrs=max_nbrs, min_nbrs=min_nbrs, feedback="explicit")
    scorer.train(_dataset(training.scores, with_scores=True))
    return _Scored("lenskit-user-knn-scores", training.model, scorer, _every(training))


def _ask(
    scorer: "BiasedMFScorer | UserKNNScorer", known: "ItemList", every: "ItemList"
) -> NDArray[np.float32]:
    """Return (n_items,) scores, NaN where it knows nothing."""
    return np.asarray(scorer(known, every).scores(), np.float32)


def _dataset(matrix: sparse.csr_array, *, with_scores: bool) -> "Dataset":
    import pandas as pd
    from lenskit.data import from_interactions_df

    entries = matrix.tocoo()
    columns: Mapping[str, NDArray[np.generic]] = {"user_id": entries.row, "item_id": entries.col}
    if with_scores:
        columns = {**columns, "rating": entries.data}
    return from_interactions_df(pd.DataFrame(columns))


def _every(training: Training) -> "ItemList":
    from lenskit.data import ItemList

    return ItemList(item_ids=np.arange(training.model.items.n_items))


def _use_one_thread() -> None:
    """Set it before the library starts its threads."""
    for name in ("LK_NUM_PROCS", "LK_NUM_THREADS", "LK_NUM_BACKEND_THREADS"):
        os.environ.setdefault(name, "1")
