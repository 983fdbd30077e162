import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reko_core.errors import StoreError
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.snapshots.storage import current_name
from reko_core.store import Store
from reko_core.store.database.file_lock import file_lock


async def test_a_second_build_is_refused_while_one_is_running(store: Store, tmp_path: Path) -> None:
    directory = tmp_path / "snapshots"
    directory.mkdir()
    with (
        file_lock(directory / "snapshots", "build"),
        pytest.raises(StoreError, match="another process is at work"),
    ):
        await build_snapshot(store, CommunitySettings(snapshot_dir=directory))


async def test_builds_from_one_database_into_two_folders_take_turns(
    store: Store, tmp_path: Path
) -> None:
    async with store.exclusive("build"):
        with pytest.raises(StoreError, match="another process is at work") as refused:
            await build_snapshot(store, CommunitySettings(snapshot_dir=tmp_path / "other"))
    assert refused.value.is_busy


async def test_a_build_that_is_cancelled_puts_no_snapshot_in_use(
    community: Store, settings: CommunitySettings
) -> None:
    loop, is_cancelled = asyncio.get_running_loop(), threading.Event()
    loop.set_default_executor(ThreadPoolExecutor(1))

    def cancel_in_thread(*_step: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            loop.call_soon_threadsafe(building.cancel)
            is_cancelled.wait(10)

    building = asyncio.create_task(build_snapshot(community, settings, cancel_in_thread))
    await asyncio.wait({building})
    is_cancelled.set()
    await asyncio.to_thread(lambda: "after the build")

    assert building.cancelled()
    assert current_name(settings.snapshot_dir) is None
