from pathlib import Path

import pytest
from pydantic import SecretStr

from reko_core.errors import ConfigurationError
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.shared_secret import load_shared_secret
from reko_core.snapshots.user_hashes import stored_secret
from reko_core.store import Store


async def test_machines_of_one_database_have_one_secret(
    postgres_database: DatabaseSettings, tmp_path: Path
) -> None:
    first = CommunitySettings(snapshot_dir=tmp_path / "first")
    other = CommunitySettings(snapshot_dir=tmp_path / "other")
    async with Store.open(postgres_database) as store:
        generated = await load_shared_secret(store, first)
        assert (
            await load_shared_secret(store, first) == generated == stored_secret(tmp_path / "first")
        )
        with pytest.raises(ConfigurationError, match=r"hash_secret must be set, to the same value"):
            await load_shared_secret(store, other)
        same = other.model_copy(update={"hash_secret": SecretStr(generated)})
        assert await load_shared_secret(store, same) == generated


async def test_secret_that_is_configured_replaces_an_earlier_one(
    postgres_database: DatabaseSettings, tmp_path: Path
) -> None:
    first = CommunitySettings(snapshot_dir=tmp_path)
    changed = first.model_copy(update={"hash_secret": SecretStr("changed after a leak")})
    async with Store.open(postgres_database) as store:
        await load_shared_secret(store, first)
        assert await load_shared_secret(store, changed) == "changed after a leak"
        with pytest.raises(ConfigurationError):
            await load_shared_secret(store, first)


async def test_programs_of_an_sqlite_file_may_have_a_secret_each(
    store: Store, tmp_path: Path
) -> None:
    secrets = {
        await load_shared_secret(store, CommunitySettings(snapshot_dir=tmp_path / name))
        for name in ("first", "other")
    }
    assert len(secrets) == 2
