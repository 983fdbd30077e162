"""What the peers are fitted to: the community's lists as sparse matrices.

Of the engine they take the numbering of titles and franchises and the damped biases, nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE
from reko_core.evaluation.evaluated_models import Prediction, main_titles

__all__ = [
    "Training",
    "make_training",
    "own_liking",
    "own_scores",
    "predict_scores",
    "predict_titles",
]

LIKING_FLOOR = 0.05

F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """The community without the held-out users.

    seen, scores: (n_users, n_items) float32; 1 where seen, the score where there is one.
    means: (n_users,) float32 of the users' own scores.
    visible: what is shown of the held-out users, for peers that cannot fold anybody in.
    """

    model: Model
    seen: sparse.csr_array
    scores: sparse.csr_array
    means: F32
    visible: Sequence[Profile]

    def liking(self, slope: float) -> sparse.csr_array:
        """Return (n_users, n_items) x = max(.05, 1 + slope (s - m_u)) of what was seen."""
        packed = self.model.rows.packed
        scores = (packed & SCORE_MASK).astype(np.float32)
        deviations = scores - np.repeat(self.means, np.diff(self.seen.indptr))
        values = _liking(np.where(scores > 0, deviations, np.float32(0)), slope)
        return sparse.csr_array((values, self.seen.indices, self.seen.indptr), self.seen.shape)


def make_training(model: Model, visible: Sequence[Profile]) -> Training:
    """Turn a model's lists into matrices."""
    rows = model.rows
    shape = (rows.n_users, model.items.n_items)
    scores = (rows.packed & SCORE_MASK).astype(np.float32)
    items = rows.items.astype(np.int32)
    indptr = rows.indptr.astype(np.int32)
    seen = sparse.csr_array((np.ones(len(items), np.float32), items, indptr), shape)
    scored = sparse.csr_array((scores, items.copy(), indptr.copy()), shape)
    scored.eliminate_zeros()
    return Training(model, seen, scored, rows.mean, visible)


def own_scores(profile: Profile) -> tuple[NDArray[np.int64], F32]:
    """Return the titles that a user has scored, ascending, and the scores."""
    is_scored = profile.scores > 0
    order = np.argsort(profile.seen[is_scored])
    return profile.seen[is_scored][order], profile.scores[is_scored][order].astype(np.float32)


def own_liking(profile: Profile, slope: float) -> F32:
    """Return (n_items,) x of what a user has seen, 0 elsewhere."""
    own = np.zeros(len(profile.item_scores), np.float32)
    deviations = profile.scores.astype(np.float32) - np.float32(profile.mean)
    own[profile.seen] = _liking(np.where(profile.scores > 0, deviations, np.float32(0)), slope)
    return own


def predict_titles(model: Model, values: NDArray[np.floating]) -> Prediction:
    """Rank titles by (n_items,) values."""
    return Prediction(main_titles(model, values))


def predict_scores(
    model: Model,
    profile: Profile,
    predicted: NDArray[np.floating],
    ranking: NDArray[np.floating] | None = None,
) -> Prediction:
    """Expect (n_items,) predicted scores, and rank by them or by (n_items,) others.

    Where a peer knows nothing (NaN), the damped biases are expected, and it ranks nothing.
    """
    base = model.items.bias + np.float32(model.mu + profile.bias)
    expected = np.clip(np.where(np.isnan(predicted), base, predicted), MIN_SCORE, MAX_SCORE)
    order = np.nan_to_num(predicted if ranking is None else ranking, nan=0.0)
    return Prediction(main_titles(model, order), expected.astype(np.float32))


def _liking(deviations: F32, slope: float) -> F32:
    return np.asarray(np.maximum(np.float32(LIKING_FLOOR), 1 + np.float32(slope) * deviations))
