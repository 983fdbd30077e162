"""The search for similar users over all shards."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reko_core.cluster.replicas import ShardReplicas
from reko_core.engine.similarity.user_shard import (
    ClosestUsers,
    ComparedUsers,
    FoundUsers,
    ShardQuery,
    choose_closest,
    divide_users,
    users_of,
)
from reko_core.snapshots.storage import Snapshot

__all__ = ["ClusterSearch"]

T = TypeVar("T")


class ClusterSearch:
    """Asks all shards, in two rounds; shards that do not answer are left out, and counted."""

    def __init__(self, shards: Sequence[ShardReplicas]) -> None:
        self._shards = shards

    async def load(self, snapshot: Snapshot) -> None:
        """Have the shards map a snapshot beside those in use, before it is used itself."""
        used = self._shards[: len(divide_users(snapshot.model.n_users, len(self._shards)))]
        await asyncio.gather(*(shard.load(snapshot.name) for shard in used))

    async def find(
        self, snapshot: Snapshot, query: ShardQuery, exclude: NDArray[np.int64]
    ) -> FoundUsers:
        """Return the most similar users; exclude: (k,) users who may not be among them."""
        name, n_users = snapshot.name, snapshot.model.n_users
        cuts = divide_users(n_users, len(self._shards))
        found: dict[int, ClosestUsers] = await _gather(
            {k: self._shards[k].ask("closest", name, query, exclude) for k in range(len(cuts))}
        )
        chosen = dict(zip(found, choose_closest(list(found.values())), strict=True))
        compared: dict[int, ComparedUsers] = await _gather(
            {k: self._shards[k].ask("compare", name, query, one.users) for k, one in chosen.items()}
        )
        missing = [users_of(cut, n_users) for k, cut in enumerate(cuts) if k not in compared]
        n_missing = sum(users.stop - users.start for users in missing)
        return FoundUsers.of(
            [chosen[k] for k in compared], list(compared.values()), n_missing / max(n_users, 1)
        )


async def _gather(calls: Mapping[int, Awaitable[T | None]]) -> dict[int, T]:
    """Await all; return the answers by shard, without those that have none."""
    found = await asyncio.gather(*calls.values())
    return {shard: answer for shard, answer in zip(calls, found, strict=True) if answer is not None}
