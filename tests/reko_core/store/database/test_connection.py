"""Database failures are raised as StoreError, without user names."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text

from reko_core.domain.models import Entries, UserList
from reko_core.errors import ConfigurationError, StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from reko_core.store.database.connection import Database
from reko_core.store.database.file_lock import file_lock
from reko_core.store.database.migrate import migrate

SECRETIVE = UserList("Secretive_One", Entries.build(np.array([1, 2])), datetime.now(UTC))


@pytest.fixture
def database(tmp_path: Path) -> DatabaseSettings:
    url = f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}"
    return DatabaseSettings(url=url, busy_timeout_s=0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reko.sqlite3"


@contextmanager
def changed_by_another(path: Path, *statements: str) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        yield


def assert_says_nothing_of_the_user(error: StoreError) -> None:
    assert "secretive" not in f"{error} {error.reason}".lower()


async def test_writer_that_waits_too_long_gets_a_store_error(store: Store, path: Path) -> None:
    assert await store.lists.count() == 0
    with changed_by_another(path, "BEGIN IMMEDIATE"):
        with pytest.raises(StoreError) as failed:
            await store.lists.put(SECRETIVE)
        assert_says_nothing_of_the_user(failed.value)
        assert await store.lists.count() == 0
    await store.lists.put(SECRETIVE)
    assert await store.lists.count() == 1


async def test_a_missing_table_is_a_store_error_everywhere(store: Store, path: Path) -> None:
    with changed_by_another(path, "DROP TABLE lists"):
        pass
    for failing in (
        store.lists.put(SECRETIVE),
        store.lists.get("Secretive_One"),
        store.lists.delete("Secretive_One"),
        store.lists.count(),
        anext(store.lists.iterate(1)),
    ):
        with pytest.raises(StoreError) as failed:
            await failing
        assert_says_nothing_of_the_user(failed.value)


async def test_a_failed_constraint_reveals_no_name(store: Store, path: Path) -> None:
    trigger = (
        "CREATE TRIGGER refuse BEFORE INSERT ON lists"
        " BEGIN SELECT RAISE(ABORT, 'no lists today'); END"
    )
    with changed_by_another(path, trigger):
        pass
    with pytest.raises(StoreError, match="no lists today") as failed:
        await store.lists.put(SECRETIVE)
    assert_says_nothing_of_the_user(failed.value)


async def test_damaged_list_is_a_store_error(store: Store, path: Path) -> None:
    await store.lists.put(SECRETIVE)
    with changed_by_another(path, "UPDATE lists SET packed = x'00ff00'"):
        pass
    with pytest.raises(StoreError) as failed:
        await store.lists.get("Secretive_One")
    assert_says_nothing_of_the_user(failed.value)


async def test_writing_many_lists_is_atomic(store: Store, path: Path) -> None:
    trigger = (
        "CREATE TRIGGER refuse BEFORE INSERT ON lists WHEN NEW.name = 'last'"
        " BEGIN SELECT RAISE(ABORT, 'not this one'); END"
    )
    with changed_by_another(path, trigger):
        pass
    lists = [UserList(name, SECRETIVE.entries, SECRETIVE.fetched_at) for name in ("one", "last")]
    with pytest.raises(StoreError):
        await store.lists.put_many(lists)
    assert await store.lists.count() == 0


def test_a_held_lock_is_refused_without_waiting(path: Path) -> None:
    with (
        file_lock(path, "import"),
        pytest.raises(StoreError, match="import"),
        file_lock(path, "import", wait=False),
    ):
        pass
    with file_lock(path, "import", wait=False):
        pass


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:////", "names a directory"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_an_address_that_names_no_file_is_refused(url: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason):
        migrate(DatabaseSettings(url=url))


def test_lock_in_an_absent_directory_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError), file_lock(tmp_path / "absent" / "reko.sqlite3", "import"):
        pass


async def test_a_query_that_is_cancelled_twice_leaves_no_waiting_task(
    database: DatabaseSettings,
) -> None:
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) "

    async def ask(opened: Database) -> None:
        async with opened.read() as connection:
            await connection.execute(text(f"{count} SELECT max(i) FROM n"))

    async with Database.open(database) as opened:
        asking = asyncio.create_task(ask(opened))
        await asyncio.sleep(0.1)
        for _ in range(2):
            asking.cancel()
            await asyncio.sleep(0.05)
        await asyncio.wait({asking})
        others = asyncio.all_tasks() - {asyncio.current_task()}
        _, waiting = await asyncio.wait(others, timeout=10) if others else ((), ())

    assert asking.cancelled()
    assert not waiting


async def test_a_first_query_that_is_cancelled_twice_leaves_no_waiting_task(
    database: DatabaseSettings,
) -> None:
    async def ask(opened: Database) -> None:
        async with opened.read() as connection:
            await connection.execute(text("SELECT 1"))

    for n_steps in range(60):
        async with Database.open(database) as opened:
            asking = asyncio.create_task(ask(opened))
            for _ in range(n_steps):
                await asyncio.sleep(0.0002)
            for _ in range(2):
                asking.cancel()
                await asyncio.sleep(0)
            await asyncio.wait({asking})
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for other in others:
            other.cancel()
        _, waiting = await asyncio.wait(others, timeout=5) if others else ((), ())
        assert not waiting, n_steps


def test_thread_of_a_connection_that_is_cancelled_ends_before_the_event_loop(
    database: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, before = sqlite3.connect, set(threading.enumerate())
    connecting, is_loop_closed = threading.Event(), threading.Event()
    failures: list[threading.ExceptHookArgs] = []

    def connect_slowly(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connecting.set()
        is_loop_closed.wait(0.2)
        return connect(*arguments, **options)

    async def cancel_while_connecting() -> None:
        async with Database.open(database) as opened:
            reading = asyncio.create_task(opened.read().__aenter__())
            await asyncio.to_thread(connecting.wait, 10)
            reading.cancel()
            await asyncio.wait({reading})

    monkeypatch.setattr(sqlite3, "connect", connect_slowly)
    monkeypatch.setattr(threading, "excepthook", failures.append)
    asyncio.run(cancel_while_connecting())
    is_loop_closed.set()
    for thread in set(threading.enumerate()) - before:
        thread.join(10)

    assert connecting.is_set()
    assert [str(failure.exc_value) for failure in failures] == []
