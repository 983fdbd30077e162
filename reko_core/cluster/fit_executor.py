"""A fit over list shards that lie on the nodes of a cluster."""

import pickle
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from reko_core.cluster.ray_adapter import RayCluster, connect
from reko_core.engine.data.list_shards import Divide, ListShard, ShardedLists
from reko_core.errors import ConfigurationError, StoreError
from reko_core.settings import ClusterSettings

__all__ = ["divide_among", "open_fit"]

T = TypeVar("T")


@asynccontextmanager
async def open_fit(settings: ClusterSettings, n_cpus: int) -> AsyncIterator[Divide]:
    """Connect, and yield what divides lists among the nodes; n_cpus: of a private cluster.

    Raises ConfigurationError.
    """
    if not settings.address:
        raise ConfigurationError("cluster.address", "is missing")
    async with connect(settings, n_cpus=n_cpus, object_store_bytes=None) as cluster:
        yield lambda whole: divide_among(whole, cluster)


@contextmanager
def divide_among(whole: ListShard, cluster: RayCluster) -> Iterator[ShardedLists]:
    """Divide lists among the nodes, a shard for each processor, and send each to its node once."""
    places = [node.id for node in cluster.nodes for _ in range(node.n_cpus)]
    executor = _RayExecutor(cluster)
    lists = ShardedLists.divide(whole, executor, len(places))
    handles = executor.send(lists.shards, places)
    # The steps of a fit take the shards for what the executor makes of them.
    yield ShardedLists(executor, cast("Sequence[ListShard]", handles), whole.n_users)


@dataclass(frozen=True, slots=True)
class _ShardOnNode:
    """reference: of a `ListShard` in the object store of a node."""

    node: str
    reference: Any


class _RayExecutor:
    """Runs steps where the shards are; one task a shard, and no more than one result of each."""

    def __init__(self, cluster: RayCluster) -> None:
        self._cluster = cluster

    def send(self, shards: Sequence[ListShard], places: Sequence[str]) -> list[_ShardOnNode]:
        """Move each shard to a node."""
        sent = []
        with self._wrap_errors():
            for shard, node in zip(shards, places, strict=False):
                reference = self._cluster.run_on(node, _keep, shard)
                # One at a time: the copy on this node is released when it has arrived.
                self._cluster.ray.wait([reference], fetch_local=False)
                sent.append(_ShardOnNode(node, reference))
        return sent

    def map(
        self, function: Callable[[ListShard], T], shards: Sequence[ListShard], /
    ) -> Iterator[T]:
        """Return function(shard) for each shard, in order."""
        # Pickled as a whole: arrays that were writable, as kernels are compiled for, remain so.
        step = self._cluster.ray.put(pickle.dumps(function, protocol=5))
        running = deque(
            self._cluster.run_on(one.node, _run, step, one.reference)
            for one in cast("Sequence[_ShardOnNode]", shards)
        )
        while running:
            with self._wrap_errors():
                result: T = self._cluster.ray.get(running.popleft())
            yield result

    @contextmanager
    def _wrap_errors(self) -> Iterator[None]:
        """Turn errors of Ray into StoreError."""
        try:
            yield
        except self._cluster.ray.exceptions.RayError as error:
            raise StoreError(f"no snapshot was built: Ray: {type(error).__name__}") from error


def _keep(shard: ListShard) -> ListShard:
    return shard


def _run(step: bytes, shard: ListShard) -> Any:  # noqa: ANN401
    function: Callable[[ListShard], Any] = pickle.loads(step)  # noqa: S301 - of this program
    return function(shard)
