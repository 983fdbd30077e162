"""Shards on a real Ray cluster: one node on this machine, two shards."""

import asyncio
import importlib.util
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from community import TITLES
from large_snapshot import save_larger
from model_comparison import is_same_model

from reko_core.cluster import replicas
from reko_core.cluster.cluster_search import ClusterSearch
from reko_core.cluster.fit_executor import divide_among
from reko_core.cluster.open_search import start_search
from reko_core.cluster.ray_adapter import RayCluster, connect
from reko_core.engine.data import score_matrix
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend, recommend_among
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.user_shard import FoundUsers, ShardQuery
from reko_core.engine.training import calibration, factor_fit
from reko_core.engine.training.fit import fit_model
from reko_core.settings import ClusterSettings, Settings
from reko_core.snapshots.builder.load_lists import LoadedLists, load_lists, make_raw_community
from reko_core.snapshots.storage import Snapshot, load_snapshot
from reko_core.store import Store

# Not by an import: Ray reads the environment when it is imported.
if importlib.util.find_spec("ray") is None:
    pytest.skip("Ray is not installed: reko[cluster]", allow_module_level=True)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # Of Ray's own code.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]

N_COPIES = 110


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("large") / "snapshots"


@pytest.fixture(scope="module")
def large(built: Settings, folder: Path) -> Snapshot:
    return save_larger(load_snapshot(built.community.snapshot_dir), N_COPIES, folder)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cluster() -> AsyncIterator[RayCluster]:
    with pytest.MonkeyPatch.context() as environment:
        for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN"):
            environment.delenv(name, raising=False)
        environment.setenv("RAY_OBJECT_STORE_ALLOW_SLOW_STORAGE", "1")
        async with connect(ClusterSettings(address="local"), n_cpus=2) as connected:
            yield connected


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def search(cluster: RayCluster, large: Snapshot, folder: Path) -> ClusterSearch:
    settings = ClusterSettings(address="local", shards=2, replicas=1)
    search = start_search(cluster, settings, folder)
    await search.load(large)
    return search


def profile_of(snapshot: Snapshot, rng: np.random.Generator) -> Profile:
    items = snapshot.model.items
    chosen = np.sort(rng.choice(items.n_items, int(rng.integers(1, 80)), replace=False))
    scores = rng.integers(0, 11, len(chosen)).astype(np.int8)
    seen = np.ones(len(chosen), bool)
    return make_profile(items, snapshot.model.mu, items.ids[chosen], scores, seen, ~seen)


async def find(
    search: ClusterSearch, snapshot: Snapshot, profile: Profile, query: Query
) -> FoundUsers:
    model = snapshot.model
    sent = ShardQuery.of(SimilarityQuery.of(profile, model.items, model.mu, model.n_users))
    return await search.find(snapshot, sent, query.excluded_users)


async def test_shards_answer_as_one_machine_does(
    search: ClusterSearch, large: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "_TIMEOUT_S", 60)
    rng = np.random.default_rng(1)
    for _ in range(10):
        profile = profile_of(large, rng)
        query = Query(excluded_users=rng.integers(large.model.n_users, size=2000))

        found = await find(search, large, profile, query)

        expected = recommend(large.model, profile, query)
        assert recommend_among(large.model, profile, query, found) == expected
        assert found.missing_share == 0
        assert expected.neighbours


async def test_an_answer_without_a_killed_shard_says_so_until_it_is_back(
    search: ClusterSearch, large: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ray

    # The other shard may be slow on a busy machine.
    monkeypatch.setattr(replicas, "_TIMEOUT_S", 60)

    profile, query = profile_of(large, np.random.default_rng(2)), Query()
    ray.kill(search._shards[0]._replicas[0].actor, no_restart=False)

    found = await find(search, large, profile, query)

    assert 0.4 < found.missing_share < 0.6
    assert len(found.users) > 0
    assert recommend_among(large.model, profile, query, found).picks
    for _ in range(300):
        if not (found := await find(search, large, profile, query)).missing_share:
            break
        await asyncio.sleep(0.1)
    expected = recommend(large.model, profile, query)
    assert recommend_among(large.model, profile, query, found) == expected


async def test_a_fit_on_the_cluster_is_the_same_to_the_bit(
    cluster: RayCluster, built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(factor_fit, "N_ITERATIONS", 1)
    monkeypatch.setattr(score_matrix, "MAX_USERS", 300)
    monkeypatch.setattr(calibration, "N_SAMPLED", 20)
    async with Store.open(built.database) as store:
        lists = await load_lists(store, built.community, lambda *_: None)
    raw = make_raw_community(copies(lists, 60), TITLES, date(2023, 1, 1))

    def fit() -> Model:
        with divide_among(raw.lists, cluster) as divided:
            assert len(divided.shards) == 2
            return fit_model(raw, lists=divided)

    assert is_same_model(await asyncio.to_thread(fit), await asyncio.to_thread(fit_model, raw))


def copies(lists: LoadedLists, n_times: int) -> LoadedLists:
    lengths = np.tile(np.diff(lists.indptr), n_times)
    return replace(
        lists,
        owners=lists.owners * n_times,
        indptr=np.r_[0, np.cumsum(lengths)],
        items=np.tile(lists.items, n_times),
        packed=np.tile(lists.packed, n_times),
    )
