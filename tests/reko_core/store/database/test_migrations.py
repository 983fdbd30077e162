import asyncio
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from reko_core.domain.models import Entries, UserList
from reko_core.errors import ConfigurationError, StoreError
from reko_core.guilds.models import Scope
from reko_core.settings import DatabaseSettings
from reko_core.store import Store, pack
from reko_core.store.database.migrate import migrate
from reko_core.store.database.tables import metadata

pytestmark = pytest.mark.sqlite_only

ROOT = Path(__file__).parents[4]
MIGRATE = (
    "import sys; from reko_core.settings import DatabaseSettings; from reko_core.store import"
    " migrate; print(migrate(DatabaseSettings(url=sys.argv[1])).after)"
)


def file_of(database: DatabaseSettings) -> Path:
    return Path(database.url.partition("///")[2])


def test_an_empty_database_is_migrated_to_the_newest_schema(database: DatabaseSettings) -> None:
    done = migrate(database)
    assert done.before is None
    assert done.after
    with sqlite3.connect(file_of(database)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    assert set(metadata.tables) < {name for (name,) in rows}


def test_second_migration_finds_nothing_to_do(database: DatabaseSettings) -> None:
    after = migrate(database).after
    again = migrate(database)
    assert (again.before, again.after) == (after, after)


def test_tables_have_the_columns_that_the_store_expects(database: DatabaseSettings) -> None:
    migrate(database)
    connection = sqlite3.connect(file_of(database))
    for table in metadata.sorted_tables:
        rows = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        assert {row[1] for row in rows} == set(table.columns.keys())
    connection.close()


def test_migrations_create_exactly_the_tables_that_the_store_expects(
    database: DatabaseSettings,
) -> None:
    migrate(database)
    engine = create_engine(f"sqlite:///{file_of(database)}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_database_of_a_newer_version_is_refused(database: DatabaseSettings) -> None:
    migrate(database)
    connection = sqlite3.connect(file_of(database))
    connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        migrate(database)


def test_a_missing_directory_is_named_and_not_created(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "reko.sqlite3"
    with pytest.raises(StoreError, match="directory"):
        migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{path}"))
    assert not path.parent.exists()


def test_a_file_that_is_no_database_is_refused_and_unchanged(database: DatabaseSettings) -> None:
    file_of(database).write_bytes(b"this is a text, not a database" * 100)
    before = file_of(database).read_bytes()
    with pytest.raises(StoreError):
        migrate(database)
    assert file_of(database).read_bytes() == before


def test_address_that_is_no_url_is_a_configuration_error() -> None:
    with pytest.raises(ConfigurationError) as refused:
        migrate(DatabaseSettings(url="user:secret@nowhere"))
    assert refused.value.key == "database.url"
    assert "secret" not in str(refused.value)


async def test_migration_again_loses_no_list(database: DatabaseSettings) -> None:
    async with Store.open(database) as store:
        await store.lists.put(
            UserList("Some_User", Entries.build(np.array([1])), datetime.now(UTC))
        )
    async with Store.open(database) as store:
        assert await store.lists.count() == 1


async def test_database_of_the_first_version_is_migrated_without_loss(
    database: DatabaseSettings,
) -> None:
    some_user = UserList("Some_User", Entries.build(np.array([5, 1])), datetime.now(UTC))
    packed = pack(some_user.entries)
    engine = create_engine(f"sqlite:///{file_of(database)}")
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO lists (source, name, display_name, packed, n_entries, digest, fetched_at)"
            " VALUES ('mal', 'some_user', 'Some_User', ?, 2, ?, ?)",
            (packed.value, packed.digest, some_user.fetched_at.timestamp()),
        )
    engine.dispose()
    async with Store.open(database) as store:
        assert await store.lists.get("Some_User") == some_user
        assert await store.bans.titles(Scope.guild(1)) == ()
    assert migrate(database).before != "0001"


async def test_lists_of_users_who_were_asked_about_count_as_requested_after_the_migration(
    database: DatabaseSettings,
) -> None:
    engine = create_engine(f"sqlite:///{file_of(database)}")
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    packed = pack(Entries.build(np.array([5, 1])))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for name, source, asked_at in (
            ("asker", "mal", 1),
            ("crawled", "mal", None),
            ("x", "d", 1),
        ):
            connection.exec_driver_sql(
                "INSERT INTO lists"
                " (source, name, display_name, packed, n_entries, digest, fetched_at)"
                " VALUES (?, ?, '', ?, 2, ?, 1)",
                (source, name, packed.value, packed.digest),
            )
            connection.exec_driver_sql(
                "INSERT INTO mal_users"
                " (name, display_name, standing, found_at, due_at, asked_at, n_failures)"
                " VALUES (?, '', 'listed', 1, 1, ?, 0)",
                (name, asked_at),
            )
    engine.dispose()
    async with Store.open(database) as store:
        batches = store.lists.iterate(10, includes_requested=False)
        assert [one.name async for batch in batches for one in batch] == ["crawled", "x"]


async def test_processes_that_migrate_at_once_all_succeed(database: DatabaseSettings) -> None:
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", MIGRATE, database.url, stdout=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    outputs = [(await process.communicate())[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(set(outputs)) == 1
    assert migrate(database).before == outputs[0].decode().strip()
