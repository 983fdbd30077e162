"""The search for similar users, in shards: each has the lists of consecutive users.

    1. Each shard finds its closest N_COMPARED users by taste (`UserShard.closest`).
    2. The closest of all shards are chosen (`choose_closest`).
    3. Each shard compares the scores of those of its own, and returns their lists
       (`UserShard.compare`).

What follows reads the lists of these users only (`FoundUsers`), so it needs no shard. Everything is
computed user by user, and of equal users those with the lower number come first: the number of
shards does not change a bit of an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import FranchiseColumns, UserRows
from reko_core.engine.kernels.column_scan import BLOCK_USERS
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.search import (
    N_COMPARED,
    Candidates,
    SimilarUsers,
    compare_scores,
    find_closest,
    measure_taste,
    rank_candidates,
)
from reko_core.engine.similarity.top_k import top_k

__all__ = [
    "ClosestUsers",
    "ComparedUsers",
    "FoundUsers",
    "ShardQuery",
    "UserShard",
    "choose_closest",
    "divide_users",
    "users_of",
]

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class ShardQuery:
    """A `SimilarityQuery` as it travels: some kilobytes, as only the n titles seen are in it.

    franchises, weights, step: as there. seen: (n,) int64 items, scores: (n,) int8, residuals: (n,)
    float32.
    """

    franchises: NDArray[np.int64]
    weights: NDArray[np.int32]
    step: np.float32
    seen: NDArray[np.int64]
    scores: NDArray[np.int8]
    residuals: NDArray[np.float32]

    @classmethod
    def of(cls, query: SimilarityQuery) -> Self:
        """Take what depends on the requesting user."""
        seen = np.flatnonzero(query.item_scores >= 0)
        return cls(
            query.franchises,
            query.weights,
            query.step,
            seen,
            query.item_scores[seen],
            query.residuals[seen],
        )

    def expand(self, item_base: NDArray[np.float32]) -> SimilarityQuery:
        """Return the query; item_base: (n_items,) mu + b_i."""
        # What was received may be read-only, which the kernels are not compiled for.
        item_scores = np.full(len(item_base), -1, np.int8)
        residuals = np.zeros(len(item_base), np.float32)
        item_scores[self.seen], residuals[self.seen] = self.scores, self.residuals
        return SimilarityQuery(
            self.franchises.copy(),
            self.weights.copy(),
            self.step,
            len(self.seen),
            item_scores,
            residuals,
            item_base,
        )


@dataclass(frozen=True, slots=True, eq=False)
class ClosestUsers:
    """users: (n,) int64 of the community, ascending. taste: (n,) float32 c."""

    users: NDArray[np.int64]
    taste: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ComparedUsers:
    """The lists of n users, and how they compare with the requesting user's.

    agreement: (n,) float32 r. is_same: (n,) bool, whether it is the same list. rows: of these n.
    """

    agreement: NDArray[np.float32]
    is_same: NDArray[np.bool_]
    rows: UserRows


@dataclass(frozen=True, slots=True, eq=False)
class UserShard:
    """The users from number `first_user` of the community on. item_base: (n_items,) mu + b_i."""

    first_user: int
    rows: UserRows
    columns: FranchiseColumns
    item_base: NDArray[np.float32]

    @classmethod
    def cut(
        cls,
        rows: UserRows,
        columns: FranchiseColumns,
        item_base: NDArray[np.float32],
        blocks: slice,
    ) -> Self:
        """Cut some blocks of users out of a community; memory-mapped arrays remain so."""
        users = users_of(blocks, rows.n_users)
        own = rows.users(users.start, users.stop), columns.blocks(blocks.start, blocks.stop)
        for part in own:
            part.freeze()
        return cls(users.start, *own, item_base)

    def closest(self, query: ShardQuery, exclude: NDArray[np.int64]) -> ClosestUsers:
        """Return the closest N_COMPARED users; exclude: (k,) users of the community."""
        own = exclude - self.first_user
        own = own[(own >= 0) & (own < self.rows.n_users)]
        users, taste = find_closest(measure_taste(query.expand(self.item_base), self.columns), own)
        return ClosestUsers(self.first_user + users, taste)

    def compare(self, query: ShardQuery, users: NDArray[np.int64]) -> ComparedUsers:
        """Compare (n,) users of the community, all of this shard."""
        own = users - self.first_user
        compared = compare_scores(query.expand(self.item_base), own, self.rows)
        owners, items, packed = self.rows.gather(own)
        lengths = np.bincount(owners, minlength=len(own))
        indptr = np.r_[0, np.cumsum(lengths)].astype(np.int64)
        rows = UserRows(indptr, items, packed, self.rows.mean[own], self.rows.bias[own])
        return ComparedUsers(*compared, rows)


@dataclass(frozen=True, slots=True, eq=False)
class FoundUsers:
    """The users most similar to a profile, and their lists.

    users: (n,) int64 of the community, ascending. rows: of these n. similar: by their numbers in
    `rows`. missing_share: 0..1, the share of the community that was not searched.
    """

    users: NDArray[np.int64]
    rows: UserRows
    similar: SimilarUsers
    missing_share: float

    @classmethod
    def of(
        cls,
        closest: Sequence[ClosestUsers],
        compared: Sequence[ComparedUsers],
        missing_share: float = 0.0,
    ) -> Self:
        """Put shards together, in the order of their users.

        closest: what of each shard was chosen and compared.
        """
        rows = _join_rows([one.rows for one in compared])
        users = _join([one.users for one in closest], np.int64)
        candidates = Candidates(
            np.arange(len(users)),
            _join([one.taste for one in closest], np.float32),
            _join([one.agreement for one in compared], np.float32),
            _join([one.is_same for one in compared], np.bool_),
        )
        return cls(users, rows, rank_candidates([candidates]), missing_share)


def divide_users(n_users: int, n_shards: int) -> list[slice]:
    """Return the blocks of at most `n_shards` shards, each with about equally many."""
    n_blocks = -(-n_users // BLOCK_USERS)
    n_shards = max(1, min(n_shards, n_blocks))
    cuts = [n_blocks * k // n_shards for k in range(n_shards + 1)]
    return [slice(*span) for span in pairwise(cuts)]


def users_of(blocks: slice, n_users: int) -> slice:
    """Return the users of some blocks of a community."""
    return slice(blocks.start * BLOCK_USERS, min(blocks.stop * BLOCK_USERS, n_users))


def choose_closest(found: Sequence[ClosestUsers]) -> list[ClosestUsers]:
    """Return which of the users found by each shard are the closest N_COMPARED of all shards.

    found: in the order of the users of the shards.
    """
    kept = top_k(_join([one.taste for one in found], np.float32), N_COMPARED)
    ends = np.cumsum([len(one.users) for one in found])
    parts = np.split(kept, np.searchsorted(kept, ends)[:-1]) if found else []
    starts = ends - [len(one.users) for one in found]
    own = [part - start for part, start in zip(parts, starts, strict=True)]
    return [
        ClosestUsers(one.users[chosen], one.taste[chosen])
        for one, chosen in zip(found, own, strict=True)
    ]


def _join(parts: Sequence[NDArray[T]], dtype: type[T]) -> NDArray[T]:
    return np.concatenate([np.zeros(0, dtype), *parts])


def _join_rows(parts: Sequence[UserRows]) -> UserRows:
    lengths = [np.diff(part.indptr) for part in parts]
    rows = UserRows(
        np.r_[0, np.cumsum(_join(lengths, np.int64))],
        _join([part.items for part in parts], np.uint16),
        _join([part.packed for part in parts], np.uint8),
        _join([part.mean for part in parts], np.float32),
        _join([part.bias for part in parts], np.float32),
    )
    rows.freeze()
    return rows
