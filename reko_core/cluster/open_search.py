"""Start the shards of a community, and search them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from reko_core.cluster.cluster_search import ClusterSearch
from reko_core.cluster.ray_adapter import RayCluster, RayReplica, connect
from reko_core.cluster.replicas import ShardReplicas
from reko_core.settings import ClusterSettings

__all__ = ["open_search", "start_search"]

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
        yield start_search(cluster, settings, snapshot_dir)


def start_search(
    cluster: RayCluster, settings: ClusterSettings, snapshot_dir: Path
) -> ClusterSearch:
    """Start the replicas of all shards, without waiting for them."""
    directory, n_shards = str(snapshot_dir.absolute()), settings.shards

    def replicas_of(shard: int) -> list[RayReplica]:
        return [
            cluster.start_replica(directory, shard, n_shards, replica)
            for replica in range(settings.replicas)
        ]

    shards = [ShardReplicas(shard, replicas_of(shard)) for shard in range(n_shards)]
    _log.info(
        "cluster connected",
        nodes=len(cluster.nodes),
        shards=n_shards,
        replicas=settings.replicas,
    )
    return ClusterSearch(shards)
