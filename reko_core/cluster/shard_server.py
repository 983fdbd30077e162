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
        """Map a snapshot; return how many users of it are here. Raises SnapshotDamaged."""
        return self._shard_of(name).rows.n_users

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
