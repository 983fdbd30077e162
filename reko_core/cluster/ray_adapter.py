"""Ray, the only module that imports it: connecting, and actors that serve shards.

Ray runs pickled code of whoever reaches its ports, so a token is always required. A private cluster
of this process (`local`) makes its own, listens on 127.0.0.1 and ends with the process.
"""

import asyncio
import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from reko_core.cluster.shard_server import ShardServer
from reko_core.errors import ConfigurationError
from reko_core.settings import ClusterSettings

__all__ = ["TOKEN_VARIABLES", "RayCluster", "RayReplica", "connect", "import_ray", "require_token"]

LOCAL = "local"
TOKEN_VARIABLES = ("RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH")
_MODE_VARIABLE = "RAY_AUTH_MODE"
_ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    # It would print a stack at SIGTERM, which Reko handles.
    "RAY_DISABLE_FAILURE_SIGNAL_HANDLER": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    # Otherwise Ray would look for `uv run` among the parents of this process.
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
}
_OBJECT_STORE_BYTES = 200 * 2**20
_THREADS_PER_REPLICA = 4
"""Requests that a replica computes at once."""


def import_ray() -> ModuleType:
    """Import Ray, after `require_token`. Raises ConfigurationError where it is not installed."""
    os.environ.update(_ENVIRONMENT)
    try:
        import ray
    except ImportError as error:
        reason = "needs Ray: pip install 'reko[cluster]'"
        raise ConfigurationError("cluster.address", reason) from error
    # It would log around structlog.
    logging.getLogger("ray").setLevel(logging.ERROR)
    return ray


@dataclass(frozen=True, slots=True)
class RayReplica:
    """A replica of a shard in an actor."""

    actor: Any

    async def call(self, method: str, *arguments: object) -> Any:  # noqa: ANN401
        """Call a method of `ShardServer`; raises what it raises, and RayError."""
        return await getattr(self.actor, method).remote(*arguments)


@dataclass(frozen=True, slots=True)
class RayCluster:
    """A connection. nodes: ids of the nodes that were alive, sorted."""

    ray: Any
    nodes: tuple[str, ...]

    def start_replica(
        self, snapshot_dir: str, shard: int, n_shards: int, replica: int
    ) -> RayReplica:
        """Start a replica of a shard, each on another node; Ray restarts it when it is killed."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        node = self.nodes[(shard + replica) % len(self.nodes)]
        options = {
            "num_cpus": 0,
            "max_restarts": -1,
            "max_concurrency": _THREADS_PER_REPLICA,
            "scheduling_strategy": NodeAffinitySchedulingStrategy(node, soft=True),
        }
        actor = self.ray.remote(ShardServer).options(**options)
        return RayReplica(actor.remote(snapshot_dir, shard, n_shards))


@asynccontextmanager
async def connect(
    settings: ClusterSettings,
    *,
    n_cpus: int = 1,
    object_store_bytes: int = _OBJECT_STORE_BYTES,
) -> AsyncIterator[RayCluster]:
    """Connect to a cluster, or start a private one, which ends with this context.

    n_cpus, object_store_bytes: of a private one. Raises ConfigurationError: without Ray, without a
    token, or where nothing can be reached.
    """
    require_token(settings.address)
    ray = import_ray()
    temporary = tempfile.mkdtemp(prefix="reko-ray-") if settings.address == LOCAL else None
    options: dict[str, object] = {"address": settings.address}
    if temporary is not None:
        options |= {
            "num_cpus": n_cpus,
            "object_store_memory": object_store_bytes,
            "include_dashboard": False,
            "_node_ip_address": "127.0.0.1",
            "_temp_dir": temporary,
        }
    try:
        # On a thread it neither blocks the loop nor replaces the handler of SIGTERM.
        await asyncio.to_thread(_init, ray, options)
        nodes = await asyncio.to_thread(ray.nodes)
        alive = sorted(node["NodeID"] for node in nodes if node["Alive"])
        yield RayCluster(ray, tuple(alive))
    finally:
        await asyncio.to_thread(ray.shutdown)
        if temporary is not None:
            await asyncio.to_thread(shutil.rmtree, temporary, ignore_errors=True)


def require_token(address: str) -> None:
    """Have Ray use token authentication, which it reads when it is imported.

    A private cluster gets a token of its own. Raises ConfigurationError where there is none, or
    where authentication is turned off.
    """
    if os.environ.get(_MODE_VARIABLE, "token") != "token":
        raise ConfigurationError("cluster.address", f"needs {_MODE_VARIABLE}=token")
    if address == LOCAL:
        os.environ[TOKEN_VARIABLES[0]] = secrets.token_hex(32)
    elif not any(os.environ.get(name) for name in TOKEN_VARIABLES):
        reason = f"needs the token of the cluster in {' or '.join(TOKEN_VARIABLES)}"
        raise ConfigurationError("cluster.address", reason)
    os.environ[_MODE_VARIABLE] = "token"


def _init(ray: ModuleType, options: Mapping[str, object]) -> None:
    try:
        ray.init(**options, namespace="reko", log_to_driver=False, configure_logging=False)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        reason = f"cannot be used: {type(error).__name__}: {error}"
        raise ConfigurationError("cluster.address", reason) from error
