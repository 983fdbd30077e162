"""Copies of a SQLite database, page by page, while others read and write it."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from reko_core.errors import StoreError
from reko_core.store.database.connection import translated
from reko_core.store.database.files import wal_of

__all__ = ["CopyProgress", "copy_pages", "opened", "quick_check"]

CopyProgress = Callable[[int, int], None]
"""Told how many pages were copied so far, and of how many."""

# 4 MB at the usual size of a page.
_PAGES_A_STEP = 1024
_BUSY_PAUSE_S = 0.05


@contextmanager
def opened(path: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    """Open a database that exists (`rw`), may exist (`rwc`), or is only read (`ro`).

    Raises StoreError, also for what goes wrong inside.
    """
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    if mode == "ro" and not wal_of(path).exists():
        # Nobody writes it, and where the directory cannot be written it opens all the same.
        uri += "&immutable=1"
    with translated(), closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


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
    # Inside a transaction the source stays what it is; outside, a write would begin the copy anew.
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    moved_at, n_left = time.monotonic(), -1

    def on_step(_status: int, remaining: int, total: int) -> None:
        nonlocal moved_at, n_left
        if remaining != n_left:
            moved_at, n_left = time.monotonic(), remaining
            progress(total - remaining, total)
        elif time.monotonic() - moved_at > busy_timeout_s:
            raise StoreError("another program keeps the database busy")

    try:
        with translated():
            source.backup(target, pages=_PAGES_A_STEP, progress=on_step, sleep=_BUSY_PAUSE_S)
    finally:
        source.execute("ROLLBACK")


def quick_check(connection: sqlite3.Connection) -> str | None:
    """Return what SQLite finds wrong with the pages of a database, None where it is sound."""
    (told,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return None if told == "ok" else " ".join(str(told).split())
