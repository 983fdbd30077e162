"""How many users have seen two related titles."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.kernels.aggregates import count_items
from reko_core.engine.kernels.viewer_pairs import count_shared_viewers

__all__ = ["SharedViewers", "count_viewers"]


@dataclass(frozen=True, slots=True, eq=False)
class SharedViewers:
    """The groups of at least two titles, and the users who have seen each two of a group.

    members: (n_members,) int64 items by group, the most popular first. offset: (n_groups + 1,)
    int64, where the members of each group start. counts: the (size, size) int64 matrices of all
    groups, flat; the diagonals are viewers.
    """

    members: NDArray[np.int64]
    offset: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def count(cls, lists: ShardedLists, labels: NDArray[np.int32]) -> Self:
        """Count over all lists; labels: (n_items,) of the groups."""
        n_items = len(labels)
        viewers = count_viewers(lists, n_items)
        _, label, n_titles = np.unique(labels, return_inverse=True, return_counts=True)
        number = np.where(n_titles > 1, np.cumsum(n_titles > 1) - 1, -1)
        group = number[label].astype(np.int32)
        grouped = np.flatnonzero(group >= 0)
        members = grouped[np.lexsort((grouped, -viewers[grouped], group[grouped]))]
        size = n_titles[n_titles > 1]
        offset = np.r_[0, np.cumsum(size)]
        place = np.zeros(n_items, np.int32)
        place[members] = np.arange(len(members)) - np.repeat(offset[:-1], size)
        starts = np.r_[0, np.cumsum(size.astype(np.int64) ** 2)]
        sizes = size.astype(np.int32)
        step = partial(_count, group=group, place=place, size=sizes, offset=starts)
        return cls(members, offset, lists.sum(step))

    def groups(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Yield (n,) members, the most popular first, and (n, n) counts of each group."""
        start = 0
        for first, last in zip(self.offset[:-1], self.offset[1:], strict=True):
            size = int(last - first)
            matrix = self.counts[start : start + size**2].reshape(size, size)
            start += size**2
            yield self.members[first:last], matrix


def count_viewers(lists: ShardedLists, n_items: int) -> NDArray[np.int64]:
    """Return (n_items,) users who have seen each title."""
    return lists.sum(partial(_count_viewers, n_items=n_items))


def _count_viewers(shard: ListShard, *, n_items: int) -> NDArray[np.int64]:
    return count_items(shard.items, n_items)


def _count(
    shard: ListShard,
    *,
    group: NDArray[np.int32],
    place: NDArray[np.int32],
    size: NDArray[np.int32],
    offset: NDArray[np.int64],
) -> NDArray[np.int64]:
    return count_shared_viewers(shard.indptr, shard.items, group, place, size, offset)
