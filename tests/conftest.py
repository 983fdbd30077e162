"""A store in a temporary SQLite file, and where real data lies if there is any."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reko_core.settings import DatabaseSettings
from reko_core.store import Store

ROOT = Path(__file__).parents[1]


@pytest.fixture
def database(tmp_path: Path) -> DatabaseSettings:
    return DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}")


@pytest.fixture
async def store(database: DatabaseSettings) -> AsyncIterator[Store]:
    async with Store.open(database) as opened:
        yield opened


@pytest.fixture
def real_data() -> Path:
    """Return the folder of real data; its tests are skipped where it is absent."""
    folder = ROOT / os.environ.get("REKO_DATA", "../shared/data")
    if not folder.is_dir():
        pytest.skip("real data is absent: set REKO_DATA to its folder")
    return folder
