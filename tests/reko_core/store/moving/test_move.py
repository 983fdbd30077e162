"""A SQLite database is moved to a real PostgreSQL server, also by a process that is killed."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sqlalchemy import JSON, Boolean, Float, LargeBinary, Table, Text, make_url

from reko_core.domain.models import Entries, UserList
from reko_core.errors import MoveRefused, StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from reko_core.store.database.migrate import known_revisions, migrate
from reko_core.store.database.tables import metadata
from reko_core.store.database.timestamps import UtcTimestamp
from reko_core.store.moving.move import move_database
from reko_core.store.moving.table_rows import MOVED_TABLES
from reko_core.store.sqlite.files import sqlite_path

if TYPE_CHECKING:
    from postgres_server import TemporaryDatabases

# More than two batches.
N_LISTS = 12_000
NAMES = ("a", "Z", "_", "é", "日本", "\U0001f600", "b-b", "b_b", "B", "-")
# Dies as by SIGKILL when this many batches are stored, the next one half sent.
KILLED = """
import os, signal, sys
from reko_core.settings import DatabaseSettings
from reko_core.store.moving import move, postgres_target
left = int(sys.argv[3])
append = postgres_target.PostgresTarget.append
def dying(self, table, rows):
    global left
    left -= 1
    if left < 0:
        rows = half(rows)
    append(self, table, rows)
def half(rows):
    yield from rows[: len(rows) // 2]
    os.kill(os.getpid(), signal.SIGKILL)
postgres_target.PostgresTarget.append = dying
urls = (DatabaseSettings(url=url) for url in sys.argv[1:3])
move.move_database(*urls, lambda *_: None)
"""


def ignore(*_: Any) -> None:
    """Report nothing."""


@pytest.fixture
def target(postgres: "TemporaryDatabases") -> Iterator[DatabaseSettings]:
    with postgres.create(is_empty=True) as settings:
        url = make_url(settings.url).set(password="secret")
        yield DatabaseSettings(url=url.render_as_string(hide_password=False))


@pytest.fixture
def source(tmp_path: Path) -> DatabaseSettings:
    """Return a database with rows in every table, in text whose order depends on the collation."""
    path = tmp_path / "old.sqlite3"
    settings = DatabaseSettings(url=f"sqlite+aiosqlite:///{path}")
    migrate(settings)
    with open_file(settings) as connection:
        for table in MOVED_TABLES:
            n_rows = N_LISTS if table.name == "lists" else len(NAMES)
            names, marks = names_of(table), ", ".join("?" * len(table.columns))
            rows = ([value(column, n) for column in table.columns] for n in range(n_rows))
            connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
    return settings


def names_of(table: Table) -> str:
    return ", ".join(table.columns.keys())


def value(column: Any, n: int) -> Any:
    """Return a value of the column in the row of this number; NULL in some."""
    if column.nullable and n % 3 == 0:
        return None
    by_type = {
        JSON: '{"b": [1, null],  "a": "\\u0000 é"}',
        Text: NAMES[n % len(NAMES)] + "\t\\N\n" + str(n // len(NAMES)),
        LargeBinary: bytes((n % 256, 0, 92, 255, n // 256)),
        UtcTimestamp: 1.7e9 + n / 7,
        Float: 1.7e9 + n / 7,
        Boolean: n % 2,
    }
    return by_type.get(type(column.type), n + 5)


@contextmanager
def open_file(settings: DatabaseSettings) -> Iterator[sqlite3.Connection]:
    path = sqlite_path(make_url(settings.url))
    assert path is not None
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def query(settings: DatabaseSettings, statement: str) -> list[Any]:
    import psycopg

    url = settings.url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


async def test_everything_is_moved(source: DatabaseSettings, target: DatabaseSettings) -> None:
    steps: list[tuple[str, int, int | None]] = []
    done = move_database(source, target, lambda *step: steps.append(step))

    assert done.n_rows == done.n_copied == N_LISTS + len(NAMES) * (len(MOVED_TABLES) - 1)
    assert ("copying lists", N_LISTS, N_LISTS) in steps
    assert "secret" not in done.url
    for name in ("lists", "title_bans", "results"):
        selected = f"SELECT {names_of(metadata.tables[name])} FROM {name}"
        with open_file(source) as connection:
            old = Counter(map(text_of, connection.execute(selected)))
        assert Counter(map(text_of, query(target, selected))) == old
    (revision,) = query(target, "SELECT version_num FROM alembic_version")
    assert revision == (known_revisions()[0],)
    one = np.ones(1, np.int32)
    entries = Entries.build(one, one, one)
    async with Store.open(target) as store:
        # The sequence goes on after the last id.
        await store.lists.put(UserList("new_user", entries, datetime.now(UTC)))
        assert await store.lists.count() == N_LISTS + 1


def text_of(row: Any) -> str:
    """Return the values of a row; truth values and JSON are as SQLite has them."""
    values = (int(one) if isinstance(one, bool) else one for one in row)
    return str([json.loads(one) if str(one).startswith('{"b"') else one for one in values])


def test_a_killed_move_is_continued(source: DatabaseSettings, target: DatabaseSettings) -> None:
    n_before = [table.name for table in MOVED_TABLES].index("lists")
    for n_batches in (0, n_before + 1):
        command = [sys.executable, "-c", KILLED, source.url, target.url, str(n_batches)]
        killed = subprocess.run(command, capture_output=True, check=False)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert 0 < len(query(target, "SELECT 1 FROM lists")) < N_LISTS
    with pytest.raises(StoreError) as refused:
        migrate(target)
    assert refused.value.kind == "incomplete"

    done = move_database(source, target, ignore)

    assert 0 < done.n_copied < done.n_rows
    assert len(query(target, "SELECT 1 FROM lists")) == N_LISTS


def test_what_has_changed_since_the_interruption_is_copied_again(
    source: DatabaseSettings, target: DatabaseSettings
) -> None:
    def interrupt(step: str, *_: Any) -> None:
        if step == "comparing title_bans":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_database(source, target, interrupt)
    with open_file(source) as connection:
        connection.execute("UPDATE accounts SET mal_name = 'changed'")
        connection.execute("DELETE FROM lists WHERE id < 100")
        connection.execute("DELETE FROM opt_outs")

    done = move_database(source, target, ignore)

    assert query(target, "SELECT DISTINCT mal_name FROM accounts") == [("changed",)]
    assert query(target, "SELECT count(*), min(id) FROM lists") == [(N_LISTS - 95, 100)]
    assert query(target, "SELECT 1 FROM opt_outs") == []
    assert done.n_rows > done.n_copied > N_LISTS - 95


def test_other_data_in_the_target_is_kept(
    source: DatabaseSettings, postgres_database: DatabaseSettings
) -> None:
    query(postgres_database, "INSERT INTO bot_state VALUES ('a key', 'kept')")

    with pytest.raises(MoveRefused, match="holds other data, in the table bot_state"):
        move_database(source, postgres_database, ignore)

    assert query(postgres_database, "SELECT value FROM bot_state") == [("kept",)]
    migrate(postgres_database)


@pytest.mark.parametrize("name", ["orders", "accounts"])
def test_tables_of_another_program_or_revision_stay_as_they_are(
    source: DatabaseSettings, target: DatabaseSettings, name: str
) -> None:
    query(target, f"CREATE TABLE {name} AS SELECT 1 AS id")

    with pytest.raises(MoveRefused, match=f"holds other data, in the table {name}"):
        move_database(source, target, ignore)

    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert query(target, tables) == [(name,)]


async def test_databases_in_use_are_refused(
    source: DatabaseSettings, target: DatabaseSettings
) -> None:
    async with Store.open(source) as store:
        await store.ping()
        with pytest.raises(MoveRefused, match=r"another program has old\.sqlite3 open"):
            move_database(source, target, ignore)
    async with Store.open(target) as store:
        await store.ping()
        with pytest.raises(MoveRefused, match="another program uses the new database"):
            move_database(source, target, ignore)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("", "postgresql://localhost/reko", "--from is no URL of a database"),
        ("sqlite+aiosqlite://", "postgresql://localhost/reko", "--from names no file"),
        ("postgresql://localhost/reko", "postgresql://localhost/new", "by default database.url"),
        ("sqlite+aiosqlite:////absent", "postgresql://localhost/new", "absent does not exist"),
        ("sqlite+aiosqlite:////absent", "mysql://u:secret@host/new", "--to must begin with"),
        ("sqlite+aiosqlite:////absent", "sqlite+aiosqlite:////other", "--to must begin with"),
    ],
)
def test_other_kinds_of_databases_are_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(MoveRefused, match=reason) as refused:
        move_database(DatabaseSettings(url=old), DatabaseSettings(url=new), ignore)
    assert "secret" not in str(refused.value)
