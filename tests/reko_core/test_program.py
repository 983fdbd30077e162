from pathlib import Path

import pytest
from pydantic import SecretStr

from reko_core.errors import ConfigurationError, StoreError
from reko_core.metrics import Metrics
from reko_core.program import open_recommender
from reko_core.settings import CommunitySettings, DatabaseSettings, MalSettings, Settings


def settings_in(directory: Path, secret: str = "") -> Settings:
    return Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}"),
        community=CommunitySettings(
            snapshot_dir=directory / "snapshots", hash_secret=SecretStr(secret)
        ),
        mal=MalSettings(client_id=SecretStr("a-client-id")),
    )


async def test_program_opens_without_a_snapshot_and_says_so(tmp_path: Path) -> None:
    async with open_recommender(settings_in(tmp_path), Metrics()) as recommender:
        readiness = await recommender.readiness()
    assert not readiness.is_ready
    assert readiness.checks == {"database": "ok", "snapshot": "missing"}


async def test_program_can_be_opened_again_on_the_same_files(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_recommender(settings_in(tmp_path), Metrics()) as recommender:
            assert (await recommender.readiness()).checks["database"] == "ok"


async def test_database_that_cannot_be_opened_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        async with open_recommender(settings_in(tmp_path / "absent"), Metrics()):
            pass


async def test_secret_that_is_too_short_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        async with open_recommender(settings_in(tmp_path, "short"), Metrics()):
            pass


async def test_unreadable_pointer_to_the_snapshot_does_not_stop_the_program(tmp_path: Path) -> None:
    directory = tmp_path / "snapshots"
    directory.mkdir()
    (directory / "CURRENT").write_bytes(b"\xff\xfe")
    async with open_recommender(settings_in(tmp_path), Metrics()) as recommender:
        assert (await recommender.readiness()).checks["snapshot"] == "missing"
