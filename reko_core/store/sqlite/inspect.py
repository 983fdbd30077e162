"""What a database is, without changing or migrating it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from reko_core.errors import StoreError
from reko_core.runtime.regular_file import open_regular
from reko_core.store.error_kinds import kind_of
from reko_core.store.sqlite.copying import open_connection, quick_check

__all__ = ["FileState", "inspect_file", "read_header", "revision_of"]

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
# SQLite does not report the write-ahead log of a file that is opened as immutable.
_VERSION_AT, _WAL_VERSION = 18, b"\x02"


@dataclass(frozen=True, slots=True)
class FileState:
    """State of a file. revision: None where no migration ever ran; damage: None where it is sound.

    Both are None for an empty file, which is an empty database.
    has_wal: it keeps a write-ahead log.
    """

    revision: str | None
    damage: str | None
    has_wal: bool


def inspect_file(path: Path) -> FileState:
    """Look at a SQLite file, reading all of it. Raises StoreError for what is none."""
    header = read_header(path)
    with open_connection(path, "ro") as connection:
        has_wal = header[_VERSION_AT : _VERSION_AT + 1] == _WAL_VERSION
        return FileState(revision_of(connection), quick_check(connection), has_wal)


def read_header(path: Path) -> bytes:
    """Return the header of a SQLite file, nothing of an empty one, without opening it as one.

    Raises StoreError for what is none.
    """
    try:
        with open_regular(path) as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", kind=kind_of(error)) from error
    if header and not header.startswith(_MAGIC):
        raise StoreError("is no SQLite database", kind="no_database")
    return header


def revision_of(connection: sqlite3.Connection) -> str | None:
    """Return the revision of the schema, None where there is none."""
    known = "SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"
    if connection.execute(known).fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])
