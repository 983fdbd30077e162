"""Build the arrays of a community from its lists and titles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.baseline import Baseline
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
from reko_core.engine.data.franchises import TitleRelations
from reko_core.engine.data.prerequisites import find_main_titles, find_prerequisites
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.kernels.aggregates import aggregate_franchises
from reko_core.engine.kernels.column_scan import BLOCK_USERS

__all__ = [
    "CommunityArrays",
    "RawCommunity",
    "build_arrays",
    "build_columns",
    "number_by_popularity",
]


@dataclass(frozen=True, slots=True, eq=False)
class RawCommunity:
    """Lists and titles before anything is fitted; arrays as in `UserRows` and `Items`.

    is_extra: (n_items,) bool, specials, shorts and the like. genres: (n_items, n_words) uint64.
    content: (n_items, n_features) float64 features of the titles, 0 where unknown. reception:
    (n_items, k) float64, how MAL's users received the titles, NaN where unknown.
    """

    indptr: NDArray[np.int64]
    items: NDArray[np.uint16]
    packed: NDArray[np.uint8]
    ids: NDArray[np.int32]
    day: NDArray[np.int32]
    is_aired: NDArray[np.bool_]
    is_recommendable: NDArray[np.bool_]
    is_extra: NDArray[np.bool_]
    is_adult: NDArray[np.bool_]
    relations: TitleRelations
    genres: NDArray[np.uint64]
    content: sparse.csr_array
    reception: NDArray[np.float64]

    def __post_init__(self) -> None:
        # As in `Arrays.freeze`: the kernels are compiled for read-only lists.
        for array in (self.indptr, self.items, self.packed):
            array.flags.writeable = False


@dataclass(frozen=True, slots=True, eq=False)
class CommunityArrays:
    """Lists and titles as the engine reads them, and each user's entries by franchise.

    positions: (n_users + 1,) int64; user u has seen the franchises positions[u]:positions[u + 1]
    of the following arrays. seen: int32 franchises. deviations: float32 dev_uf. n_seen: uint16
    titles of each. is_scored: bool, whether any of these is scored.
    """

    rows: UserRows
    items: Items
    columns: FranchiseColumns
    positions: NDArray[np.int64]
    seen: NDArray[np.int32]
    deviations: NDArray[np.float32]
    n_seen: NDArray[np.uint16]
    is_scored: NDArray[np.bool_]


def build_arrays(
    raw: RawCommunity,
    baseline: Baseline,
    shared: SharedViewers,
    franchise: NDArray[np.int32],
    n_franchises: int,
) -> CommunityArrays:
    """Build the arrays; franchise: (n_items,) indexes below n_franchises, popular ones first."""
    rows = UserRows(raw.indptr, raw.items, raw.packed, baseline.user_mean, baseline.user_bias)
    positions, seen, deviations, n_seen, is_scored = aggregate_franchises(
        raw.indptr, raw.items, raw.packed, baseline.user_mean, franchise, n_franchises
    )
    audience = np.bincount(seen, minlength=n_franchises).astype(np.int32)
    items = _build_items(raw, shared, franchise, audience, baseline.item_bias)
    columns = build_columns(positions, seen, deviations, audience)
    return CommunityArrays(rows, items, columns, positions, seen, deviations, n_seen, is_scored)


def number_by_popularity(
    raw: RawCommunity, franchise: NDArray[np.int32]
) -> tuple[NDArray[np.int32], int]:
    """Return (n_items,) franchise indexes in descending order of popularity, and their number.

    franchise: (n_items,) labels in any order.
    """
    _, labels = np.unique(franchise, return_inverse=True)
    n_franchises = int(labels.max()) + 1 if len(labels) else 0
    _, seen, *_ = aggregate_franchises(
        raw.indptr,
        raw.items,
        raw.packed,
        np.zeros(len(raw.indptr) - 1, np.float32),
        labels.astype(np.int32),
        n_franchises,
    )
    audience = np.bincount(seen, minlength=n_franchises)
    number = np.empty(n_franchises, np.int32)
    number[np.argsort(-audience, kind="stable")] = np.arange(n_franchises)
    return number[labels], n_franchises


def _build_items(
    raw: RawCommunity,
    shared: SharedViewers,
    franchise: NDArray[np.int32],
    audience: NDArray[np.int32],
    bias: NDArray[np.float32],
) -> Items:
    popularity = np.bincount(raw.items, minlength=len(raw.ids)).astype(np.int32)
    is_main = find_main_titles(franchise, popularity, raw.is_recommendable, raw.is_extra)
    before = find_prerequisites(
        raw.relations, shared, franchise, raw.day, is_main, raw.is_recommendable
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
        is_main=is_main,
        genres=raw.genres,
        requires_indptr=before.requires_indptr,
        requires=before.requires,
        franchise_popularity=audience,
    )


def build_columns(
    positions: NDArray[np.int64],
    seen: NDArray[np.int32],
    deviations: NDArray[np.float32],
    audience: NDArray[np.int32],
) -> FranchiseColumns:
    """Turn the users' franchises, given as in `CommunityArrays`, into columns, block by block.

    audience: (n_franchises,) users who have seen each.
    """
    n_users = len(positions) - 1
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
        popular, rare = np.split(order, [np.count_nonzero(seen[begin:end] < n_dense)])
        dense[block, seen[popular], user[popular] - first] = weights[popular]
        counts = np.bincount(seen[rare], minlength=len(audience))
        indptr[block] = n_before + np.r_[0, np.cumsum(counts)]
        n_before += len(rare)
        blocks.append(rare)
    order = np.concatenate(blocks)
    return FranchiseColumns(
        dense, indptr, (user[order] % BLOCK_USERS).astype(np.uint16), weights[order], norms
    )
