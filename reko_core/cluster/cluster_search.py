"""The search for similar users over all shards."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reko_core.cluster.replicas import ShardReplicas
from reko_core.engine.kernels.column_scan import BLOCK_USERS
from reko_core.engine.similarity.user_shard import (
    ClosestUsers,
    FoundUsers,
    ShardQuery,
    choose_closest,
    divide_users,
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
        used = divide_users(snapshot.model.n_users, len(self._shards))
        await asyncio.gather(
            *(shard.load(snapshot.name) for shard, _ in zip(self._shards, used, strict=False))
        )

    async def find(
        self, snapshot: Snapshot, query: ShardQuery, exclude: NDArray[np.int64]
    ) -> FoundUsers:
        """Return the most similar users; exclude: (k,) users who may not be among them."""
        n_users = snapshot.model.n_users
        cuts = divide_users(n_users, len(self._shards))
        asked = dict(zip(range(len(cuts)), self._shards, strict=False))
        spans = [(cut.start * BLOCK_USERS, min(cut.stop * BLOCK_USERS, n_users)) for cut in cuts]

        async def closest(shard: int) -> ClosestUsers | None:
            first, last = spans[shard]
            own = exclude[(exclude >= first) & (exclude < last)]
            found: ClosestUsers | None = await asked[shard].ask(
                "closest", snapshot.name, query, own
            )
            return found

        found = await _gather({shard: closest(shard) for shard in asked})
        chosen = dict(zip(found, choose_closest(list(found.values())), strict=True))
        compared = await _gather(
            {
                shard: asked[shard].ask("compare", snapshot.name, query, one.users)
                for shard, one in chosen.items()
            }
        )
        n_missing = sum(last - first for k, (first, last) in enumerate(spans) if k not in compared)
        return FoundUsers.of(
            [chosen[shard] for shard in compared],
            list(compared.values()),
            n_missing / max(n_users, 1),
        )


async def _gather(calls: Mapping[int, Awaitable[T | None]]) -> dict[int, T]:
    """Await all; return the answers by shard, without those that have none."""
    found = await asyncio.gather(*calls.values())
    return {shard: answer for shard, answer in zip(calls, found, strict=True) if answer is not None}
