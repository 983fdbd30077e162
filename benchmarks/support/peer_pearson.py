"""Raw Pearson user-kNN, the arithmetic of aniffinity and of MAL's own affinity.

    r_uv = Pearson of the scores of the titles that both have scored; 0 below `min_shared` of them
    p_ui = m_u + sum_v r_uv (s_vi - m_v) / sum_v |r_uv|,  over the users v of highest r > 0

Nothing is shrunk: that is what it is known for. It names no way to rank, so that is ours: titles
that the closest users scored at least their own mean, each counting r. The best values for the two
differ, so each has its own least number of shared titles and of users.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from support.peer_training import Training, own_scores, predict_scores

from reko_core.engine.data.profile import Profile
from reko_core.evaluation.evaluated_models import Prediction

__all__ = ["Correlated", "centred", "correlate", "fit_pearson"]

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Correlated:
    """n_shared, r: (n_users,) titles that both have scored, and Pearson's correlation."""

    n_shared: NDArray[np.int64]
    r: F64


def correlate(scores: sparse.csc_array, profile: Profile) -> Correlated:
    """Correlate a user with everybody. scores: (n_users, n_items), 0 = unscored."""
    n_users = scores.shape[0]
    items, own_values = own_scores(profile)
    shared = scores[:, items]
    users, theirs = shared.indices, shared.data.astype(np.float64)
    own = np.repeat(own_values.astype(np.float64), np.diff(shared.indptr))
    n = np.bincount(users, minlength=n_users)
    x, xx, y, yy, xy = (
        np.bincount(users, values, n_users)
        for values in (own, own * own, theirs, theirs * theirs, own * theirs)
    )
    squares = (n * xx - x * x) * (n * yy - y * y)
    r = np.zeros(n_users)
    np.divide(n * xy - x * y, np.sqrt(np.maximum(squares, 0)), out=r, where=squares > 1e-6)
    return Correlated(n, r)


def centred(training: Training) -> sparse.csr_array:
    """Return (n_users, n_items) s - m_v of what was scored; zeros stay stored."""
    scores = training.scores
    deviations = scores.data - np.repeat(training.means, np.diff(scores.indptr))
    return sparse.csr_array((deviations, scores.indices, scores.indptr), scores.shape)


@dataclass(frozen=True, slots=True, eq=False)
class _Pearson:
    """deviations, scored, liked: (n_users, n_items) s - m_v; 1 where scored; 1 where s >= m_v."""

    training: Training
    columns: sparse.csc_array
    deviations: sparse.csr_array
    scored: sparse.csr_array
    liked: sparse.csr_array
    min_shared: int
    n_neighbours: int
    min_shared_votes: int
    n_raters: int
    name: str = "pearson"

    def predict(self, profile: Profile) -> Prediction:
        found = correlate(self.columns, profile)
        near, r = _closest(found, self.min_shared, self.n_neighbours)
        total, moved = r @ self.scored[near], r @ self.deviations[near]
        predicted = np.full(len(total), np.nan)
        np.divide(moved, total, out=predicted, where=total > 0)
        raters, weights = _closest(found, self.min_shared_votes, self.n_raters)
        likes = weights @ self.liked[raters]
        return predict_scores(self.training.model, profile, profile.mean + predicted, likes)


def _closest(found: Correlated, min_shared: int, n: int) -> tuple[NDArray[np.int64], F64]:
    """Return the n users of highest r > 0 with enough shared titles, and their r."""
    r = np.where(found.n_shared >= min_shared, found.r, 0)
    users = np.argsort(-r, kind="stable")[:n]
    users = users[r[users] > 0]
    return users, r[users]


def fit_pearson(
    training: Training, *, min_shared: int, n_neighbours: int, min_shared_votes: int, n_raters: int
) -> _Pearson:
    """Keep the lists; there is nothing else to fit."""
    deviations = centred(training)
    scored, liked = deviations.copy(), deviations.copy()
    scored.data = np.ones_like(scored.data)
    liked.data = (liked.data >= 0).astype(np.float32)
    return _Pearson(
        training,
        training.scores.tocsc(),
        deviations,
        scored,
        liked,
        min_shared,
        n_neighbours,
        min_shared_votes,
        n_raters,
    )
