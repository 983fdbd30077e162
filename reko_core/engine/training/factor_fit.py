"""Fit the factor model by expectation maximisation.

    s_ui = mu + b_i + v_i . p_u + noise        (`prediction.factors`)
    (b_i, v_i) ~ N(x_i B, diag(1 / precision)),   x_i the content of the title (`content_prior`)

E step: mean and covariance of each p_u, given the titles. M step: each (b_i, v_i), given the
moments of the users, whitened to mean 0 and covariance I over the community; then the prior, given
the titles (Lim and Teh, 2007; whitening as in Ilin and Raiko, 2010).

More iterations, more factors or a fitted noise variance overfit.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.baseline import ITEM_DAMPING
from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.data.score_matrix import ScoreMatrix
from reko_core.engine.kernels.factor_model import fit_items, infer_users
from reko_core.engine.prediction.factors import N_FACTORS, NOISE, Factors
from reko_core.engine.training.content_prior import ContentPrior

__all__ = ["N_ITERATIONS", "fit_factors", "fit_items_alone"]

N_ITERATIONS = 8
_INITIAL_DEVIATION = 0.05
_N_SPANS = 64
_SEED = 20221231
_N_PACKED = (N_FACTORS + 1) * (N_FACTORS + 2) // 2

F64 = NDArray[np.float64]


def fit_factors(
    lists: ShardedLists,
    mu: float,
    content: sparse.csr_array,
    reception: F64,
    held_out: NDArray[np.int64],
) -> Factors:
    """Fit to the scores of a community, without those of (k,) users held out.

    content, reception: as of `ContentPrior`. mu: mean score. The same input gives the same bits.
    """
    n_items = len(reception)
    scored = ScoreMatrix.sample(lists, n_items, without=held_out)
    if scored.n_users == 0:
        zeros = np.zeros((N_FACTORS, n_items), np.float32)
        return Factors(np.full(n_items, mu, np.float32), zeros)
    weights = _fit_weights(scored, mu, ContentPrior(content, reception, scored.counts))
    by_factor = np.ascontiguousarray(weights[:, 1:].T, np.float32)
    return Factors((mu + weights[:, 0]).astype(np.float32), by_factor)


def fit_items_alone(
    lists: ShardedLists,
    mu: float,
    factors: Factors,
    prior: tuple[F64, F64],
    is_fitted: NDArray[np.bool_],
) -> Factors:
    """Fit (n_items,) some titles to the scores of a community, and keep the factors of the others.

    One M step, given the moments of the users under `factors`: a title with v = 0 tells nothing
    about them. prior: means and precisions, each (n_items, N_FACTORS + 1).
    """
    scored = ScoreMatrix.sample(lists, len(is_fitted), with_any=is_fitted)
    moments = np.zeros((scored.n_users, _N_PACKED), np.float32)
    is_used = np.repeat(is_fitted, scored.counts)
    indptr = np.r_[0, np.cumsum(scored.counts[is_fitted])]
    by_user = scored.user_indptr, scored.items, scored.user_scores
    by_item = indptr, scored.users[is_used], scored.item_scores[is_used]
    means, precisions = (part[is_fitted] for part in prior)
    found = means.copy()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        known = factors.base.astype(np.float64), factors.weights.T.astype(np.float64, order="C")
        _run(pool, infer_users, *by_user, *known, NOISE, moments)
        fixed = moments, np.eye(N_FACTORS + 1), NOISE, means, precisions
        _run(pool, fit_items, *by_item, mu, *fixed, found)
    base, weights = factors.base.copy(), factors.weights.copy()
    base[is_fitted], weights[:, is_fitted] = mu + found[:, 0], found[:, 1:].T
    return Factors(base, weights)


def _fit_weights(scored: ScoreMatrix, mu: float, content_prior: ContentPrior) -> F64:
    """Return (n_items, N_FACTORS + 1): b_i, v_i."""
    weights = _initialise(scored, mu)
    prior, precision = np.zeros(weights.shape), np.ones(weights.shape)
    moments = np.zeros((scored.n_users, _N_PACKED), np.float32)
    by_user = scored.user_indptr, scored.items, scored.user_scores
    by_item = scored.item_indptr, scored.users, scored.item_scores
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in range(N_ITERATIONS):
            base, factors = mu + weights[:, 0], np.ascontiguousarray(weights[:, 1:])
            _run(pool, infer_users, *by_user, base, factors, NOISE, moments)
            whitening = _whiten(moments)
            fixed = moments, whitening, NOISE, prior, precision
            _run(pool, fit_items, *by_item, mu, *fixed, weights)
            prior, precision = content_prior.fit(weights)
    return weights


def _initialise(scored: ScoreMatrix, mu: float) -> F64:
    """Return initial weights: damped mean residuals, one constant factor, random numbers."""
    n_items = len(scored.counts)
    rng = np.random.default_rng(_SEED)
    weights = rng.normal(0, _INITIAL_DEVIATION, (n_items, N_FACTORS + 1))
    sums = np.bincount(scored.items, scored.user_scores - mu, n_items)
    weights[:, 0] = sums / (scored.counts + ITEM_DAMPING)
    weights[:, 1] = 1
    return weights


def _run(
    pool: ThreadPoolExecutor,
    kernel: Callable[..., None],
    indptr: NDArray[np.int64],
    *arguments: object,
) -> None:
    """Run a kernel over all rows, in spans of about equally many entries."""
    n_rows = len(indptr) - 1
    ends = np.searchsorted(indptr, np.linspace(0, indptr[-1], _N_SPANS + 1)[1:-1])
    cuts = np.unique(np.r_[0, ends.clip(max=n_rows), n_rows]).tolist()
    spans = [pool.submit(kernel, *span, indptr, *arguments) for span in pairwise(cuts)]
    for span in spans:
        span.result()


def _whiten(moments: NDArray[np.float32]) -> F64:
    """Return T, (d + 1, d + 1), with T q = (1, p) of mean 0 and covariance I over all users."""
    total = np.zeros((N_FACTORS + 1, N_FACTORS + 1))
    total[np.tril_indices_from(total)] = moments.mean(axis=0, dtype=np.float64)
    mean, square = total[1:, 0], np.tril(total[1:, 1:])
    covariance = square + np.tril(square, -1).T - np.outer(mean, mean)
    unmix = np.linalg.inv(np.linalg.cholesky(covariance))
    result = np.eye(N_FACTORS + 1)
    result[1:, 0] = -unmix @ mean
    result[1:, 1:] = unmix
    return result
