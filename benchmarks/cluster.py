"""Builds and answers over Ray, beside one machine in the same run.

Lists are sampled from REKO_DATA's (`support/sampled_community.py`). The nodes are raylets of this
machine, each with one processor, so that times tell what distribution costs, not what it gains;
memory is that of the processes of a node. All results are compared with one machine's, to the bit.
"""

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from support.real_lists import DATA, say
from support.sampled_community import read_titles, sample_community

from reko_core.cluster.fit_executor import divide_among
from reko_core.cluster.open_search import start_search
from reko_core.cluster.ray_adapter import connect, import_ray, require_token
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend, recommend_among
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.user_shard import ShardQuery
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.fit import fit_model
from reko_core.settings import ClusterSettings
from reko_core.snapshots.builder.load_lists import make_raw_community
from reko_core.snapshots.filters import build_filters
from reko_core.snapshots.storage import Snapshot, load_snapshot, save_snapshot

sys.path.append(str(Path(__file__).parents[1] / "tests/support"))
from model_comparison import is_same_model

COUNTS = (1, 2, 4)
N_CALLS = 1000
N_WARM_UP = 20
OBJECT_STORE_BYTES = 2**30


def main() -> None:
    """Measure and print."""
    options = _options()
    rng = np.random.default_rng(options.seed)
    gathered, titles = sample_community(options.data, options.users, rng), read_titles(options.data)
    raw = make_raw_community(gathered, titles, date(2023, 1, 1))
    say(f"{options.users:,} lists, {len(raw.items):,} entries")
    started = time.perf_counter()
    model = fit_model(raw)
    alone_s = time.perf_counter() - started
    say(f"fit on threads of one process: {alone_s:.1f} s")
    with tempfile.TemporaryDirectory() as directory:
        hashes = rng.integers(256, size=(model.n_users, 16), dtype=np.uint8)
        filters = build_filters(raw.ids, titles, model.items.popularity)
        save_snapshot(Path(directory), model, hashes, filters)
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
        require_token("")
        for n_nodes in COUNTS:
            with _nodes(n_nodes, Path(directory) / "ray") as nodes:
                if not options.answers:
                    asyncio.run(_fit(nodes, raw, model, alone_s))
                asyncio.run(_answer(nodes, Path(directory), n_nodes, options.requests))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=65_536, help="in the community (65536)")
    parser.add_argument("--requests", type=int, default=1000, help="compared (1000)")
    parser.add_argument("--answers", action="store_true", help="leave out the fits on nodes")
    parser.add_argument("--seed", type=int, default=1, help="of everything sampled (1)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the lists (REKO_DATA)")
    return parser.parse_args()


@contextmanager
def _nodes(n_nodes: int, temporary: Path) -> Iterator[Any]:
    """Start raylets on this machine; temporary: where they may write."""
    import_ray()
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": OBJECT_STORE_BYTES}
    head = {**node, "include_dashboard": False, "temp_dir": str(temporary)}
    cluster = Cluster(initialize_head=True, head_node_args=head, connect=False)
    try:
        for _ in range(n_nodes - 1):
            cluster.add_node(**node)
        yield cluster
    finally:
        cluster.shutdown()


async def _fit(nodes: Any, raw: RawCommunity, expected: Model, alone_s: float) -> None:  # noqa: ANN401
    async with connect(ClusterSettings(address=nodes.address)) as cluster:

        def fit() -> Model:
            with divide_among(raw.lists, cluster) as lists:
                return fit_model(raw, lists=lists)

        started = time.perf_counter()
        model = await asyncio.to_thread(fit)
        seconds = time.perf_counter() - started
        assert is_same_model(model, expected), "the fit depends on the nodes"
        say(
            f"fit on {len(cluster.nodes)} nodes: {seconds:.1f} s, {seconds / alone_s:.2f} x one "
            f"process; peak of the workers of a node {_peak_mb(nodes):,.0f} MB; the same bits"
        )


async def _answer(nodes: Any, directory: Path, n_shards: int, n_requests: int) -> None:  # noqa: ANN401
    snapshot = load_snapshot(directory)
    settings = ClusterSettings(address=nodes.address, shards=n_shards, replicas=1)
    rng = np.random.default_rng(2)
    async with connect(settings) as cluster:
        search = start_search(cluster, settings, directory)
        await search.load(snapshot)
        hop = await _time_hops(cluster.ray)
        shares, alone_s, cluster_s = [], [], []
        for k in range(n_requests + N_WARM_UP):
            profile, query = _draw(snapshot, rng)
            started = time.perf_counter()
            expected = recommend(snapshot.model, profile, query)
            middle = time.perf_counter()
            sent = ShardQuery.of(
                SimilarityQuery.of(
                    profile, snapshot.model.items, snapshot.model.mu, snapshot.model.n_users
                )
            )
            found = await search.find(snapshot, sent, query.excluded_users)
            answered = recommend_among(snapshot.model, profile, query, found)
            ended = time.perf_counter()
            shares.append(found.missing_share)
            assert found.missing_share or answered == expected, "the answer depends on the shards"
            if k >= N_WARM_UP:
                alone_s.append(middle - started)
                cluster_s.append(ended - middle)
        alone, sharded = (np.quantile(each, [0.5, 0.9]) * 1000 for each in (alone_s, cluster_s))
        say(
            f"{n_shards} shards: one call p50 {hop[0]:.2f}, p90 {hop[1]:.2f} ms; "
            f"{n_requests:,} answers p50 {sharded[0]:.1f}, p90 {sharded[1]:.1f} ms, one process "
            f"{alone[0]:.1f} and {alone[1]:.1f}; {np.count_nonzero(shares)} without a shard, "
            f"all others the same bits; peak of a node {_peak_mb(nodes):,.0f} MB"
        )


async def _time_hops(ray: Any) -> Any:  # noqa: ANN401
    """Return p50 and p90 of a call of an actor with 300 numbers, in ms."""
    actor = ray.remote(_Echo).options(num_cpus=0).remote()
    numbers, seconds = np.arange(300), []
    for _ in range(N_CALLS):
        started = time.perf_counter()
        await actor.call.remote(numbers)
        seconds.append(time.perf_counter() - started)
    return np.quantile(seconds[N_WARM_UP:], [0.5, 0.9]) * 1000


class _Echo:
    def call(self, numbers: Any) -> Any:  # noqa: ANN401
        return numbers


def _draw(snapshot: Snapshot, rng: np.random.Generator) -> tuple[Profile, Query]:
    """Return the profile of a community user, whose own list is excluded."""
    model = snapshot.model
    user = int(rng.integers(model.n_users))
    seen, packed = model.rows.row(user)
    everything = np.ones(len(seen), bool)
    profile = make_profile(
        model.items,
        model.mu,
        model.items.ids[seen],
        (packed & SCORE_MASK).astype(np.int8),
        everything,
        ~everything,
    )
    return profile, Query(excluded_users=np.array([user]))


def _peak_mb(nodes: Any) -> float:  # noqa: ANN401
    """Return the greatest peak memory of the workers of a node, without shared memory twice."""
    peaks = []
    for node in nodes.list_all_nodes():
        (raylet,) = node.all_processes["raylet"]
        children = Path(f"/proc/{raylet.process.pid}/task/{raylet.process.pid}/children")
        peaks.append(sum(_peak_kb(pid) for pid in children.read_text().split()) / 1024)
    return max(peaks)


def _peak_kb(pid: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return 0
    fields = dict(line.split(":", 1) for line in lines)
    return int(fields["VmHWM"].split()[0]) if command.startswith("ray::") else 0


if __name__ == "__main__":
    main()
