"""Surprise: SVD and KNNBaseline (Hug, 2020).

It cannot fold in: what is shown of the held-out users is in the training set, too, which no other
peer is given. What is predicted is the same as `algo.predict`, for all titles at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from support.peer_training import Training, own_scores, predict_scores

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.evaluation.evaluated_models import Prediction

if TYPE_CHECKING:
    from surprise import SVD, KNNBaseline, Trainset

__all__ = ["fit_surprise_knn", "fit_surprise_svd"]

_SEED = 1

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Who and what the library numbered: held-out users by their list, and the titles.

    titles: (n_known,) item index of each of the library's titles.
    """

    model: Model
    trainset: "Trainset"
    users: dict[bytes, int]
    titles: NDArray[np.int64]

    def user(self, profile: Profile) -> int:
        """Return the library's number of a held-out user."""
        return self.users[_key(profile)]

    def predict(self, profile: Profile, predicted: F64, user_bias: float) -> Prediction:
        """Predict by (n_known,) predicted scores; titles nobody scored get mu + b_u."""
        every = np.full(self.model.items.n_items, self.trainset.global_mean + user_bias)
        every[self.titles] = predicted
        return predict_scores(self.model, profile, every)


@dataclass(frozen=True, slots=True, eq=False)
class _Svd:
    known: _Known
    algo: "SVD"
    name: str = "surprise-svd"

    def predict(self, profile: Profile) -> Prediction:
        algo, user = self.algo, self.known.user(profile)
        base = algo.trainset.global_mean + algo.bu[user] + algo.bi
        return self.known.predict(profile, base + algo.qi @ algo.pu[user], algo.bu[user])


@dataclass(frozen=True, slots=True, eq=False)
class _Knn:
    """mu + b_u + b_i + sum_j sim_ij (s_uj - mu - b_u - b_j) / sum_j sim_ij, the k closest j."""

    known: _Known
    algo: "KNNBaseline"
    k: int
    name: str = "surprise-knn"

    def predict(self, profile: Profile) -> Prediction:
        algo, user = self.algo, self.known.user(profile)
        base = algo.trainset.global_mean + algo.bu[user] + algo.bi
        rated, scores = (np.array(part) for part in zip(*algo.trainset.ur[user], strict=True))
        similar = algo.sim[rated]
        residuals = (scores - base[rated])[:, None]
        if len(rated) > self.k:
            nearest = np.argpartition(-similar, self.k - 1, axis=0)[: self.k]
            similar = np.take_along_axis(similar, nearest, axis=0)
            residuals = residuals[nearest, 0]
        weights = np.maximum(similar, 0)
        total = weights.sum(axis=0)
        moved = np.zeros(len(base))
        np.divide((weights * residuals).sum(axis=0), total, out=moved, where=total > 0)
        return self.known.predict(profile, base + moved, algo.bu[user])


def fit_surprise_svd(
    training: Training, *, n_factors: int, n_epochs: int, lr_all: float, reg_all: float
) -> _Svd:
    """Train biased factors by stochastic gradient descent."""
    from surprise import SVD

    known = _make_known(training)
    algo = SVD(
        n_factors=n_factors, n_epochs=n_epochs, lr_all=lr_all, reg_all=reg_all, random_state=_SEED
    )
    return _Svd(known, algo.fit(known.trainset))


def fit_surprise_knn(training: Training, *, k: int, shrinkage: int, min_support: int) -> _Knn:
    """Correlate the titles.

    By titles, not by users: five matrices of users by users would take some 12 GB.
    """
    known, algo = _correlate_titles(training, shrinkage, min_support)
    return _Knn(known, algo, k)


# Kept, since the number of neighbours is tuned on the same correlations.
@lru_cache(maxsize=1)
def _correlate_titles(
    training: Training, shrinkage: int, min_support: int
) -> tuple[_Known, "KNNBaseline"]:
    from surprise import KNNBaseline

    known = _make_known(training)
    similarity = {
        "name": "pearson_baseline",
        "user_based": False,
        "shrinkage": shrinkage,
        "min_support": min_support,
    }
    algo = KNNBaseline(sim_options=similarity, verbose=False)
    return known, algo.fit(known.trainset)


def _make_known(training: Training) -> _Known:
    """Put the community and the held-out users into one training set."""
    import pandas as pd
    from surprise import Dataset, Reader

    community = training.scores.tocoo()
    n_users = training.scores.shape[0]
    shown = [own_scores(profile) for profile in training.visible]
    table = pd.DataFrame(
        {
            "user": np.r_[community.row, _repeated(n_users, [len(items) for items, _ in shown])],
            "item": np.concatenate([community.col, *(items for items, _ in shown)]),
            "score": np.concatenate([community.data, *(scores for _, scores in shown)]),
        }
    )
    trainset = Dataset.load_from_df(table, Reader(rating_scale=(1, 10))).build_full_trainset()
    numbers = {
        _key(profile): trainset.to_inner_uid(n_users + k)
        for k, profile in enumerate(training.visible)
    }
    titles = [trainset.to_raw_iid(item) for item in trainset.all_items()]
    return _Known(training.model, trainset, numbers, np.array(titles, np.int64))


def _repeated(first: int, lengths: Sequence[int]) -> NDArray[np.int64]:
    return np.repeat(np.arange(first, first + len(lengths)), lengths)


def _key(profile: Profile) -> bytes:
    return profile.seen.tobytes() + profile.scores.tobytes()
