"""The community as arrays: who has seen what and how they scored it, and what the titles are."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.column_scan import BLOCK_USERS

__all__ = [
    "DENSE_SHARE",
    "NO_DATE",
    "WEIGHT_SCALE",
    "Arrays",
    "FranchiseColumns",
    "Items",
    "UserRows",
]

DENSE_SHARE = 0.2
"""Franchises seen by more than this share of the users are stored as dense columns.

Above a third dense columns are smaller; they are faster from far less, as they are read in vectors.
"""

WEIGHT_SCALE = 64
"""Franchise weights (0..2.8) are stored in steps of 1/64."""

NO_DATE = np.iinfo(np.int32).max
"""Day number of a title whose first broadcast is unknown."""


class Arrays:
    """Base of dataclasses whose fields are arrays."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the arrays, in order."""
        return tuple(field.name for field in fields(cls))  # type: ignore[arg-type]

    def as_dict(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays by name."""
        return {name: getattr(self, name) for name in self.names()}

    def freeze(self) -> None:
        """Make the arrays read-only, as mapped ones are, so that kernels are compiled once."""
        for array in self.as_dict().values():
            array.flags.writeable = False


@dataclass(frozen=True, slots=True, eq=False)
class UserRows(Arrays):
    """The lists of the community, by user (CSR); planned titles are left out.

    indptr: (n_users + 1,) int64; the entries of user u are indptr[u]:indptr[u + 1].
    items: (n_entries,) uint16 item indexes, ascending within a user.
    packed: (n_entries,) uint8; the low four bits are the score (0 = unscored), the high bits the
    status.
    mean: (n_users,) float32, mean of the user's scores; the community's for users without scores.
    bias: (n_users,) float32, damped bias b_u.
    """

    indptr: NDArray[np.int64]
    items: NDArray[np.uint16]
    packed: NDArray[np.uint8]
    mean: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __post_init__(self) -> None:
        assert self.items.shape == self.packed.shape == (self.indptr[-1],)
        assert self.mean.shape == self.bias.shape == (self.n_users,)

    @property
    def n_users(self) -> int:
        """Number of users."""
        return len(self.indptr) - 1

    def users(self, start: int, stop: int) -> "UserRows":
        """Return the lists of the users start:stop; nothing is copied but positions."""
        first, last = int(self.indptr[start]), int(self.indptr[stop])
        return UserRows(
            self.indptr[start : stop + 1] - first,
            self.items[first:last],
            self.packed[first:last],
            self.mean[start:stop],
            self.bias[start:stop],
        )

    def row(self, user: int) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """Return the items of one user, and their packed statuses and scores."""
        span = slice(int(self.indptr[user]), int(self.indptr[user + 1]))
        return self.items[span], self.packed[span]

    def gather(
        self, users: NDArray[np.integer]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint16], NDArray[np.uint8]]:
        """Return the entries of (k,) users: (n,) positions in `users`, items, packed."""
        starts, lengths = self.indptr[users], self.indptr[users + 1] - self.indptr[users]
        owners = np.repeat(np.arange(len(users)), lengths)
        shift = starts - np.cumsum(lengths) + lengths
        entries = np.arange(len(owners)) + shift[owners]
        return owners, self.items[entries], self.packed[entries]


@dataclass(frozen=True, slots=True, eq=False)
class FranchiseColumns(Arrays):
    """Who has seen each franchise, and with which weight, by franchise (CSC).

    Users are divided into blocks of `BLOCK_USERS`. Weights are x_uf (`franchise_weights`) in steps
    of 1 / `WEIGHT_SCALE`. Franchises are numbered by popularity: the first n_dense are stored for
    every user, the others only for those who have seen them.

    dense: (n_blocks, n_dense, BLOCK_USERS) uint8 weights, 0 where unseen.
    indptr: (n_blocks, n_franchises + 1) int64; positions in the two arrays below.
    users: (n_entries,) uint16, index of the user within the block.
    weights: (n_entries,) uint8.
    norms: (n_users,) float32, damped |x_u|.
    """

    dense: NDArray[np.uint8]
    indptr: NDArray[np.int64]
    users: NDArray[np.uint16]
    weights: NDArray[np.uint8]
    norms: NDArray[np.float32]

    def __post_init__(self) -> None:
        assert self.users.shape == self.weights.shape
        assert len(self.users) == (int(self.indptr[-1, -1]) if len(self.indptr) else 0)
        assert len(self.indptr) == len(self.dense) == -(-len(self.norms) // BLOCK_USERS)
        assert self.dense.shape[2] == BLOCK_USERS

    def viewers(self, franchise: int) -> NDArray[np.int64]:
        """Return (k,) users who have seen a franchise and do not hate it (x > 0), ascending."""
        if franchise < self.dense.shape[1]:
            return np.flatnonzero(self.dense[:, franchise])
        spans = zip(self.indptr[:, franchise], self.indptr[:, franchise + 1], strict=True)
        parts = [
            self.users[first:last].astype(np.int64) + block * BLOCK_USERS
            for block, (first, last) in enumerate(spans)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def blocks(self, start: int, stop: int) -> "FranchiseColumns":
        """Return the columns of the blocks start:stop; nothing is copied but positions."""
        indptr = self.indptr[start:stop]
        first, last = (int(indptr[0, 0]), int(indptr[-1, -1])) if len(indptr) else (0, 0)
        return FranchiseColumns(
            self.dense[start:stop],
            indptr - first,
            self.users[first:last],
            self.weights[first:last],
            self.norms[start * BLOCK_USERS : stop * BLOCK_USERS],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Items(Arrays):
    """The titles; franchises are numbered by popularity.

    ids: (n_items,) int32 MAL ids, ascending.
    bias: (n_items,) float32, damped bias b_i.
    popularity: (n_items,) int32, community users who have seen the title.
    franchise: (n_items,) int32 franchise index.
    day: (n_items,) int32, first broadcast in days since 1970-01-01; NO_DATE = unknown.
    is_aired: (n_items,) bool, whether the first broadcast is past or unknown.
    is_recommendable: (n_items,) bool; False for music videos and commercials.
    is_adult: (n_items,) bool; for adults only.
    is_main: (n_items,) bool; False for specials and the like that few of the franchise's audience
    have seen.
    genres: (n_items, n_words) uint64, one bit a genre.
    requires_indptr: (n_items + 1,) int64, requires: (n,) int32: prerequisites of each item.
    franchise_popularity: (n_franchises,) int32, users who have seen any of it; descending at the
    time the models were fitted.
    """

    ids: NDArray[np.int32]
    bias: NDArray[np.float32]
    popularity: NDArray[np.int32]
    franchise: NDArray[np.int32]
    day: NDArray[np.int32]
    is_aired: NDArray[np.bool_]
    is_recommendable: NDArray[np.bool_]
    is_adult: NDArray[np.bool_]
    is_main: NDArray[np.bool_]
    genres: NDArray[np.uint64]
    requires_indptr: NDArray[np.int64]
    requires: NDArray[np.int32]
    franchise_popularity: NDArray[np.int32]

    @property
    def n_items(self) -> int:
        """Number of titles."""
        return len(self.ids)

    @property
    def n_franchises(self) -> int:
        """Number of franchises."""
        return len(self.franchise_popularity)

    def index(self, anime_ids: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return (n,) item indexes of (n,) MAL ids, -1 for those not in the community."""
        if self.n_items == 0:
            return np.full(len(anime_ids), -1)
        position = np.searchsorted(self.ids, anime_ids).clip(max=self.n_items - 1)
        return np.where(self.ids[position] == anime_ids, position, -1)
