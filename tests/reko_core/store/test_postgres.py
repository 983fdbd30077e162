"""Connections to PostgreSQL: addresses, refusals, kinds of errors."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from reko_core.domain.models import Entries, UserList
from reko_core.errors import ConfigurationError, StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from reko_core.store.database.connection import Database, parse_url
from reko_core.store.database.migrate import migrate
from reko_core.store.database.repeating import repeat_conflicts

if TYPE_CHECKING:
    from postgres_server import TemporaryDatabases

SECRETIVE = UserList("Secretive_One", Entries.build(np.array([1, 2])), datetime.now(UTC))


@pytest.fixture
async def connected(postgres_database: DatabaseSettings) -> AsyncIterator[Database]:
    settings = postgres_database.model_copy(update={"busy_timeout_s": 0.1})
    async with Database.open(settings) as opened:
        yield opened


async def error_of(database: Database, *statements: str) -> StoreError:
    async def run() -> None:
        async with database.write() as connection:
            for statement in statements:
                await connection.execute(text(statement))

    with pytest.raises(StoreError) as raised:
        await run()
    return raised.value


async def refusal_of(settings: DatabaseSettings, **changes: str) -> StoreError:
    url = make_url(settings.url)
    for name, value in changes.items():
        url = url.set(**{name: value})
    other = DatabaseSettings(url=url.render_as_string(hide_password=False))
    with pytest.raises(StoreError) as raised:
        async with Store.open(other):
            pytest.fail("it was opened")
    return raised.value


async def test_cancellation_is_not_lost_when_the_rollback_fails(connected: Database) -> None:
    pid: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def write() -> None:
        async with connected.write() as connection:
            pid.set_result(await connection.scalar(text("SELECT pg_backend_pid()")))
            try:
                await asyncio.Event().wait()
            finally:
                # As if the connection broke while the statement was cancelled.
                await connection.execute(text("SELECT 1"))

    task = asyncio.create_task(write())
    end = text("SELECT pg_terminate_backend(:pid, 5000)")
    async with connected.read() as other:
        await other.execute(end, {"pid": await pid})
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 5)


async def test_who_waits_for_a_lock_outlasts_a_holder_that_has_vanished(
    postgres_database: DatabaseSettings,
) -> None:
    async with Database.open(postgres_database) as database, database.read() as connection:
        idle_ms, lock_ms = [
            await connection.scalar(
                text("SELECT setting::int FROM pg_settings WHERE name = :name"), {"name": name}
            )
            for name in ("idle_in_transaction_session_timeout", "lock_timeout")
        ]
    assert 0 < idle_ms < lock_ms


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_driver_of_an_address_is_completed(scheme: str) -> None:
    url = parse_url(DatabaseSettings(url=f"{scheme}://reko:p%40ss@db/reko?sslmode=require"))

    assert url.drivername == "postgresql+psycopg"
    assert (url.password, url.query["sslmode"]) == ("p@ss", "require")


@pytest.mark.parametrize("scheme", ["postgresql+asyncpg", "mysql", "postgresql+nonsense"])
def test_other_drivers_are_refused(scheme: str) -> None:
    with pytest.raises(ConfigurationError, match=r"begin with postgresql://") as refused:
        parse_url(DatabaseSettings(url=f"{scheme}://reko:Pass_Word@db/reko"))

    assert "Pass_Word" not in str(refused.value)


@pytest.mark.parametrize("name", ["autocommit", "row_factory"])
async def test_arguments_of_the_driver_are_refused(name: str) -> None:
    settings = DatabaseSettings(url=f"postgresql://reko:Pass_Word@db/reko?{name}=Pass_Word")

    with pytest.raises(ConfigurationError, match=f"must not hold {name}$"):
        async with Database.open(settings):
            pytest.fail("it was opened")


def test_a_database_of_another_encoding_is_refused(postgres: "TemporaryDatabases") -> None:
    reason = "is SQL_ASCII, but names and titles need UTF8"
    with (
        postgres.create(is_empty=True, encoding="SQL_ASCII") as settings,
        pytest.raises(StoreError, match=reason),
    ):
        migrate(settings)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"database": "absent"}, "no_database"),
        ({"username": "nobody"}, "login"),
        ({"host": "127.0.0.1", "query": {}, "port": 1}, "unreachable"),
        ({"query": {"host": "127.0.0.1", "port": "1"}}, "unreachable"),
    ],
)
async def test_a_refused_connection_has_its_kind(
    postgres_database: DatabaseSettings, changes: dict[str, str], kind: str
) -> None:
    error = await refusal_of(postgres_database, **changes)

    assert error.kind == kind
    assert error.is_postgres


@pytest.mark.parametrize(
    ("statements", "kind"),
    [
        (["SET LOCAL statement_timeout = 1", "SELECT pg_sleep(5)"], "timeout"),
        (["SET TRANSACTION READ ONLY", "DELETE FROM lists"], "read_only"),
        (["CREATE ROLE reader", "SET LOCAL ROLE reader", "SELECT * FROM lists"], "permission"),
        (["INSERT INTO bot_state VALUES ('key', NULL)"], "constraint"),
        (["SELECT pg_terminate_backend(pg_backend_pid())"], "unreachable"),
        (["SELECT * FROM absent"], "other"),
    ],
)
async def test_a_failed_statement_has_its_kind(
    connected: Database, statements: list[str], kind: str
) -> None:
    error = await error_of(connected, *statements)

    assert error.kind == kind
    assert error.is_postgres


async def test_a_lock_of_another_session_is_waited_for_as_long_as_configured(
    connected: Database,
) -> None:
    async with connected.write() as other:
        await other.execute(text("LOCK TABLE lists"))

        assert (await error_of(connected, "SELECT * FROM lists")).kind == "busy"


async def test_a_violated_constraint_reveals_no_name(connected: Database) -> None:
    rows = "INSERT INTO opt_outs VALUES ('secretive', 0, NULL), ('secretive', 0, NULL)"
    error = await error_of(connected, rows)

    assert "duplicate key" in error.reason
    assert "secretive" not in f"{error} {error.reason}"


async def test_a_restart_of_the_server_is_survived(postgres_database: DatabaseSettings) -> None:
    async with Store.open(postgres_database) as store, Database.open(postgres_database) as admin:
        await store.lists.put(SECRETIVE)
        async with admin.write() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )

        assert await store.lists.get("Secretive_One") == SECRETIVE


async def test_the_loser_of_a_deadlock_is_repeated(connected: Database) -> None:
    n_attempts = 0
    both_hold_one = asyncio.Barrier(2)

    @repeat_conflicts
    async def write(*keys: int) -> None:
        nonlocal n_attempts
        n_attempts += 1
        is_first = n_attempts <= 2
        async with connected.write() as connection:
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text("SET LOCAL deadlock_timeout = 10"))
            for key in keys:
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({key})"))
                if is_first and key == keys[0]:
                    await both_hold_one.wait()

    await asyncio.gather(write(1, 2), write(2, 1))

    assert n_attempts == 3


async def test_other_failures_are_not_repeated() -> None:
    n_attempts = 0

    @repeat_conflicts
    async def fail() -> None:
        nonlocal n_attempts
        n_attempts += 1
        raise StoreError("full", kind="full")

    with pytest.raises(StoreError):
        await fail()
    assert n_attempts == 1
