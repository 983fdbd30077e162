"""Fit which tastes the viewers of a title have, given its traits (`prediction.content_interest`).

    y_uj = (1[x_uj >= .8] - p_j) / sqrt(p_j);   p_j = mean over users of 1[x_uj >= .8]
    q_j  = (T'T + .05 U I)^-1 T' y_j                 rows of T: t_u of U users
    W    = (D' K D + 10 I)^-1 D' K Q;   D = (1, C), K = diag(n_j / (n_j + 200)), n_j viewers

over the titles of the last three years that enough users have seen: what people choose among what
is new, not which classics they know.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.baseline import mean_scores
from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.data.user_sample import gather_lists, sample_users
from reko_core.engine.kernels.normal_equations import factorise, solve_factorised
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.prediction.content_interest import DAMPING, ContentInterest, entry_weights
from reko_core.engine.training.arrays import RawCommunity

__all__ = ["fit_content_interest", "update_traits"]

MAX_USERS = 10_000
_MIN_SCORED = 10
_MIN_TITLES = 15
_RECENT_DAYS, _MIN_VIEWERS, _HALF_WEIGHT_VIEWERS = 1100, 60, 200
_LIKED = 0.8
_TASTE_RIDGE, _TRAIT_RIDGE = 0.05, 10.0
_MIN_DEVIATION = 1e-3
_SEED = 20221233

F64 = NDArray[np.float64]


def fit_content_interest(raw: RawCommunity, lists: ShardedLists, mu: float) -> ContentInterest:
    """Fit to a sample of the lists; mu: mean score of the community."""
    found = _no_interest(raw)
    users, _ = sample_users(lists, MAX_USERS, min_scored=_MIN_SCORED, seed=_SEED)
    if len(users) == 0 or not found.trait_names:
        return found
    sample = gather_lists(lists, np.sort(users))
    weights = _weigh(sample, mu, len(raw.ids))
    has_trait = found.has_traits(np.arange(len(raw.ids)))
    total = np.asarray(weights.sum(axis=1), np.float64)
    sums = (weights @ has_trait).toarray().astype(np.float64)
    mean = sums.sum(axis=0) / max(total.sum(), 1)
    tastes = (sums - total[:, None] * mean) / (total + DAMPING)[:, None]
    deviation = np.maximum(tastes.std(axis=0), _MIN_DEVIATION)
    return replace(
        found,
        mean=mean.astype(np.float32),
        deviation=deviation.astype(np.float32),
        weights=_fit_weights(raw, weights, has_trait, tastes / deviation).astype(np.float32),
    )


def update_traits(raw: RawCommunity, fitted: ContentInterest) -> ContentInterest:
    """Return the same tastes with the traits of other titles."""
    indptr, traits = _list_traits(raw, fitted.trait_names)
    return replace(fitted, indptr=indptr, traits=traits)


def _no_interest(raw: RawCommunity) -> ContentInterest:
    """Return the traits that enough titles have, without any effect."""
    n_titles = np.bincount(raw.content.indices, minlength=len(raw.trait_names))
    names = tuple(
        name
        for name, n in zip(raw.trait_names, n_titles.tolist(), strict=True)
        if name and n >= _MIN_TITLES
    )
    n_traits = len(names)
    zeros = np.zeros(n_traits, np.float32)
    weights = np.zeros((n_traits + 1, n_traits), np.float32)
    return ContentInterest(*_list_traits(raw, names), zeros, np.ones_like(zeros), weights, names)


def _list_traits(
    raw: RawCommunity, names: tuple[str, ...]
) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    """Return the traits of each title, as `ContentInterest` has them."""
    number = {name: trait for trait, name in enumerate(names)}
    trait_of = np.array([number.get(name, -1) for name in raw.trait_names], np.int64)
    content = raw.content.tocoo()
    items, traits = content.coords[0], trait_of[content.coords[1]]
    items, traits = items[traits >= 0], traits[traits >= 0]
    order = np.lexsort((traits, items))
    lengths = np.bincount(items, minlength=len(raw.ids))
    return np.r_[0, np.cumsum(lengths)].astype(np.int32), traits[order].astype(np.uint16)


def _weigh(sample: ListShard, mu: float, n_items: int) -> sparse.csr_array:
    """Return (n_users, n_items) x_uj."""
    scores = (sample.packed & SCORE_MASK).astype(np.int8)
    mean = np.repeat(mean_scores(sample, mu), np.diff(sample.indptr))
    found = entry_weights(scores, mean)
    return sparse.csr_array((found, sample.items, sample.indptr), (sample.n_users, n_items))


def _fit_weights(
    raw: RawCommunity, weights: sparse.csr_array, has_trait: sparse.csr_array, tastes: F64
) -> F64:
    """Return W; tastes: (n_users, n_traits)."""
    n_users = len(tastes)
    is_recent = (raw.day < raw.season_days[-1]) & (raw.day >= raw.season_days[-1] - _RECENT_DAYS)
    liked = sparse.csr_array(weights >= np.float32(_LIKED), dtype=np.float64)
    n_liked = np.asarray(liked.sum(axis=0))
    targets = np.flatnonzero(is_recent & (n_liked >= _MIN_VIEWERS))
    share = n_liked[targets] / n_users
    # Not by BLAS: its bits depend on the number of its threads.
    transposed = sparse.csr_array(tastes.T)
    products = (liked[:, targets].T @ tastes).T - np.outer(tastes.sum(axis=0), share)
    gram = transposed @ tastes
    gram[np.diag_indices_from(gram)] += _TASTE_RIDGE * n_users
    common = solve_factorised(factorise(gram), products / np.sqrt(share))
    ones = np.ones((len(targets), 1))
    design = sparse.csr_array(sparse.hstack([ones, has_trait[targets]], dtype=np.float64))
    importance = n_liked[targets] / (n_liked[targets] + _HALF_WEIGHT_VIEWERS)
    weighted = sparse.csr_array(design.multiply(importance[:, None]))
    square = (design.T @ weighted).toarray()
    square[np.diag_indices_from(square)] += _TRAIT_RIDGE
    return solve_factorised(factorise(square), weighted.T @ np.ascontiguousarray(common.T))
