"""One shard of the community, in a process of its own that is asked by others."""

import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.similarity.user_shard import (
    ClosestUsers,
    ComparedUsers,
    ShardQuery,
    UserShard,
    divide_users,
)
from reko_core.snapshots.storage import map_users

__all__ = ["ShardServer"]

_N_KEPT = 2
_N_WARM_UP = 100


class ShardServer:
    """Maps its part of a snapshot when it is first asked for it; a restart loses nothing.

    Of the snapshots, the last two are kept: requests may still use the one before.
    """

    def __init__(self, snapshot_dir: str, shard: int, n_shards: int) -> None:
        self._directory = Path(snapshot_dir)
        self._shard, self._n_shards = shard, n_shards
        self._loaded: dict[str, UserShard] = {}
        self._loading = threading.Lock()

    def load(self, name: str) -> int:
        """Map a snapshot; return how many users of it are here. Raises SnapshotDamaged.

        The search is run once, to compile it and read the pages from disk.
        """
        shard = self._shard_of(name)
        query = _warm_up_query(shard)
        shard.compare(query, shard.closest(query, np.zeros(0, np.int64)).users)
        return shard.rows.n_users

    def closest(self, name: str, query: ShardQuery, exclude: NDArray[np.int64]) -> ClosestUsers:
        """Return the closest users of this shard. Raises SnapshotDamaged."""
        return self._shard_of(name).closest(query, exclude)

    def compare(self, name: str, query: ShardQuery, users: NDArray[np.int64]) -> ComparedUsers:
        """Compare (n,) users of this shard. Raises SnapshotDamaged."""
        return self._shard_of(name).compare(query, users)

    def _shard_of(self, name: str) -> UserShard:
        with self._loading:
            found = self._loaded.get(name)
            if found is None:
                users = map_users(self._directory / name)
                blocks = divide_users(users.rows.n_users, self._n_shards)[self._shard]
                found = UserShard.cut(users.rows, users.columns, users.item_base, blocks)
                self._loaded = dict([*self._loaded.items(), (name, found)][-_N_KEPT:])
            return found


def _warm_up_query(shard: UserShard) -> ShardQuery:
    """Return the query of somebody who has seen many popular franchises, and a few titles."""
    n_franchises = shard.columns.indptr.shape[1] - 1
    franchises = np.arange(min(_N_WARM_UP, n_franchises))
    seen = np.arange(min(_N_WARM_UP, len(shard.item_base)))
    return ShardQuery(
        franchises,
        np.ones(len(franchises), np.int32),
        np.float32(1),
        seen,
        np.full(len(seen), 8, np.int8),
        np.ones(len(seen), np.float32),
    )
