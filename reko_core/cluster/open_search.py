"""Start the shards of a community, and search them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from reko_core.cluster.cluster_search import ClusterSearch
from reko_core.cluster.ray_adapter import RayCluster, RayReplica, connect
from reko_core.cluster.replicas import ShardReplicas
from reko_core.settings import ClusterSettings

__all__ = ["open_search"]

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_search(
    settings: ClusterSettings, snapshot_dir: Path
) -> AsyncIterator[ClusterSearch | None]:
    """Start the replicas of all shards, which end with this context; None without a cluster.

    snapshot_dir: the same path on every node. Raises ConfigurationError.
    """
    if not settings.address:
        yield None
        return
    async with connect(settings) as cluster:
        shards = [
            ShardReplicas(shard, _start_replicas(cluster, settings, snapshot_dir, shard))
            for shard in range(settings.shards)
        ]
        _log.info(
            "cluster connected",
            nodes=len(cluster.nodes),
            shards=settings.shards,
            replicas=settings.replicas,
        )
        yield ClusterSearch(shards)


def _start_replicas(
    cluster: RayCluster, settings: ClusterSettings, snapshot_dir: Path, shard: int
) -> list[RayReplica]:
    directory = str(snapshot_dir.absolute())
    return [
        cluster.start_replica(directory, shard, settings.shards, replica)
        for replica in range(settings.replicas)
    ]
