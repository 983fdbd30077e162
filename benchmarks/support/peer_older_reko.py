"""Reconstructions of the two older algorithms of Reko.

Only their components and numbers of neighbours are known. For what is unknown, the best of a few
variants was chosen.

2022, a statistics model with 8 neighbours:

    z_vi = (s_vi - m_v) / sd_v
    Z_i  = (sum of z_i) / (n_i + 5), over the community, a neighbour counting 1 + `weight` times
    p_ui = m_u + sd_u Z_i;   enjoyment = P(s >= m_u) of a normal distribution around p_ui

It ranks what the neighbours have seen by enjoyment; they are the users of highest Pearson
correlation, shrunk by n / (n + 50).

2024, a 64-bit hash with 32 neighbours: bit k of a user is the sign of sum_i w_ui h_ik, h random
signs (SimHash; Charikar, 2002). The 32 users of least Hamming distance are the neighbours: a title
is expected at the mean of their scores and ranked by how many of them have seen it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import ndtr
from support.peer_pearson import centred, correlate
from support.peer_training import Training, own_liking, own_scores, predict_scores

from reko_core.engine.data.profile import Profile
from reko_core.evaluation.evaluated_models import Prediction

__all__ = ["fit_reko_2022", "fit_reko_2024"]

N_NEIGHBOURS_2022 = 8
N_NEIGHBOURS_2024 = 32
N_BITS = 64

_SHRINKAGE, _DAMPING = 50, 5
_PRIOR_VARIANCE, _PRIOR_COUNT = 1.4, 8.0
_SEED = 2024

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Reko2022:
    """z: (n_users, n_items). totals, counts: (n_items,) sum of z, and of how many."""

    training: Training
    columns: sparse.csc_array
    z: sparse.csr_array
    totals: F64
    counts: F64
    weight: float
    name: str = "reko-2022"

    def predict(self, profile: Profile) -> Prediction:
        found = correlate(self.columns, profile)
        similarity = found.r * found.n_shared / (found.n_shared + _SHRINKAGE)
        near = np.argsort(-similarity, kind="stable")[:N_NEIGHBOURS_2022]
        lists = self.z[near]
        totals, counts = self.totals.copy(), self.counts + _DAMPING
        np.add.at(totals, lists.indices, self.weight * lists.data)
        np.add.at(counts, lists.indices, self.weight)
        own = own_scores(profile)[1]
        deviation = _deviation(float(((own - profile.mean) ** 2).sum()), len(own))
        predicted = profile.mean + deviation * totals / counts
        enjoyment = ndtr((predicted - np.ceil(profile.mean) + 0.5) / deviation)
        is_candidate = np.zeros(len(totals), bool)
        is_candidate[self.training.seen[near].indices] = True
        ranking = np.where(is_candidate, enjoyment, 0)
        return predict_scores(self.training.model, profile, predicted, ranking)


def fit_reko_2022(training: Training, *, weight: float) -> _Reko2022:
    """Work out the z-scores of the community."""
    z = centred(training)
    n_scored = np.diff(z.indptr)
    user = np.repeat(np.arange(len(n_scored)), n_scored)
    squares = np.bincount(user, z.data**2, len(n_scored)).astype(np.float64)
    z.data = (z.data / _deviation(squares, n_scored)[user]).astype(np.float32)
    n_items = z.shape[1]
    return _Reko2022(
        training,
        training.scores.tocsc(),
        z,
        np.bincount(z.indices, z.data, n_items).astype(np.float64),
        np.bincount(z.indices, minlength=n_items).astype(np.float64),
        weight,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Reko2024:
    """hashes: (n_users,) uint64. signs: (n_items, N_BITS) float32. idf: (n_items,) float32."""

    training: Training
    hashes: NDArray[np.uint64]
    signs: F32
    idf: F32
    slope: float
    name: str = "reko-2024"

    def predict(self, profile: Profile) -> Prediction:
        own = own_liking(profile, self.slope) * self.idf
        sums = own[profile.seen] @ self.signs[profile.seen]
        distance = np.bitwise_count(self.hashes ^ _pack(sums[None, :])[0])
        near = np.argsort(distance, kind="stable")[:N_NEIGHBOURS_2024]
        scores, n_items = self.training.scores[near], len(self.idf)
        counts = np.bincount(scores.indices, minlength=n_items)
        predicted = self.training.model.items.bias.astype(np.float64) + self.training.model.mu
        totals = np.bincount(scores.indices, scores.data, n_items)
        np.divide(totals, counts, out=predicted, where=counts > 0)
        n_seen = np.bincount(self.training.seen[near].indices, minlength=n_items)
        return predict_scores(self.training.model, profile, predicted, n_seen.astype(np.float64))


def fit_reko_2024(training: Training, *, slope: float) -> _Reko2024:
    """Hash the community; slope: how much a score moves w = idf (1 + slope (s - m_u))."""
    liking = training.liking(slope)
    idf = np.log(liking.shape[0] / (1 + training.model.items.popularity)).astype(np.float32)
    liking.data = liking.data * idf[liking.indices]
    signs = np.random.default_rng(_SEED).choice([-1, 1], (liking.shape[1], N_BITS))
    signs = signs.astype(np.float32)
    return _Reko2024(training, _pack(liking @ signs), signs, idf, slope)


def _pack(sums: NDArray[np.floating]) -> NDArray[np.uint64]:
    """Return (n,) hashes of the signs of (n, N_BITS) sums."""
    return np.packbits(sums > 0, axis=1).view(np.uint64)[:, 0]


def _deviation(squares: F64 | float, n_scored: NDArray[np.integer] | int) -> F64:
    """Return the damped standard deviation of scores from sums of squares around the mean."""
    total = squares + _PRIOR_VARIANCE * _PRIOR_COUNT
    return np.asarray(np.sqrt(total / (n_scored + _PRIOR_COUNT)))
