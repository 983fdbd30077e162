"""Copies of a SQLite database, made while others read and write it."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from reko_core.errors import StoreError
from reko_core.store.error_kinds import kind_of, reason_of
from reko_core.store.sqlite.files import wal_of

__all__ = ["CopyProgress", "copy_pages", "open_connection", "quick_check", "vacuum_into"]

CopyProgress = Callable[[int, int], None]
"""Called with the number of pages copied so far, and of all pages."""

# 4 MB at the default page size.
_PAGES_PER_STEP = 1024
_OPCODES_PER_REPORT = 1000
_BUSY_PAUSE_S = 0.05


@contextmanager
def _wrap_errors() -> Iterator[None]:
    """Turn errors of SQLite and of its files into StoreError."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(reason_of(error), kind=kind_of(error)) from error


@contextmanager
def open_connection(path: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    """Open a database that exists (`rw`), may exist (`rwc`), or is only read (`ro`).

    Raises StoreError, also for errors of SQLite inside the block.
    """
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    if mode == "ro" and not wal_of(path).exists():
        # Nobody writes it, and so it opens even where the directory is read-only.
        uri += "&immutable=1"
    with (
        _wrap_errors(),
        closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection,
    ):
        yield connection


def vacuum_into(source: sqlite3.Connection, target: Path, progress: CopyProgress) -> None:
    """Write the database as it is at this moment to an empty file, without its free pages.

    Raises sqlite3.Error.
    """
    (n_pages,) = source.execute("PRAGMA page_count").fetchone()
    (page_bytes,) = source.execute("PRAGMA page_size").fetchone()
    raised: list[BaseException] = []

    def report() -> bool:
        try:
            progress(min(target.stat().st_size // page_bytes, n_pages), n_pages)
        except BaseException as error:  # noqa: BLE001 - sqlite3 would swallow it
            raised.append(error)
        return bool(raised)

    source.set_progress_handler(report, _OPCODES_PER_REPORT)
    try:
        source.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    progress(n_pages, n_pages)


def copy_pages(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    progress: CopyProgress,
    busy_timeout_s: float,
) -> None:
    """Make the target what the source is at this moment, in one transaction of the target.

    The source may be written meanwhile. Raises StoreError where the target is kept busy by
    another writer for `busy_timeout_s`.
    """
    # Outside of a transaction, a write to the source would restart the copy.
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    moved_at, n_left = time.monotonic(), -1

    def on_step(_status: int, remaining: int, total: int) -> None:
        nonlocal moved_at, n_left
        if remaining != n_left:
            moved_at, n_left = time.monotonic(), remaining
            progress(total - remaining, total)
        elif time.monotonic() - moved_at > busy_timeout_s:
            raise StoreError("another program keeps the database busy", kind="busy")

    try:
        with _wrap_errors():
            source.backup(target, pages=_PAGES_PER_STEP, progress=on_step, sleep=_BUSY_PAUSE_S)
    finally:
        source.execute("ROLLBACK")


def quick_check(connection: sqlite3.Connection) -> str | None:
    """Return the first error SQLite finds in the pages of a database, None where there is none."""
    (message,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return None if message == "ok" else " ".join(str(message).split())
