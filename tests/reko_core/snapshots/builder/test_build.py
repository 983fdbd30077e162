import asyncio
import signal
import sys
import tracemalloc
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from reko_core.domain.models import Entries, Status, UserList
from reko_core.errors import BadInput
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.builder.build import BuildReport, build_snapshot
from reko_core.snapshots.storage import current_name, load_snapshot
from reko_core.store import Store

Build = Callable[[], Awaitable[BuildReport]]

# Pauses while the files are being written, so that it can be killed there.
KILLED = """
import asyncio, os, sys
from pathlib import Path
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.store import Store

n_written = 0
def stop_half_way(descriptor):
    global n_written
    n_written += 1
    if n_written == 4:
        print("half-way", flush=True)
        sys.stdin.read()
os.fsync = stop_half_way

async def main():
    settings = CommunitySettings(snapshot_dir=Path(sys.argv[2]), hash_secret=sys.argv[3])
    async with Store.open(DatabaseSettings(url=sys.argv[1])) as store:
        await build_snapshot(store, settings)

asyncio.run(main())
"""


def list_of(name: str, n: int, status: Status = Status.COMPLETED) -> UserList:
    numbers = np.arange(1, n + 1)
    entries = Entries.build(numbers, np.full(n, 8), np.full(n, status))
    return UserList(name, entries, datetime.now(UTC))


async def test_build_report_has_the_counts(
    build: Build, community: Store, settings: CommunitySettings
) -> None:
    await community.lists.put_many([list_of("short", 4), list_of("long", 20_001)])
    await community.lists.put(list_of("planner", 30, Status.PLAN_TO_WATCH))
    report = await build()
    model = load_snapshot(settings.snapshot_dir).model
    assert report.name == current_name(settings.snapshot_dir)
    assert report.n_users == model.rows.n_users == 120
    assert report.n_items == model.items.n_items
    assert report.n_entries == len(model.rows.items)
    assert report.n_skipped == {"too short": 2, "too long": 1}


async def test_lists_that_came_in_with_a_request_join_the_community_only_if_it_takes_them(
    community: Store, settings: CommunitySettings
) -> None:
    await community.lists.put(list_of("crawled", 30))
    for name in ("crawled", "asker"):
        await community.lists.put(list_of(name, 31), is_requested=True)
    without = settings.model_copy(update={"include_requested_lists": False})

    assert (await build_snapshot(community, settings)).n_users == 122
    assert (await build_snapshot(community, without)).n_users == 121
    assert await community.lists.get("asker") is not None, "it still serves to answer"
    since = datetime.now(UTC) - timedelta(minutes=5)
    n_changed = await community.lists.count_changed(since)
    assert await community.lists.count_changed(since, includes_requested=False) == n_changed - 1


async def test_an_imported_list_stays_in_the_community_when_its_owner_asks(
    community: Store, settings: CommunitySettings
) -> None:
    asked = list_of("somebody", 40)
    imported = replace(list_of("somebody", 30), source="by_hand")
    await community.lists.put(asked, is_requested=True)
    await community.lists.put(imported)
    without = settings.model_copy(update={"include_requested_lists": False})

    taken = (await build_snapshot(community, settings)).n_entries
    assert (await build_snapshot(community, without)).n_entries == taken - 10


async def test_the_highest_id_takes_no_more_memory_than_another(
    build: Build, community: Store, settings: CommunitySettings
) -> None:
    n_items = (await build()).n_items
    ids = np.array([*range(1, 31), 2**31 - 1])
    far = UserList("far", Entries.build(ids, np.full(31, 8)), datetime.now(UTC))
    await community.lists.put(far)
    tracemalloc.start()
    try:
        assert (await build()).n_items > n_items
        assert tracemalloc.get_traced_memory()[1] < 2**30
    finally:
        tracemalloc.stop()
    assert load_snapshot(settings.snapshot_dir).model.items.ids[-1] == 2**31 - 1


async def test_same_lists_give_the_same_arrays(build: Build, settings: CommunitySettings) -> None:
    await build()
    first = load_snapshot(settings.snapshot_dir)
    await build()
    second = load_snapshot(settings.snapshot_dir)
    for name, array in first.model.ease.as_dict().items():
        np.testing.assert_array_equal(array, second.model.ease.as_dict()[name])
    np.testing.assert_array_equal(first.hashes, second.hashes)


async def test_a_store_without_large_lists_cannot_be_built(
    store: Store, settings: CommunitySettings
) -> None:
    await store.lists.put(list_of("short", 2))
    with pytest.raises(BadInput):
        await build_snapshot(store, settings)
    assert current_name(settings.snapshot_dir) is None


async def test_community_of_one_can_be_built(store: Store, settings: CommunitySettings) -> None:
    await store.lists.put(list_of("only_one", 30))
    assert (await build_snapshot(store, settings)).n_users == 1
    assert load_snapshot(settings.snapshot_dir).model.items.n_items == 30


async def test_killed_build_leaves_the_old_snapshot_and_its_temporary_files_are_removed(
    build: Build, settings: CommunitySettings, database: DatabaseSettings
) -> None:
    before = (await build()).name
    directory = settings.snapshot_dir
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", KILLED, database.url, str(directory), "made-up-secret-of-the-tests"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"half-way\n"
    process.kill()
    assert await process.wait() == -signal.SIGKILL
    assert len(list(directory.glob(".building-*"))) == 1
    assert load_snapshot(directory).name == before
    after = (await build()).name
    assert list(directory.glob(".building-*")) == []
    assert load_snapshot(directory).name == after != before
