"""Who of the first viewers of a season has seen its titles, weighted by their similarity.

    q_ui = sum_v s_uv y_vi / sum_v s_uv;   nk = ln((k q + .2) / (k + 4))       over k lists

s_uv: the cosine of franchises (`data.franchise_weights`), at least a little. y_vi: x of the title
as of `prediction.content_interest`, 0 where it is not seen.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.baseline import mean_scores
from reko_core.engine.data.franchise_weights import (
    damped_norms,
    franchise_idf,
    franchise_weights,
)
from reko_core.engine.data.list_shards import ListShard
from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels.aggregates import aggregate_franchises
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.prediction.content_interest import entry_weights

__all__ = ["viewer_share"]

_MIN_SIMILARITY = 0.01
_PRIOR_VIEWERS, _PRIOR_LISTS = 0.2, 4.0


def viewer_share(
    model: Model, profile: Profile, viewers: ListShard, titles: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return (n,) nk of (n,) titles."""
    mean = mean_scores(viewers, model.mu)
    similarity = _similarity(model, profile, viewers, mean)
    place = np.full(model.items.n_items, -1)
    place[titles] = np.arange(len(titles))
    user = np.repeat(np.arange(viewers.n_users), np.diff(viewers.indptr))
    entries = np.flatnonzero(place[viewers.items] >= 0)
    user, title = user[entries], place[viewers.items[entries]]
    scores = (viewers.packed[entries] & SCORE_MASK).astype(np.int8)
    liking = entry_weights(scores, mean[user])
    sums = np.bincount(title, similarity[user] * liking, len(titles))
    share = sums / max(float(similarity.sum()), _MIN_SIMILARITY)
    n = viewers.n_users
    return np.asarray(np.log((n * share + _PRIOR_VIEWERS) / (n + _PRIOR_LISTS)))


def _similarity(
    model: Model, profile: Profile, viewers: ListShard, mean: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return (k,) s of the viewers; mean: (k,) of their scores."""
    items, n = model.items, viewers.n_users
    idf = franchise_idf(items.franchise_popularity, model.n_users)
    own = np.zeros(items.n_franchises, np.float32)
    own[profile.franchises] = franchise_weights(profile.deviations)
    positions, seen, deviations, *_ = aggregate_franchises(
        viewers.indptr, viewers.items, viewers.packed, mean, items.franchise, items.n_franchises
    )
    theirs, user = franchise_weights(deviations), np.repeat(np.arange(n), np.diff(positions))
    products = np.bincount(user, idf[seen] * own[seen] * theirs, n)
    norms = damped_norms(np.bincount(user, idf[seen] * theirs**2, n).astype(np.float64))
    own_norm = float(damped_norms((idf * own**2).sum()))
    return products / norms / own_norm + _MIN_SIMILARITY
