"""Fit a model to a community: everything that is known before anybody asks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.baseline import Baseline, fit_baseline
from reko_core.engine.data.community import (
    DENSE_SHARE,
    WEIGHT_SCALE,
    FranchiseColumns,
    Items,
    UserRows,
)
from reko_core.engine.data.franchise_weights import (
    damped_norms,
    franchise_idf,
    franchise_weights,
)
from reko_core.engine.data.franchises import arrange_franchises
from reko_core.engine.kernels import rows as kernels
from reko_core.engine.kernels.columns import BLOCK_USERS
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected import ScoreModel
from reko_core.engine.ranking.item_model import fit_ease
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.training.calibration import calibrate, draw_users
from reko_core.engine.training.factor_fit import fit_factors

__all__ = ["Layout", "RawCommunity", "fit_model", "lay_out"]

Progress = Callable[[str], None]

_SEED = 20221231


@dataclass(frozen=True, slots=True, eq=False)
class RawCommunity:
    """Lists and titles before anything is fitted; arrays as in `UserRows` and `Items`.

    franchise: (n_items,) int32 labels in any order. prequels: items to see before, per item.
    is_typed: (n_items,) bool, whether the title's relations carry types. genres: (n_items,
    n_words) uint64. content: (n_items, n_features) float64, what the titles are like; what is not
    known is 0.
    """

    indptr: NDArray[np.int64]
    items: NDArray[np.uint16]
    marks: NDArray[np.uint8]
    ids: NDArray[np.int32]
    franchise: NDArray[np.int32]
    day: NDArray[np.int32]
    is_aired: NDArray[np.bool_]
    is_recommendable: NDArray[np.bool_]
    is_adult: NDArray[np.bool_]
    prequels: list[list[int]]
    is_typed: NDArray[np.bool_]
    genres: NDArray[np.uint64]
    content: sparse.csr_array


def fit_model(raw: RawCommunity, progress: Progress = lambda _: None) -> Model:
    """Fit everything. progress is told the name of each step as it starts."""
    progress("biases")
    baseline = fit_baseline(raw.indptr, raw.items, raw.marks, len(raw.ids))

    progress("franchises")
    laid = lay_out(raw, baseline, *_number_by_popularity(raw))
    rows = laid.rows

    progress("item model")
    ease = fit_ease(
        laid.positions,
        laid.seen,
        laid.deviations,
        laid.n_seen,
        laid.is_scored,
        laid.items.n_franchises,
    )

    progress("factors")
    rng = np.random.default_rng(_SEED)
    drawn = draw_users(rows, rng)
    factors = fit_factors(rows, baseline.mu, raw.content, drawn.left_out)

    for part in (rows, laid.items, laid.columns, factors):
        part.freeze()

    progress("affinity and enjoyment")
    unscaled = Model(
        laid.items,
        rows,
        laid.columns,
        ease,
        baseline.mu,
        factors,
        AffinityScale(0, 1),
        ScoreModel(),
        EnjoymentModel(),
    )
    honest = fit_baseline(raw.indptr, raw.items, raw.marks, len(raw.ids), drawn.left_out)
    found = calibrate(unscaled, drawn, honest.item_bias + np.float32(honest.mu), rng)
    return replace(unscaled, scale=found.scale, scores=found.scores, enjoyment=found.enjoyment)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Lists and titles as the engine reads them, before any model is fitted.

    positions: (n_users + 1,) int64; what a user has seen of franchises is in the arrays below at
    positions[u]:positions[u + 1]. seen: int32 franchises; deviations: float32 dev_uf; n_seen: how
    many titles of each; is_scored: whether any is.
    """

    rows: UserRows
    items: Items
    columns: FranchiseColumns
    positions: NDArray[np.int64]
    seen: NDArray[np.int32]
    deviations: NDArray[np.float32]
    n_seen: NDArray[np.uint16]
    is_scored: NDArray[np.bool_]


def lay_out(
    raw: RawCommunity, baseline: Baseline, franchise: NDArray[np.int32], n_franchises: int
) -> Layout:
    """Arrange a community; franchise: (n_items,) numbers below n_franchises, popular ones first."""
    rows = UserRows(raw.indptr, raw.items, raw.marks, baseline.user_mean, baseline.user_bias)
    positions, seen, deviations, n_seen, is_scored = kernels.franchise_deviations(
        raw.indptr, raw.items, raw.marks, baseline.user_mean, franchise, n_franchises
    )
    audience = np.bincount(seen, minlength=n_franchises).astype(np.int32)
    items = _describe_items(raw, franchise, audience, baseline.item_bias)
    columns = _make_columns(positions, seen, deviations, audience, rows.n_users)
    return Layout(rows, items, columns, positions, seen, deviations, n_seen, is_scored)


def _number_by_popularity(raw: RawCommunity) -> tuple[NDArray[np.int32], int]:
    """Renumber the franchises, those seen by most users first; return how many there are, too."""
    _, labels = np.unique(raw.franchise, return_inverse=True)
    n_franchises = int(labels.max()) + 1 if len(labels) else 0
    _, seen, *_ = kernels.franchise_deviations(
        raw.indptr,
        raw.items,
        raw.marks,
        np.zeros(len(raw.indptr) - 1, np.float32),
        labels.astype(np.int32),
        n_franchises,
    )
    audience = np.bincount(seen, minlength=n_franchises)
    number = np.empty(n_franchises, np.int32)
    number[np.argsort(-audience, kind="stable")] = np.arange(n_franchises)
    return number[labels], n_franchises


def _describe_items(
    raw: RawCommunity,
    franchise: NDArray[np.int32],
    audience: NDArray[np.int32],
    bias: NDArray[np.float32],
) -> Items:
    popularity = np.bincount(raw.items, minlength=len(raw.ids)).astype(np.int32)
    arranged = arrange_franchises(
        franchise, raw.day, popularity, raw.is_recommendable, raw.prequels, raw.is_typed
    )
    return Items(
        ids=raw.ids,
        bias=bias,
        popularity=popularity,
        franchise=franchise,
        day=raw.day,
        is_aired=raw.is_aired,
        is_recommendable=raw.is_recommendable,
        is_adult=raw.is_adult,
        is_main=arranged.is_main,
        genres=raw.genres,
        requires_indptr=arranged.requires_indptr,
        requires=arranged.requires,
        order=arranged.order,
        order_indptr=arranged.order_indptr,
        franchise_popularity=audience,
    )


def _make_columns(
    positions: NDArray[np.int64],
    seen: NDArray[np.int32],
    deviations: NDArray[np.float32],
    audience: NDArray[np.int32],
    n_users: int,
) -> FranchiseColumns:
    """Turn the users' franchises into columns, block by block."""
    x = franchise_weights(deviations)
    idf = franchise_idf(audience, n_users)
    user = np.repeat(np.arange(n_users), np.diff(positions))
    squares = np.bincount(user, idf[seen] * x**2, n_users).astype(np.float64)
    norms = damped_norms(squares).astype(np.float32)
    weights = np.rint(x * WEIGHT_SCALE).astype(np.uint8)
    starts = np.arange(0, n_users, BLOCK_USERS)
    n_dense = int(np.count_nonzero(audience > DENSE_SHARE * n_users))
    dense = np.zeros((len(starts), n_dense, BLOCK_USERS), np.uint8)
    indptr = np.zeros((len(starts), len(audience) + 1), np.int64)
    blocks, n_before = [np.zeros(0, np.int64)], 0
    for block, first in enumerate(starts):
        last = min(int(first) + BLOCK_USERS, n_users)
        begin, end = positions[first], positions[last]
        order = np.argsort(seen[begin:end], kind="stable") + begin
        often, rare = np.split(order, [np.count_nonzero(seen[begin:end] < n_dense)])
        dense[block, seen[often], user[often] - first] = weights[often]
        counts = np.bincount(seen[rare], minlength=len(audience))
        indptr[block] = n_before + np.r_[0, np.cumsum(counts)]
        n_before += len(rare)
        blocks.append(rare)
    order = np.concatenate(blocks)
    return FranchiseColumns(
        dense, indptr, (user[order] % BLOCK_USERS).astype(np.uint16), weights[order], norms
    )
