"""Lists that reach into the latest seasons: who has seen what is new.

A season's first viewers say more about its titles than anything known before. A sample is enough:
from some hundred lists on, more of them hardly change an order.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Arrays
from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.data.user_sample import gather_lists, sample_users

__all__ = ["MAX_LISTS", "SeasonViewers"]

MAX_LISTS = 500
_MIN_SCORED = 10
_SEED = 20221234


@dataclass(frozen=True, slots=True, eq=False)
class SeasonViewers(Arrays):
    """Random users who have seen a title of a season, at most MAX_LISTS of each.

    first_days: (n_seasons,) int32 days since 1970-01-01, ascending. starts: (n_seasons + 1,) int64,
    where the users of each season start. indptr: (n_users + 1,) int64, items: (n_entries,) uint16,
    packed: (n_entries,) uint8: their whole lists, as in `UserRows`.
    """

    first_days: NDArray[np.int32]
    starts: NDArray[np.int64]
    indptr: NDArray[np.int64]
    items: NDArray[np.uint16]
    packed: NDArray[np.uint8]

    @classmethod
    def sample(
        cls, lists: ShardedLists, day: NDArray[np.int32], season_days: NDArray[np.int32]
    ) -> Self:
        """Sample the viewers of n seasons.

        day: (n_items,) first broadcasts. season_days: (n + 1,) first days of the seasons, and of
        the next.
        """
        season = np.searchsorted(season_days, day, "right") - 1
        shards = [_sample(lists, season == k) for k in range(len(season_days) - 1)]
        lengths = [np.diff(shard.indptr) for shard in shards]
        return cls(
            np.asarray(season_days[:-1], np.int32),
            np.r_[0, np.cumsum([shard.n_users for shard in shards])].astype(np.int64),
            np.r_[0, np.cumsum(np.concatenate([np.zeros(0, np.int64), *lengths]))],
            np.concatenate([np.zeros(0, np.uint16), *(shard.items for shard in shards)]),
            np.concatenate([np.zeros(0, np.uint8), *(shard.packed for shard in shards)]),
        )

    def of_season(self, first_day: int) -> ListShard:
        """Return the lists of a season, none where it is not among those sampled."""
        season = np.flatnonzero(self.first_days == first_day)
        start, stop = self.starts[season[0] :][:2].tolist() if len(season) else (0, 0)
        return ListShard(0, self.indptr, self.items, self.packed).users(start, stop)


def _sample(lists: ShardedLists, is_new: NDArray[np.bool_]) -> ListShard:
    users, _ = sample_users(lists, MAX_LISTS, min_scored=_MIN_SCORED, seed=_SEED, with_any=is_new)
    return gather_lists(lists, np.sort(users))
