"""A replica answers requests while it takes over published snapshots."""

import asyncio
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr
from s3_server import BUCKET_URL
from snapshot_builder import SECRET, Builder

from reko_core.engine.data.profile import make_profile
from reko_core.engine.recommend import Query, recommend
from reko_core.observability.metrics import Metrics
from reko_core.settings import CommunitySettings
from reko_core.snapshots.manager import SnapshotManager
from reko_core.snapshots.remote.publish import publish_current


def answer(manager: SnapshotManager) -> tuple[str, int]:
    snapshot = manager.current
    items = snapshot.model.items
    ids, seen = items.ids[:12], np.ones(12, bool)
    profile = make_profile(items, snapshot.model.mu, ids, np.full(12, 8, np.int8), seen, ~seen)
    return snapshot.name, len(recommend(snapshot.model, profile, Query()).picks)


@pytest.mark.usefixtures("s3")
async def test_requests_go_on_while_snapshots_are_fetched(builder: Builder, replica: Path) -> None:
    shared = CommunitySettings(
        snapshot_url=BUCKET_URL, hash_secret=SecretStr(SECRET), reload_interval_s=0.01
    )
    at_builder = shared.model_copy(update={"snapshot_dir": builder.directory})
    at_replica = shared.model_copy(update={"snapshot_dir": replica})
    metrics = Metrics()
    answers: list[tuple[str, int]] = []
    is_over = asyncio.Event()

    async def keep_asking(manager: SnapshotManager) -> None:
        while not is_over.is_set():
            answers.append(await asyncio.to_thread(answer, manager))

    async def wait_for_answer(name: str) -> None:
        while not answers or answers[-1][0] != name:  # noqa: ASYNC110 - there is no signal
            await asyncio.sleep(0.01)

    names = [builder.build().name]
    await publish_current(at_builder)
    async with asyncio.timeout(60), SnapshotManager.open(at_replica, metrics) as manager:
        await manager.refresh()
        assert manager.current.name == names[0], "a new machine gets its first snapshot"
        asking = asyncio.create_task(keep_asking(manager))
        await wait_for_answer(names[0])
        names.append(builder.build().name)
        await publish_current(at_builder)
        await wait_for_answer(names[1])
        is_over.set()
        await asking

    assert {n_picks for _, n_picks in answers} == {24}
    assert metrics.registry.get_sample_value("reko_snapshots_refused_total") == 0
    built_at = metrics.registry.get_sample_value("reko_snapshot_built_timestamp_seconds")
    published = metrics.registry.get_sample_value("reko_snapshot_published_timestamp_seconds")
    assert built_at == published != 0
