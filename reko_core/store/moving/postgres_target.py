"""The PostgreSQL database that is filled; until it is complete, no program can use it.

A revision of its own in Alembic's table tells that it is being filled: every Reko refuses it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table
from sqlalchemy.engine import URL

from reko_core.errors import MoveRefused, StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store.database.migrate import MOVING, known_revisions, migrate
from reko_core.store.database.tables import metadata
from reko_core.store.error_kinds import kind_of, reason_of
from reko_core.store.moving.table_rows import MOVED_TABLES, Row, columns_of, key_of, ordered
from reko_core.store.postgres.connecting import connect_parameters

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ["PostgresTarget"]

_NAME = "reko move-database"
_FETCHED_ROWS = 1_000
_REVISIONS = "alembic_version"


class PostgresTarget:
    """Writes and reads the tables of a database. Blocking."""

    def __init__(self, connection: "Connection[Any]") -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, url: URL, settings: DatabaseSettings) -> Iterator["PostgresTarget"]:
        """Open the database, with the newest schema, for nobody else.

        Raises MoveRefused if it holds data of its own or another program uses it, StoreError.
        """
        with _wrap_errors(), _connect(url, settings.busy_timeout_s) as connection:
            target = cls(connection)
            target._lock()
            revision = target._revision() or ""
            if revision != _moving():
                if not revision.startswith(MOVING):
                    target._check_empty()
                migrate(settings)
                target._set_revision(_moving())
            yield target

    def last_key(self, table: Table) -> Row | None:
        """Return the last key that was copied."""
        key = ", ".join(key_of(table))
        order = ordered(table, is_descending=True)
        return self._one(f"SELECT {key} FROM {table.name} ORDER BY {order} LIMIT 1")  # noqa: S608

    def append(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows: all or none of them."""
        names = columns_of(table)
        with (
            self._connection.transaction(),
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def empty(self, table: Table) -> None:
        """Delete the rows of a table."""
        self._connection.execute(f"DELETE FROM {table.name}")  # noqa: S608

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows in any order."""
        with (
            self._connection.transaction(),
            self._connection.cursor("rows", binary=True) as cursor,
        ):
            cursor.itersize = _FETCHED_ROWS
            cursor.execute(f"SELECT {columns_of(table, is_postgres=True)} FROM {table.name}")  # noqa: S608
            yield from cursor

    def finish(self) -> None:
        """Continue the sequences after the last ids, and let programs use the database."""
        with self._connection.transaction():
            for table in MOVED_TABLES:
                column = table.autoincrement_column
                if column is not None:
                    self._connection.execute(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608
                        f"coalesce(max({column.name}), 1), count(*) > 0) FROM {table.name}"
                    )
            self._set_revision(known_revisions()[0])
        self._connection.execute("ANALYZE")

    def _lock(self) -> None:
        """Raise MoveRefused if another program uses the database."""
        self._connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (_NAME,))
        others = self._one(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND application_name = 'reko'"
        )
        if others and others[0]:
            raise MoveRefused("another program uses the new database: stop the bot and the API")

    def _check_empty(self) -> None:
        """Raise MoveRefused if there are rows, or tables of others: nothing was changed yet."""
        tables = self._connection.execute(
            "SELECT relname, oid::regclass::text FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        )
        moved = {table.name for table in MOVED_TABLES}
        for name, quoted in tables.fetchall():
            is_other = name not in metadata.tables and name != _REVISIONS
            if is_other or (name in moved and self._one(f"SELECT 1 FROM {quoted} LIMIT 1")):  # noqa: S608
                reason = f"the new database holds other data, in the table {name}"
                raise MoveRefused(f"{reason}: create an empty one")

    def _revision(self) -> str | None:
        if self._one("SELECT to_regclass('alembic_version')") == (None,):
            return None
        found = self._one("SELECT version_num FROM alembic_version")
        return str(found[0]) if found else None

    def _set_revision(self, revision: str) -> None:
        self._connection.execute("UPDATE alembic_version SET version_num = %s", (revision,))

    def _one(self, query: str) -> Row | None:
        row: Row | None = self._connection.execute(query).fetchone()
        return row


def _moving() -> str:
    return MOVING + known_revisions()[0]


def _connect(url: URL, lock_timeout_s: float) -> "Connection[Any]":
    from psycopg import connect

    own = {"autocommit": True, "application_name": _NAME}
    arguments, options = connect_parameters(url, lock_timeout_s, **own)
    return connect(*arguments, **options)


@contextmanager
def _wrap_errors() -> Iterator[None]:
    """Turn errors of the driver into StoreError."""
    try:
        # Not at the top: psycopg is an extra.
        from psycopg import Error
    except ImportError as error:
        raise StoreError(f"the driver {error.name} is not installed", kind="driver") from error
    try:
        yield
    except Error as error:
        reason = reason_of(error) or type(error).__name__
        raise StoreError(reason, kind=kind_of(error), is_postgres=True) from error
