import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from community import entries_of
from fake_clock import FakeClock
from pydantic import SecretStr

from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import UserList
from reko_core.errors import ObjectStoreError, StoreError
from reko_core.jobs.rebuild import Rebuild
from reko_core.observability.metrics import Metrics
from reko_core.settings import CommunitySettings, DatabaseSettings, JobSettings, Settings
from reko_core.snapshots.builder import process as build_process
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.snapshots.builder.process import build_in_process
from reko_core.snapshots.manager import SnapshotManager
from reko_core.snapshots.remote.publish import publish_current
from reko_core.snapshots.storage import load_snapshot
from reko_core.store import Store, TitleRank
from reko_demo.community.catalogue import load_titles
from reko_demo.community.synthetic import make_community

HOUR = timedelta(hours=1)


@pytest.fixture
def community(tmp_path: Path) -> CommunitySettings:
    return CommunitySettings(
        snapshot_dir=tmp_path / "snapshots",
        hash_secret=SecretStr("a-made-up-secret"),
        reload_interval_s=3600,
    )


@pytest.fixture
async def filled(store: Store) -> Store:
    titles = load_titles()
    await store.catalogue.put_many(titles.values(), TitleRank.KAGGLE)
    made_at = datetime.now(UTC) - HOUR
    await store.lists.put_many(
        UserList(name, entries, made_at, "made-up")
        for name, entries in make_community(titles, n_users=60).items()
    )
    return store


@pytest.fixture
async def holder(community: CommunitySettings) -> AsyncIterator[SnapshotManager]:
    async with SnapshotManager.open(community, Metrics()) as opened:
        yield opened


async def put_lists(store: Store, n: int, at: datetime) -> None:
    entries = entries_of(sorted(load_titles())[:12], 8)
    await store.lists.put_many(UserList(f"new_{k}", entries, at) for k in range(n))


async def test_what_was_built_is_published_and_what_failed_is_tried_again(
    store: Store, tmp_path: Path, built: Settings
) -> None:
    path = tmp_path / "snapshots"
    shutil.copytree(built.community.snapshot_dir, path)
    settings = built.community.model_copy(
        update={"snapshot_dir": path, "snapshot_url": f"file://{tmp_path}/shared"}
    )
    n_failures = 1

    async def publish() -> object:
        nonlocal n_failures
        if n_failures:
            n_failures -= 1
            raise ObjectStoreError("HTTP 503")
        return await publish_current(settings)

    async with SnapshotManager.open(settings, Metrics()) as snapshots:
        job = Rebuild(
            store=store,
            snapshots=snapshots,
            build=lambda _: pytest.fail("nothing has changed"),
            settings=JobSettings(),
            clock=FakeClock(datetime.now(UTC)),
            metrics=Metrics().jobs,
            publish=publish,
        )
        with pytest.raises(ObjectStoreError):
            await job.run_once()
        await job.run_once()
        pointer = json.loads((tmp_path / "shared" / "CURRENT").read_text())
        assert pointer["name"] == snapshots.current.name


async def test_snapshots_follow_the_lists_and_keep_their_models(
    filled: Store, community: CommunitySettings, holder: SnapshotManager
) -> None:
    clock, metrics = FakeClock(datetime.now(UTC)), Metrics()
    job = Rebuild(
        store=filled,
        snapshots=holder,
        build=lambda keep_since: build_snapshot(filled, community, keep_since=keep_since),
        settings=JobSettings(min_changed_lists=3),
        clock=clock,
        metrics=metrics.jobs,
    )

    async def name_after_round() -> str:
        await job.run_once()
        return holder.current.name

    first = await name_after_round()
    assert holder.current.model.rows.n_users == 60
    clock.advance(hours=25)
    await put_lists(filled, 2, datetime.now(UTC))
    assert await name_after_round() == first, "two lists are too few"
    await put_lists(filled, 3, datetime.now(UTC))
    second = await name_after_round()
    assert second != first
    assert holder.current.model.rows.n_users == 63
    assert holder.current.fitted_at == load_snapshot(community.snapshot_dir).fitted_at
    assert holder.current.fitted_at < holder.current.built_at, "the models are those of before"
    assert await name_after_round() == second, "nothing has changed since"
    clock.advance(hours=24 * 7)
    await put_lists(filled, 3, datetime.now(UTC) + timedelta(seconds=1))
    assert await name_after_round() != second
    assert holder.current.fitted_at == holder.current.built_at, "they are a week old"
    assert (
        metrics.registry.get_sample_value(
            "reko_job_items_total", {"task": "snapshots", "outcome": "fitted"}
        )
        == 2
    )


async def test_an_opt_out_is_reason_enough_for_the_next_snapshot(
    filled: Store, community: CommunitySettings, holder: SnapshotManager
) -> None:
    clock = FakeClock(datetime.now(UTC))
    job = Rebuild(
        store=filled,
        snapshots=holder,
        build=lambda keep_since: build_snapshot(filled, community, keep_since=keep_since),
        settings=JobSettings(min_changed_lists=1000),
        clock=clock,
        metrics=Metrics().jobs,
    )
    await put_lists(filled, 1, datetime.now(UTC))
    await job.run_once()
    assert holder.current.model.rows.n_users == 61

    await filled.opt_outs.add("New_0", datetime.now(UTC))
    await job.run_once()
    assert holder.current.model.rows.n_users == 61, "at most one snapshot a day"
    clock.advance(hours=25)
    await job.run_once()

    assert holder.current.model.rows.n_users == 60


async def test_lists_that_were_only_verified_are_no_change(filled: Store) -> None:
    since = datetime.now(UTC)
    await put_lists(filled, 3, since + HOUR)
    for number, at in enumerate((since - HOUR, since + HOUR)):
        await filled.mal_users.record_visit(f"new_{number}", ListStatus.LISTED, at)
    assert await filled.lists.count_changed(since) == 2


@pytest.mark.usefixtures("store")
@pytest.mark.sqlite_only
async def test_build_that_fails_is_reported_with_its_reason(
    database: DatabaseSettings, community: CommunitySettings
) -> None:
    with pytest.raises(StoreError, match="no lists are stored yet"):
        await build_in_process(database, community, None)


@pytest.mark.usefixtures("filled")
@pytest.mark.sqlite_only
async def test_build_of_a_killed_parent_ends_quietly(
    database: DatabaseSettings, community: CommunitySettings
) -> None:
    question = {
        "database": build_process._plain(database),
        "community": build_process._plain(community),
        "keep_since": None,
    }
    ours, theirs = os.pipe()
    os.close(ours)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "reko_core.snapshots.builder.process"),
        stdin=asyncio.subprocess.PIPE,
        stdout=theirs,
        stderr=asyncio.subprocess.PIPE,
    )
    os.close(theirs)

    _, output = await process.communicate(json.dumps(question).encode())

    assert output == b""
    assert process.returncode == 0
    assert load_snapshot(community.snapshot_dir).model.rows.n_users == 60


async def test_build_without_a_request_ends_quietly() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "reko_core.snapshots.builder.process"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )

    assert await process.communicate() == (b"", None)
    assert process.returncode == 1


@pytest.mark.usefixtures("filled")
async def test_build_is_killed_when_the_job_is_cancelled(
    database: DatabaseSettings, community: CommunitySettings
) -> None:
    build = asyncio.create_task(build_in_process(database, community, None))
    await asyncio.sleep(0.3)
    build.cancel()
    with pytest.raises(asyncio.CancelledError):
        await build
    assert not (community.snapshot_dir / "CURRENT").exists()
    report = await build_in_process(database, community, None)
    assert report.n_users == 60
