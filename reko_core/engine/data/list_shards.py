"""The lists of a community in shards: a fit is map and reduce over them.

A step of a fit is a pure function of one shard, given what earlier steps found. Its results are
either integers, counts or fixed-point sums, which are added, or belong to the users of the shard
and are put one behind the other. Nothing is a sum of floats over several users, so the number of
shards, and what computes them where, does not change a bit of the model.

`Executor` is the one place where work is spread: threads by default, and whatever else has the same
`map`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.column_scan import BLOCK_USERS

__all__ = ["Divide", "Executor", "ListShard", "ShardedLists", "on_threads"]

T = TypeVar("T")

# Each thread has its own sums of the item model, 120 MB.
_MAX_THREADS = 8


@dataclass(frozen=True, slots=True, eq=False)
class ListShard:
    """The lists of consecutive users, those from number `first_user` of the community on.

    indptr: (n_users + 1,) int64, from 0; the entries of the k-th user are indptr[k]:indptr[k + 1].
    items: (n_entries,) uint16. packed: (n_entries,) uint8. Both as in `UserRows`.
    """

    first_user: int
    indptr: NDArray[np.int64]
    items: NDArray[np.uint16]
    packed: NDArray[np.uint8]

    def __post_init__(self) -> None:
        assert self.items.shape == self.packed.shape == (self.indptr[-1],)
        # Also after unpickling: kernels are compiled for read-only lists.
        for array in (self.indptr, self.items, self.packed):
            array.flags.writeable = False

    def __reduce__(self) -> tuple[type["ListShard"], tuple[object, ...]]:
        return ListShard, (self.first_user, self.indptr, self.items, self.packed)

    @property
    def n_users(self) -> int:
        """Number of users."""
        return len(self.indptr) - 1

    def indexes_of(self, users: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the indexes within the shard of those of (n,) community users who are in it."""
        indexes = users - self.first_user
        return indexes[(indexes >= 0) & (indexes < self.n_users)]

    def users(self, start: int, stop: int) -> "ListShard":
        """Return the lists of the users start:stop of the shard, as a shard of their own."""
        first, last = int(self.indptr[start]), int(self.indptr[stop])
        return ListShard(
            self.first_user + start,
            self.indptr[start : stop + 1] - first,
            self.items[first:last],
            self.packed[first:last],
        )

    def blocks(self, n_users: int) -> Iterator["ListShard"]:
        """Yield shards of `n_users` users, the last one smaller, to limit what a step holds."""
        for start in range(0, self.n_users, n_users):
            yield self.users(start, min(start + n_users, self.n_users))


class Executor(Protocol):
    """Calls functions with shards: `concurrent.futures.ThreadPoolExecutor`, or one like it.

    The contract of `map(function, shards)`:

    - function is a module's, or `functools.partial` of one; it and its arguments, numbers and numpy
      arrays, can be pickled. It is pure: it may be called again, anywhere, in any order.
    - shards are passed on as they were given, so they may be handles of shards that live elsewhere,
      as long as function is called with a `ListShard`.
    - Results come in the order of the shards. Each is made of numpy arrays and numbers. They are
      consumed one at a time, and only once: they need not all be held.
    - The first exception is raised to the caller.

    One fit makes about twenty calls, one after the other. What is not done by shards, because it
    takes as long for any community: factors are fitted to lists gathered from the shards
    (`score_matrix.MAX_USERS`), and the matrix of the item model is inverted.
    """

    def map(
        self, function: Callable[[ListShard], T], shards: Sequence[ListShard], /
    ) -> Iterator[T]:
        """Return function(shard) for each shard."""


@dataclass(frozen=True, slots=True, eq=False)
class ShardedLists:
    """All lists of a community. n_users: of all shards."""

    executor: Executor
    shards: Sequence[ListShard]
    n_users: int

    @classmethod
    def divide(cls, whole: ListShard, executor: Executor, n_shards: int) -> Self:
        """Divide lists into at most `n_shards` of about equally many entries.

        Shards start at blocks of `FranchiseColumns`. Nothing is copied but positions.
        """
        n_blocks = -(-whole.n_users // BLOCK_USERS)
        targets = np.linspace(0, whole.indptr[-1], n_shards + 1)[1:-1]
        near = np.rint(np.searchsorted(whole.indptr, targets) / BLOCK_USERS)
        cuts = np.unique(np.r_[0, near.clip(max=n_blocks), n_blocks]).astype(int) * BLOCK_USERS
        cuts = cuts.clip(max=whole.n_users).tolist()
        shards = [whole.users(*span) for span in pairwise(cuts)]
        return cls(executor, shards or [whole], whole.n_users)

    def map(self, function: Callable[[ListShard], T]) -> Iterator[T]:
        """Return the results of the shards, in order of their users."""
        return self.executor.map(function, self.shards)

    def sum(self, function: Callable[[ListShard], NDArray[np.int64]]) -> NDArray[np.int64]:
        """Add the results of the shards: integers, so their order makes no difference."""
        return reduce(_add, self.map(function))


Divide = Callable[[ListShard], AbstractContextManager[ShardedLists]]
"""Divides lists for the time of a context, such as `on_threads`."""


@contextmanager
def on_threads(whole: ListShard) -> Iterator[ShardedLists]:
    """Divide lists among threads of this process, one a processor, at most _MAX_THREADS."""
    n_threads = min(os.cpu_count() or 1, _MAX_THREADS)
    with ThreadPoolExecutor(n_threads) as pool:
        yield ShardedLists.divide(whole, pool, n_threads)


def _add(total: NDArray[np.int64], part: NDArray[np.int64]) -> NDArray[np.int64]:
    assert total.dtype == part.dtype == np.int64, "sums of floats depend on the shards"
    # What comes from another process may be read-only.
    return np.add(total, part, out=total if total.flags.writeable else None)
