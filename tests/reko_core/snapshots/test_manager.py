import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
from community import N_USERS
from snapshot_builder import Builder
from structlog.testing import capture_logs

from reko_core.engine.data.profile import make_profile
from reko_core.engine.recommend import Query, recommend
from reko_core.errors import SnapshotDamaged, SnapshotMissing
from reko_core.observability.metrics import Metrics
from reko_core.settings import CommunitySettings, Settings
from reko_core.snapshots.manager import SnapshotManager
from reko_core.snapshots.storage import current_name, load_snapshot

Build = Callable[[], Awaitable[Path]]


@pytest.fixture
def build(built: Settings, settings: CommunitySettings) -> Build:
    builder = Builder(settings.snapshot_dir, load_snapshot(built.community.snapshot_dir))

    async def run() -> Path:
        return await asyncio.to_thread(builder.build)

    return run


def spoil(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")


def spoil_models(directory: Path, name: str) -> None:
    """Change a snapshot so that it loads, but fails when the engine uses it."""
    meta = directory / name / "meta.json"
    fields = json.loads(meta.read_text())
    fields["scores"]["weights"] = []
    meta.write_text(json.dumps(fields))


def recommend_with(manager: SnapshotManager) -> tuple[str, int]:
    snapshot = manager.current
    items = snapshot.model.items
    seen = np.ones(12, bool)
    scores = np.full(12, 8, np.int8)
    profile = make_profile(items, snapshot.model.mu, items.ids[:12], scores, seen, ~seen)
    return snapshot.name, len(recommend(snapshot.model, profile, Query()).picks)


async def test_manager_without_a_snapshot_waits_for_one(
    build: Build, settings: CommunitySettings
) -> None:
    async with SnapshotManager.open(settings, Metrics()) as manager:
        with pytest.raises(SnapshotMissing):
            _ = manager.current
        await build()
        await manager.refresh()
        assert manager.current.name == current_name(settings.snapshot_dir)


async def test_manager_loads_a_newer_snapshot_by_itself(
    build: Build, settings: CommunitySettings
) -> None:
    watchful = settings.model_copy(update={"reload_interval_s": 0.01})
    await build()
    async with SnapshotManager.open(watchful, Metrics()) as manager:
        newer = (await build()).name
        async with asyncio.timeout(30):
            while manager.current.name != newer:  # noqa: ASYNC110 - the watcher gives no signal
                await asyncio.sleep(0.01)


async def test_swap_breaks_no_running_request(build: Build, settings: CommunitySettings) -> None:
    await build()
    metrics = Metrics()
    async with SnapshotManager.open(settings, metrics) as manager:
        answers: list[tuple[str, int]] = []
        is_over = asyncio.Event()

        async def keep_asking() -> None:
            while not is_over.is_set():
                answers.append(await asyncio.to_thread(recommend_with, manager))

        asking = [asyncio.create_task(keep_asking()) for _ in range(4)]
        names = [manager.current.name]
        for _ in range(4):
            names.append((await build()).name)
            await manager.refresh()
            await asyncio.to_thread(recommend_with, manager)
        is_over.set()
        await asyncio.gather(*asking)
        assert manager.current.name == names[-1]
    assert {n_picks for _, n_picks in answers} == {24}
    assert {name for name, _ in answers} <= set(names)
    assert len({name for name, _ in answers}) > 1
    assert metrics.registry.get_sample_value("reko_snapshot_users") == N_USERS + 1


async def test_manager_reports_why_the_only_snapshot_was_refused(
    build: Build, settings: CommunitySettings
) -> None:
    meta = settings.snapshot_dir / (await build()).name / "meta.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | {"format": 1}))
    async with SnapshotManager.open(settings, Metrics()) as manager:
        with pytest.raises(SnapshotDamaged, match="has format 1, not"):
            _ = manager.current
        await build()
        await manager.refresh()
        assert manager.current.name == current_name(settings.snapshot_dir)


@pytest.mark.parametrize("damaged", ["hashes.npy", "meta.json", "CURRENT"])
async def test_damaged_snapshot_does_not_replace_the_one_in_use(
    build: Build, settings: CommunitySettings, damaged: str
) -> None:
    before = (await build()).name
    async with SnapshotManager.open(settings, Metrics()) as manager:
        newer = settings.snapshot_dir / (await build()).name
        spoil(newer / damaged if damaged != "CURRENT" else settings.snapshot_dir / damaged)
        for _ in range(2):
            await manager.refresh()
            assert manager.current.name == before
        after = (await build()).name
        await manager.refresh()
        assert manager.current.name == after


async def test_two_refreshes_at_once_load_a_snapshot_once(
    build: Build, settings: CommunitySettings
) -> None:
    async with SnapshotManager.open(settings, Metrics()) as manager:
        await build()
        with capture_logs() as logs:
            await asyncio.gather(manager.refresh(), manager.refresh())

    assert [log["event"] for log in logs] == ["snapshot loaded"]


async def test_manager_keeps_watching_after_an_unexpected_failure(
    build: Build, settings: CommunitySettings
) -> None:
    metrics, directory = Metrics(), settings.snapshot_dir
    watchful = settings.model_copy(update={"reload_interval_s": 0.01})
    working, broken = (await build()).name, (await build()).name
    spoil_models(directory, broken)
    (directory / "CURRENT").write_text(working)
    async with asyncio.timeout(60), SnapshotManager.open(watchful, metrics) as manager:
        with capture_logs() as logs:
            (directory / "CURRENT").write_text(broken)
            while not logs:  # noqa: ASYNC110 - the watcher gives no signal
                await asyncio.sleep(0.01)
        assert {log["event"] for log in logs} == {"snapshot reload failed"}
        assert manager.current.name == working
        assert (metrics.registry.get_sample_value("reko_snapshots_refused_total") or 0) > 0
        newest = (await build()).name
        while manager.current.name != newest:  # noqa: ASYNC110 - the watcher gives no signal
            await asyncio.sleep(0.01)
