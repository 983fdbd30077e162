"""The SQLite database that is moved: read while no other program has it open."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection, OperationalError

from sqlalchemy import Table

from reko_core.errors import MoveRefused
from reko_core.store.moving.table_rows import Row, columns_of, from_sqlite, key_of
from reko_core.store.sqlite.copying import open_connection

__all__ = ["SqliteSource"]

_WAIT_MS = 1_000


class SqliteSource:
    """Reads the tables of a database in the order of their keys. Blocking."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator["SqliteSource"]:
        """Open the database so that no other program can.

        Raises MoveRefused if another one has it open, StoreError.
        """
        with open_connection(path) as connection:
            connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
            # With a write-ahead log, each open connection shares a lock that this one refuses.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except OperationalError as error:
                reason = f"another program has {path.name} open: stop the bot, the API and imports"
                raise MoveRefused(reason) from error
            yield cls(connection)
            connection.execute("COMMIT")

    def count(self, table: Table) -> int:
        """Return the number of rows."""
        return int(self._connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])  # noqa: S608

    def rows(self, table: Table, after: Row | None = None) -> Iterator[Row]:
        """Yield the rows, or those after a key, in the order of the primary key."""
        key = ", ".join(key_of(table))
        query = f"SELECT {columns_of(table)} FROM {table.name}"  # noqa: S608
        if after is not None:
            query += f" WHERE ({key}) > ({', '.join('?' * len(after))})"
        cursor = self._connection.execute(f"{query} ORDER BY {key}", after or ())
        yield from from_sqlite(table, cursor)
