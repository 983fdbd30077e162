import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, func, select, text

from reko_core.domain.models import Entries, UserList
from reko_core.errors import ConfigurationError, StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store import Store, pack
from reko_core.store.database.connection import parse_url
from reko_core.store.database.migrate import (
    _ADVISORY_LOCK,
    Migration,
    known_revisions,
    migrate,
    open_engine,
)
from reko_core.store.database.tables import metadata

ROOT = Path(__file__).parents[4]
MIGRATE = (
    "import sys; from reko_core.settings import DatabaseSettings; from reko_core.store import"
    " migrate; print(migrate(DatabaseSettings(url=sys.argv[1])).after)"
)


def file_of(database: DatabaseSettings) -> Path:
    return Path(database.url.partition("///")[2])


@pytest.fixture
def empty_database(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[DatabaseSettings]:
    """Return the settings of a database without tables."""
    if database_kind == "sqlite":
        yield DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}")
    else:
        with request.getfixturevalue("postgres").create(is_empty=True) as settings:
            yield settings


@contextmanager
def connection_to(database: DatabaseSettings) -> Iterator[Connection]:
    engine = open_engine(parse_url(database), 1)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_an_empty_database_is_migrated_once(empty_database: DatabaseSettings) -> None:
    first = migrate(empty_database)
    second = migrate(empty_database)

    assert first.before is None
    assert second == Migration(first.after, first.after)


def test_migrations_create_exactly_the_schema_that_the_store_expects(
    empty_database: DatabaseSettings,
) -> None:
    migrate(empty_database)
    with connection_to(empty_database) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_rows_of_every_earlier_revision_survive_all_later_migrations(
    empty_database: DatabaseSettings,
) -> None:
    n_rows = Counter[str]()
    for number, revision in enumerate(reversed(known_revisions()), 1):
        with connection_to(empty_database) as connection:
            upgrade(connection, revision)
            for table in tables_of(connection):
                connection.execute(table.insert().values(row_of(table, number)))
                n_rows[table.name] += 1

    migrate(empty_database)

    with connection_to(empty_database) as connection:
        tables = tables_of(connection)
        count = func.count()
        found = {one.name: connection.scalar(select(count).select_from(one)) for one in tables}
    assert found == n_rows
    assert found.keys() == metadata.tables.keys()


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables as they are in the database, those that others refer to first."""
    reflected = MetaData()
    reflected.reflect(connection)
    return [table for table in reflected.sorted_tables if table.name != "alembic_version"]


def row_of(table: Table, number: int) -> dict[str, Any]:
    """Return a row with values of the columns' types, which differ for each number."""
    values: dict[type, Any] = {
        bool: True,
        bytes: bytes([number]),
        object: {"number": number},
        float: number + 0.5,
        int: number,
        list: [],
        str: f"text {number}",
    }
    return {column.name: values[column.type.python_type] for column in table.columns}


def test_a_migration_waits_for_that_of_another_machine(
    postgres_database: DatabaseSettings,
) -> None:
    waiting = select(func.count()).select_from(text("pg_locks")).where(text("NOT granted"))
    with ThreadPoolExecutor() as threads, connection_to(postgres_database) as other:
        other.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        migrating = threads.submit(migrate, postgres_database)
        while not other.scalar(waiting):
            assert not migrating.done()
        other.commit()
        assert migrating.result(10).before is not None


def test_database_of_a_newer_version_is_refused(empty_database: DatabaseSettings) -> None:
    migrate(empty_database)
    with connection_to(empty_database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_from_the_future'"))

    with pytest.raises(StoreError, match="newer version"):
        migrate(empty_database)


def test_a_missing_directory_is_named_and_not_created(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "reko.sqlite3"
    with pytest.raises(StoreError, match="directory"):
        migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{path}"))
    assert not path.parent.exists()


@pytest.mark.sqlite_only
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


async def test_list_of_the_first_version_is_read_by_this_one(
    empty_database: DatabaseSettings,
) -> None:
    some_user = UserList("Some_User", Entries.build(np.array([5, 1])), datetime.now(UTC))
    packed = pack(some_user.entries)
    with connection_to(empty_database) as connection:
        upgrade(connection, "0001")
        connection.execute(
            text(
                "INSERT INTO lists"
                " (source, name, display_name, packed, n_entries, digest, fetched_at)"
                " VALUES ('mal', 'some_user', 'Some_User', :packed, 2, :digest, :at)"
            ),
            {
                "packed": packed.value,
                "digest": packed.digest,
                "at": some_user.fetched_at.timestamp(),
            },
        )
    async with Store.open(empty_database) as store:
        assert await store.lists.get("Some_User") == some_user


async def test_lists_of_users_who_were_asked_about_count_as_requested_after_the_migration(
    empty_database: DatabaseSettings,
) -> None:
    packed = pack(Entries.build(np.array([5, 1])))
    insert_list = text(
        "INSERT INTO lists (source, name, display_name, packed, n_entries, digest, fetched_at)"
        " VALUES (:source, :name, '', :packed, 2, :digest, 1)"
    )
    insert_user = text(
        "INSERT INTO mal_users"
        " (name, display_name, standing, found_at, due_at, asked_at, n_failures)"
        " VALUES (:name, '', 'listed', 1, 1, :asked_at, 0)"
    )
    with connection_to(empty_database) as connection:
        upgrade(connection, "0004")
        for name, source, asked_at in (
            ("asker", "mal", 1),
            ("crawled", "mal", None),
            ("x", "d", 1),
        ):
            row = {"source": source, "name": name, "asked_at": asked_at}
            row |= {"packed": packed.value, "digest": packed.digest}
            connection.execute(insert_list, row)
            connection.execute(insert_user, row)
    async with Store.open(empty_database) as store:
        batches = store.lists.iterate(10, includes_requested=False)
        assert [one.name async for batch in batches for one in batch] == ["crawled", "x"]


async def test_shared_accounts_are_visible_to_everybody_after_the_migration(
    empty_database: DatabaseSettings,
) -> None:
    insert = text(
        "INSERT INTO accounts (discord_id, name, mal_name, linked_at, is_shared)"
        " VALUES (:id, 'a', 'A', 1, :is_shared)"
    )
    with connection_to(empty_database) as connection:
        upgrade(connection, "0016")
        for discord_id, is_shared in enumerate((True, False, None), 1):
            connection.execute(insert, {"id": discord_id, "is_shared": is_shared})
    async with Store.open(empty_database) as store:
        found = [await store.accounts.get(discord_id) for discord_id in (1, 2, 3)]
    assert [one and one.visibility for one in found] == ["everybody", "nobody", "nobody"]


@pytest.mark.sqlite_only
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
