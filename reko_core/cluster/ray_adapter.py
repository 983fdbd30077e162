"""Ray, the only module that imports it: connecting, and actors that serve shards.

Ray runs the code of anybody who reaches its ports, so a token is always required. A private cluster
of this process (`local`) makes its own, listens on 127.0.0.1 and ends with the process.
"""

import asyncio
import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from reko_core.cluster.shard_server import ShardServer
from reko_core.errors import ConfigurationError
from reko_core.settings import ClusterSettings

__all__ = [
    "LOCAL",
    "RayCluster",
    "RayNode",
    "RayReplica",
    "connect",
    "import_ray",
    "require_token",
]

LOCAL = "local"
_TOKEN_VARIABLES = ("RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH")
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
_PROBE_S = 3.0
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


@dataclass(frozen=True, slots=True, order=True)
class RayNode:
    """A node, and how many tasks it runs at once."""

    id: str
    n_cpus: int


@dataclass(frozen=True, slots=True)
class RayCluster:
    """A connection. nodes: those that were alive, sorted."""

    ray: Any
    nodes: tuple[RayNode, ...]

    def start_replica(
        self, snapshot_dir: str, shard: int, n_shards: int, replica: int
    ) -> RayReplica:
        """Start a replica of a shard, each on another node; Ray restarts it when it is killed."""
        node = self.nodes[(shard + replica) % len(self.nodes)].id
        options = {
            "num_cpus": 0,
            "max_restarts": -1,
            "max_concurrency": _THREADS_PER_REPLICA,
            "scheduling_strategy": _on_node(node),
        }
        actor = self.ray.remote(ShardServer).options(**options)
        return RayReplica(actor.remote(snapshot_dir, shard, n_shards))

    def run_on(self, node: str, function: Callable[..., object], *arguments: object) -> Any:  # noqa: ANN401
        """Start a task on a node, or on another one if it is gone; return the reference."""
        options = {"num_cpus": 1, "scheduling_strategy": _on_node(node)}
        return self.ray.remote(function).options(**options).remote(*arguments)


@asynccontextmanager
async def connect(
    settings: ClusterSettings,
    *,
    n_cpus: int = 1,
    object_store_bytes: int | None = _OBJECT_STORE_BYTES,
) -> AsyncIterator[RayCluster]:
    """Connect to a cluster, or start a private one, which ends with this context.

    n_cpus, object_store_bytes: of a private one; None = a third of the memory.

    Raises ConfigurationError: without Ray, without a token, or where nothing can be reached.
    """
    require_token(settings.address)
    ray = import_ray()
    if settings.address != LOCAL:
        await _probe(settings.address)
    temporary = tempfile.mkdtemp(prefix="reko-ray-") if settings.address == LOCAL else None
    options: dict[str, object] = {"address": settings.address}
    if temporary is not None:
        options |= {
            "num_cpus": n_cpus,
            "object_store_memory": object_store_bytes,
            "include_dashboard": False,
            # Ray opens its own folder to all users, so it stands in one that is not.
            "_temp_dir": f"{temporary}/ray",
        }
    try:
        # On a thread it neither blocks the loop nor replaces the handler of SIGTERM.
        await asyncio.to_thread(_init, ray, options)
        nodes = await asyncio.to_thread(ray.nodes)
        alive = [
            RayNode(node["NodeID"], int(node["Resources"].get("CPU", 0)))
            for node in nodes
            if node["Alive"]
        ]
        yield RayCluster(ray, tuple(sorted(alive)))
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
        os.environ[_TOKEN_VARIABLES[0]] = secrets.token_hex(32)
        # The node's address is then 127.0.0.1, and so is what it listens on.
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    elif not any(os.environ.get(name) for name in _TOKEN_VARIABLES):
        reason = f"needs the token of the cluster in {' or '.join(_TOKEN_VARIABLES)}"
        raise ConfigurationError("cluster.address", reason)
    os.environ[_MODE_VARIABLE] = "token"


async def _probe(address: str) -> None:
    """Raise ConfigurationError where nothing listens, which Ray would wait for."""
    host, _, port = address.rpartition(":")
    try:
        async with asyncio.timeout(_PROBE_S):
            _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
    except (OSError, OverflowError) as error:
        reason = "cannot be reached: is the cluster running (ray start --head)?"
        raise ConfigurationError("cluster.address", reason) from error
    writer.close()


def _on_node(node: str) -> object:
    """Return the strategy that prefers a node."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    return NodeAffinitySchedulingStrategy(node, soft=True)


def _init(ray: ModuleType, options: Mapping[str, object]) -> None:
    try:
        ray.init(**options, namespace="reko", log_to_driver=False, configure_logging=False)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        reason = f"cannot be used: {type(error).__name__}: {error}"
        raise ConfigurationError("cluster.address", reason) from error
