"""The Ray cluster: Ray is installed, there is a token, the nodes are there."""

import importlib.util

from reko_core.cluster.ray_adapter import LOCAL, connect, require_token
from reko_core.errors import ConfigurationError
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped, warning
from reko_core.settings import ClusterSettings

__all__ = ["check_cluster"]

_NAME = "cluster"


async def check_cluster(settings: ClusterSettings, *, is_offline: bool) -> list[Finding]:
    """Connect to the cluster, and count its nodes."""
    address = settings.address
    if not address:
        return [skipped(_NAME, "cluster.address is empty: each process searches all lists.")]
    if importlib.util.find_spec("ray") is None:
        return [failure(_NAME, "Ray is not installed.", "pip install 'reko[cluster]'")]
    if address == LOCAL:
        return [ok(_NAME, "Each process starts a private cluster on this machine.")]
    try:
        require_token(address)
        if is_offline:
            return [skipped(_NAME, "cluster.address is set.")]
        async with connect(settings) as cluster:
            return [_judge(settings, len(cluster.nodes))]
    except ConfigurationError as error:
        return [failure(_NAME, f"{str(error).rstrip('.')}.")]


def _judge(settings: ClusterSettings, n_nodes: int) -> Finding:
    message = f"The cluster has {n_nodes} nodes, and takes a token."
    if n_nodes < settings.replicas:
        message += f" {settings.replicas} replicas of a shard cannot be on different ones."
        return warning(_NAME, message, nodes=n_nodes)
    return ok(_NAME, message, nodes=n_nodes)
