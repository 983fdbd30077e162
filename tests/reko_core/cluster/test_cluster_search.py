"""Answers from shards that are served in this process: the same as without a cluster."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from community import COMMUNITY, working_copy
from large_snapshot import save_larger

from reko_core import app
from reko_core.app import open_recommender
from reko_core.cluster.cluster_search import ClusterSearch
from reko_core.cluster.replicas import ShardReplicas
from reko_core.cluster.shard_server import ShardServer
from reko_core.contract.explain import WhyRequest
from reko_core.contract.recommend import Request
from reko_core.domain.models import UserList
from reko_core.errors import SnapshotDamaged
from reko_core.observability.metrics import Metrics
from reko_core.settings import ClusterSettings, Settings
from reko_core.snapshots.storage import load_snapshot
from reko_core.store import Store

N_SHARDS = 3
LISTS = dict(list(COMMUNITY.items())[:4])


class LocalReplica:
    """A shard that is served by threads of this process."""

    def __init__(self, server: ShardServer) -> None:
        self._server = server
        self.is_down = False

    async def call(self, method: str, *arguments: object) -> Any:
        if self.is_down:
            raise ConnectionError
        return await asyncio.to_thread(getattr(self._server, method), *arguments)


@pytest.fixture(scope="module")
def large(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    directory = tmp_path_factory.mktemp("large")
    snapshots = directory / "snapshots"
    save_larger(load_snapshot(built.community.snapshot_dir), 140, snapshots)
    community = built.community.model_copy(update={"snapshot_dir": snapshots})
    settings = working_copy(built, directory).model_copy(update={"community": community})
    asyncio.run(store_lists(settings))
    return settings


async def store_lists(settings: Settings) -> None:
    now = datetime.now(UTC)
    async with Store.open(settings.database) as store:
        for name, entries in LISTS.items():
            await store.lists.put(UserList(name, entries, now))


@pytest.fixture
def replicas(large: Settings, monkeypatch: pytest.MonkeyPatch) -> list[LocalReplica]:
    directory = str(large.community.snapshot_dir)
    opened = [LocalReplica(ShardServer(directory, k, N_SHARDS)) for k in range(N_SHARDS)]

    @asynccontextmanager
    async def open_search(
        settings: ClusterSettings, _snapshot_dir: Path
    ) -> AsyncIterator[ClusterSearch | None]:
        shards = [ShardReplicas(k, [one]) for k, one in enumerate(opened)]
        yield ClusterSearch(shards) if settings.address else None

    monkeypatch.setattr(app, "open_search", open_search)
    return opened


async def answers(settings: Settings) -> list[tuple[bytes, bytes]]:
    async with open_recommender(settings, Metrics()) as recommender:
        found = []
        for name in LISTS:
            first = await recommender.recommend(Request(user_name=name), keeps_digests=True)
            anime_id = first.rekos[0].id
            why = await recommender.why(WhyRequest(user_name=name, anime_id=anime_id))
            found.append((first.model_dump_json().encode(), why.model_dump_json().encode()))
    return found


async def test_answers_from_shards_are_the_same_bytes(
    large: Settings, replicas: list[LocalReplica]
) -> None:
    assert len(replicas) == N_SHARDS
    clustered = large.model_copy(update={"cluster": ClusterSettings(address="local")})

    expected = await answers(large)

    assert await answers(clustered) == expected
    assert all(b"missing_users" not in text for pair in expected for text in pair)


async def test_answers_say_that_a_shard_is_missing(
    large: Settings, replicas: list[LocalReplica]
) -> None:
    clustered = large.model_copy(update={"cluster": ClusterSettings(address="local")})
    request = Request(user_name="member")
    async with open_recommender(clustered, Metrics()) as recommender:
        whole = await recommender.recommend(request)
        replicas[1].is_down = True
        partial = await recommender.recommend(request)
        why = await recommender.why(WhyRequest(user_name="member", anime_id=partial.rekos[0].id))
        for one in replicas:
            one.is_down = True
        alone = await recommender.recommend(request)
        for one in replicas:
            one.is_down = False
        again = await recommender.recommend(request)

    assert partial.metadata.algorithm.missing_users == pytest.approx(1 / N_SHARDS, abs=0.1)
    assert why.metadata.missing_users == partial.metadata.algorithm.missing_users
    assert partial.users
    assert alone.metadata.algorithm.missing_users == 1
    assert alone.rekos
    assert not alone.users
    assert again == whole
    assert whole.metadata.algorithm.missing_users is None


def test_a_shard_keeps_two_snapshots_and_refuses_what_is_damaged(
    built: Settings, tmp_path: Path
) -> None:
    small = load_snapshot(built.community.snapshot_dir)
    names = [save_larger(small, n, tmp_path).name for n in (1, 2)]
    server = ShardServer(str(tmp_path), 0, N_SHARDS)

    assert [server.load(name) for name in names] == [301, 602]
    assert server.load(names[0]) == 301
    with pytest.raises(SnapshotDamaged):
        server.load("no-such-snapshot")
