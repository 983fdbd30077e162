from pathlib import Path

import pytest

from reko_core.errors import StoreError
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.store import Store
from reko_core.store.database.locks import file_lock


async def test_a_second_build_is_refused_while_one_is_running(store: Store, tmp_path: Path) -> None:
    directory = tmp_path / "snapshots"
    directory.mkdir()
    with (
        file_lock(directory / "snapshots", "build"),
        pytest.raises(StoreError, match="another process is at work"),
    ):
        await build_snapshot(store, CommunitySettings(snapshot_dir=directory))
