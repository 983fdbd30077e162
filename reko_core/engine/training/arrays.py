"""Build the arrays of a community from its lists and titles."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.baseline import Baseline, mean_scores
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
from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.data.prerequisites import find_main_titles, find_prerequisites
from reko_core.engine.data.shared_viewers import SharedViewers, count_viewers
from reko_core.engine.kernels.aggregates import (
    aggregate_franchises,
    count_audiences,
    order_by_franchise,
)
from reko_core.engine.kernels.column_scan import BLOCK_USERS

__all__ = [
    "RawCommunity",
    "build_columns",
    "build_items",
    "columns_of_shard",
    "count_audience",
    "join_columns",
    "number_by_popularity",
]


@dataclass(frozen=True, slots=True, eq=False)
class RawCommunity:
    """Lists and titles before anything is fitted; arrays as in `UserRows` and `Items`.

    is_extra: (n_items,) bool, specials, shorts and the like. genres: (n_items, n_words) uint64.
    content: (n_items, n_features) float64 features of the titles, 0 where unknown. trait_names: of
    each feature that is a matter of taste, else empty. reception: (n_items, k) float64, how MAL's
    users received the titles, NaN where unknown. season_days: (k + 1,) int32 first days of the k
    latest seasons, as `Items.day`, and of the next.
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
    trait_names: tuple[str, ...]
    reception: NDArray[np.float64]
    season_days: NDArray[np.int32]

    def __post_init__(self) -> None:
        # As in `Arrays.freeze`: the kernels are compiled for read-only lists.
        for array in (self.indptr, self.items, self.packed):
            array.flags.writeable = False

    @property
    def lists(self) -> ListShard:
        """All lists, as one shard."""
        return ListShard(0, self.indptr, self.items, self.packed)

    def rows(self, baseline: Baseline) -> UserRows:
        """Return all lists, with the means and biases of their users."""
        return UserRows(
            self.indptr, self.items, self.packed, baseline.user_mean, baseline.user_bias
        )


def count_audience(
    lists: ShardedLists, franchise: NDArray[np.int32], n_franchises: int
) -> NDArray[np.int64]:
    """Return (n_franchises,) users who have seen any of each; franchise: (n_items,) indexes."""
    return lists.sum(partial(_count_audience, franchise=franchise, n_franchises=n_franchises))


def number_by_popularity(
    lists: ShardedLists, franchise: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return (n_items,) franchise indexes, popular ones first, and (n_franchises,) their audience.

    franchise: (n_items,) labels in any order.
    """
    names, labels = np.unique(franchise, return_inverse=True)
    audience = count_audience(lists, labels.astype(np.int32), len(names))
    order = np.argsort(-audience, kind="stable")
    number = np.empty(len(names), np.int32)
    number[order] = np.arange(len(names))
    return number[labels], audience[order]


def _count_audience(
    shard: ListShard, *, franchise: NDArray[np.int32], n_franchises: int
) -> NDArray[np.int64]:
    return count_audiences(shard.indptr, shard.items, franchise, n_franchises)


def build_items(
    raw: RawCommunity,
    lists: ShardedLists,
    baseline: Baseline,
    shared: SharedViewers,
    franchise: NDArray[np.int32],
    audience: NDArray[np.int64],
) -> Items:
    """Build the titles; franchise: (n_items,) indexes, audience: (n_franchises,) viewers."""
    popularity = count_viewers(lists, len(raw.ids))
    is_main = find_main_titles(franchise, popularity, raw.is_recommendable, raw.is_extra)
    before = find_prerequisites(
        raw.relations, shared, franchise, raw.day, is_main, raw.is_recommendable
    )
    return Items(
        ids=raw.ids,
        bias=baseline.item_bias.astype(np.float32),
        popularity=popularity.astype(np.int32),
        franchise=franchise,
        day=raw.day,
        is_aired=raw.is_aired,
        is_recommendable=raw.is_recommendable,
        is_adult=raw.is_adult,
        is_main=is_main,
        genres=raw.genres,
        requires_indptr=before.requires_indptr,
        requires=before.requires,
        franchise_popularity=audience.astype(np.int32),
    )


def build_columns(
    positions: NDArray[np.int64],
    seen: NDArray[np.int32],
    deviations: NDArray[np.float32],
    audience: NDArray[np.int32],
    n_users: int,
) -> FranchiseColumns:
    """Turn the franchises of at most BLOCK_USERS users into columns.

    positions, seen, deviations: as of `aggregate_franchises`. audience: (n_franchises,) users who
    have seen each, of n_users in the community.
    """
    n_own, n_franchises = len(positions) - 1, len(audience)
    assert n_own <= BLOCK_USERS
    x = franchise_weights(deviations)
    idf = franchise_idf(audience, n_users)
    user = np.repeat(np.arange(n_own, dtype=np.uint16), np.diff(positions))
    squares = np.bincount(user, idf[seen] * x**2, n_own).astype(np.float64)
    weights = np.rint(x * WEIGHT_SCALE).astype(np.uint8)
    starts, order = order_by_franchise(seen, n_franchises)
    n_dense = int(np.count_nonzero(audience > DENSE_SHARE * n_users))
    popular, rare = np.split(order, [starts[n_dense]])
    dense = np.zeros((1, n_dense, BLOCK_USERS), np.uint8)
    dense[0, seen[popular], user[popular]] = weights[popular]
    return FranchiseColumns(
        dense[:n_own],
        np.maximum(starts - starts[n_dense], 0)[None][:n_own],
        user[rare],
        weights[rare],
        damped_norms(squares).astype(np.float32),
    )


def columns_of_shard(
    shard: ListShard, *, mu: float, items: Items, n_users: int
) -> FranchiseColumns:
    """Return the columns of a shard, of n_users in the community."""
    audience = items.franchise_popularity
    blocks = []
    for block in list(shard.blocks(BLOCK_USERS)) or [shard]:
        mean = mean_scores(block, mu)
        positions, seen, deviations, *_ = aggregate_franchises(
            block.indptr, block.items, block.packed, mean, items.franchise, len(audience)
        )
        blocks.append(build_columns(positions, seen, deviations, audience, n_users))
    return join_columns(blocks)


def join_columns(parts: list[FranchiseColumns]) -> FranchiseColumns:
    """Put the columns of consecutive blocks of users one behind the other."""
    shifts = np.cumsum([0, *(len(part.users) for part in parts)])
    return FranchiseColumns(
        np.concatenate([part.dense for part in parts]),
        np.concatenate([part.indptr + n for part, n in zip(parts, shifts[:-1], strict=True)]),
        np.concatenate([part.users for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.norms for part in parts]),
    )
