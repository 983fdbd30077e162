"""Restoring a backup under running programs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reko_core.errors import BackupRefused, StoreError
from reko_core.runtime.atomic_write import replace_durably
from reko_core.runtime.step_progress import StepProgress
from reko_core.settings import DatabaseSettings
from reko_core.store.backup.backup_file import NOTES_TABLE, database_file
from reko_core.store.backup.kept_opt_outs import add_opt_outs, read_opt_outs
from reko_core.store.backup.temp_file import ensure_free_space, remove, temp_files_of, temp_path
from reko_core.store.database.file_lock import file_lock
from reko_core.store.database.migrate import migrate
from reko_core.store.sqlite.copying import CopyProgress, copy_pages, open_connection
from reko_core.store.sqlite.files import file_bytes, wal_of

__all__ = ["restore_file", "restore_lock"]

# SQLite's default page size, so that of every database of Reko.
_PAGE_BYTES = 4096


@contextmanager
def restore_lock(settings: DatabaseSettings, file: Path) -> Iterator[Path]:
    """Restore exclusively; yields the database, with the leftovers of a killed restore removed.

    Raises StoreError while another process restores, BackupRefused where the file is the database
    itself, ConfigurationError as `database_file` does.
    """
    path = database_file(settings)
    if path.exists() and file.exists() and path.samefile(file):
        raise BackupRefused(file, "is the database itself")
    with file_lock(path, "restore", wait=False):
        remove(temp_files_of(path))
        yield path


def restore_file(settings: DatabaseSettings, file: Path, report: StepProgress) -> int | None:
    """Replace the database by a backup that `read_notes` has accepted.

    Users who have opted out since are deleted from it first; returns how many, None if the
    database is too damaged to tell.

    It is migrated to the newest schema beside the database first; then its pages are copied in one
    transaction, so that running programs see either the old or the new state, and a process that
    is killed leaves the old one. Raises StoreError, BackupRefused. Blocking.
    """
    path = database_file(settings)
    # Once beside the database, once in its write-ahead log.
    ensure_free_space(path, 2 * file_bytes(file))
    with temp_path(path) as temp:
        _copy(file, temp, _message(report, "reading"), settings.busy_timeout_s, mode="ro")
        with open_connection(temp) as connection:
            _normalise(connection)
        report("migrating", 0, None)
        migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{temp}"))
        try:
            opt_outs = read_opt_outs(path)
        except StoreError:
            n_opt_outs = None
        else:
            n_opt_outs = add_opt_outs(temp, opt_outs, settings.busy_timeout_s)
        with open_connection(temp) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        with file_lock(path, "migrate"):
            _replace(temp, path, report, settings.busy_timeout_s)
    return n_opt_outs


def _replace(temp: Path, path: Path, report: StepProgress, busy_timeout_s: float) -> None:
    if path.exists() and _is_usable(path):
        _copy(temp, path, _message(report, "restoring"), busy_timeout_s)
        return
    # Pages cannot be copied into it. Its log must not be played into the new database.
    remove((wal_of(path), path.with_name(f"{path.name}-shm")))
    replace_durably(temp, path)


def _is_usable(path: Path) -> bool:
    """Return whether a database can be opened, and has pages of our size."""
    try:
        with open_connection(path) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return _page_bytes(connection) == _PAGE_BYTES
    except StoreError:
        return False


def _copy(
    source: Path,
    target: Path,
    progress: CopyProgress,
    busy_timeout_s: float,
    mode: str = "rw",
) -> None:
    with open_connection(source, mode) as reader, open_connection(target, "rwc") as writer:
        writer.execute(f"PRAGMA busy_timeout = {round(1000 * busy_timeout_s)}")
        copy_pages(reader, writer, progress, busy_timeout_s)


def _message(report: StepProgress, step: str) -> CopyProgress:
    return lambda done, total: report(step, done, total)


def _normalise(connection: sqlite3.Connection) -> None:
    """Remove the notes, and give the database pages of our size."""
    connection.execute("PRAGMA journal_mode = DELETE")
    # The secret must be gone from the free pages, too.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"DROP TABLE IF EXISTS {NOTES_TABLE}")
    if _page_bytes(connection) != _PAGE_BYTES:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute("VACUUM")


def _page_bytes(connection: sqlite3.Connection) -> int:
    (n_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    return int(n_bytes)
