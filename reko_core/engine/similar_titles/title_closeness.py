"""How close every title is to given ones, by who likes both and by genre.

    c_i = .25 log max(B_i, 1e-6) + .75 log L_i - .2 log q_i + .65 cos(g_i, g) - .5 cos(g_i, h)

B: mean over the given titles of the row of their franchise in the EASE of short lists
(`prediction.ease`). L: mean over them of

    L_si = (sum_v w_v y_vs y_vi + .04 q_i) / (sum_v w_v y_vs + .04);   w_v = 1 / (y_v + 20)

y_vi: whether user v likes title i. y_v: how many titles v likes, of which each is told the less by
one of them. q_i: the share of the community that has seen i. At most N_VIEWERS viewers of s are
asked. g, h: the sums of the unit genre vectors of the given titles and of the unwanted ones.

EASE weighs what is particular to a title, L knows titles that are too rare for EASE: on held-out
users both together are better than either (`reko evaluate --task similar`). The genres keep to the
kind of title. Without the part of q, the few titles that everybody has seen would be like any
other; more of it costs titles that are liked and alike. Taking the
closeness to an unwanted title away as well costs a fifth of the titles liked and separates liked
from disliked ones no better: that somebody dislikes one title says little about those who go with
it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.half_precision import sum_half_rows
from reko_core.engine.kernels.shared_likes import sum_shared_likes
from reko_core.engine.kernels.user_rows import SUM_SCALE
from reko_core.engine.model import Model
from reko_core.engine.ranking.recommenders import IS_LIKED_STATUS

__all__ = [
    "GENRE_WEIGHT",
    "N_VIEWERS",
    "GivenTitles",
    "ease_rows",
    "mean_likes",
    "measure_closeness",
    "viewer_shares",
]

N_VIEWERS = 1500
GENRE_WEIGHT = 0.65
_DAMPING, _PSEUDO_WEIGHT = 20.0, 0.04
_EASE_WEIGHT = 0.25
_POPULARITY_DISCOUNT = 0.2
_MIN_ROW = 1e-6
_UNWANTED_WEIGHT = 0.5

F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class GivenTitles:
    """Titles that others are to be like, or unlike.

    items: (k,) int64, those of them in the community. genres: (n, n_genres) bool, of all n >= k.
    """

    items: NDArray[np.int64]
    genres: NDArray[np.bool_]


def measure_closeness(
    model: Model,
    like: GivenTitles,
    unlike: GivenTitles,
    has_genre: NDArray[np.bool_],
    genre_weight: float = GENRE_WEIGHT,
) -> NDArray[np.float64]:
    """Return (n_items,) c; has_genre: (n_genres, n_items). genre_weight: of cos(g_i, g)."""
    closeness = np.zeros(model.items.n_items)
    if len(like.items):
        rows = np.log(np.maximum(ease_rows(model, like.items), _MIN_ROW))
        likes = np.log(mean_likes(model, like.items))
        closeness += _EASE_WEIGHT * rows + (1 - _EASE_WEIGHT) * likes
        closeness -= _POPULARITY_DISCOUNT * np.log(viewer_shares(model))
    else:
        closeness += np.log(viewer_shares(model))
    wanted = genre_weight * _direction(like.genres) - _UNWANTED_WEIGHT * _direction(unlike.genres)
    return closeness + _project(has_genre, wanted)


def _project(has_genre: NDArray[np.bool_], vector: F32) -> F32:
    """Return (n_items,) the products of unit genre vectors with a (n_genres,) vector."""
    used = np.flatnonzero(vector)
    n_genres = np.maximum(np.count_nonzero(has_genre, axis=0), 1)
    return np.asarray(vector[used] @ has_genre[used] / np.sqrt(n_genres), np.float32)


def _direction(genres: NDArray[np.bool_]) -> F32:
    """Return (n_genres,) the unit vector of the sum of unit vectors, zeros without any genre."""
    units = genres / np.maximum(np.linalg.norm(genres, axis=1, keepdims=True), 1)
    total = units.sum(axis=0)
    return np.asarray(total / max(np.linalg.norm(total), 1e-9), np.float32)


def ease_rows(model: Model, items: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return (n_items,) B, 0 for titles that are no targets."""
    weights, targets = model.ease.weights[0], model.ease.targets
    franchises = model.items.franchise[items]
    inputs = franchises[franchises < len(weights)].astype(np.int64)
    factors = np.full(len(inputs), 1 / len(items), np.float32)
    rows = np.zeros(model.items.n_items)
    rows[targets] = sum_half_rows(weights.view(np.uint16), inputs, factors)
    return rows


def mean_likes(model: Model, items: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return (n_items,) L."""
    share, total = viewer_shares(model), np.zeros(model.items.n_items)
    for item in items.tolist():
        likes = _sum_likes(model, item)
        total += (likes + _PSEUDO_WEIGHT * share) / (likes[item] + _PSEUDO_WEIGHT)
    return total / len(items)


def _sum_likes(model: Model, item: int) -> NDArray[np.float64]:
    """Return (n_items,) sum_v w_v y_vs y_vi."""
    rows = model.rows
    viewers = model.columns.viewers(int(model.items.franchise[item]))
    # Every k-th: the same ones each time, and of all ages of the community.
    viewers = viewers[:: max(1, -(-len(viewers) // N_VIEWERS))]
    sums = sum_shared_likes(
        item,
        viewers,
        rows.indptr,
        rows.items,
        rows.packed,
        rows.mean,
        IS_LIKED_STATUS,
        _DAMPING,
        model.items.n_items,
    )
    return np.asarray(sums / SUM_SCALE)


def viewer_shares(model: Model) -> NDArray[np.float64]:
    """Return (n_items,) q > 0."""
    return np.maximum(model.items.popularity, 1) / max(model.n_users, 1)
