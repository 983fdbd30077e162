"""Backups of a SQLite database: one file, made and restored while programs run.

A backup is a database itself, with one more table, `reko_backup`, for what belongs to it but
lies outside of the database: names and values, among them a secret, so that the file is only its
owner's to read. A restored database never holds that table.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reko_core.errors import BackupRefused, ConfigurationError, StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url
from reko_core.store.database.files import file_bytes, sqlite_path, wal_of
from reko_core.store.database.locks import file_lock
from reko_core.store.database.migrate import known_revisions, migrate
from reko_core.store.sqlite.copying import CopyProgress, copy_pages, opened, quick_check
from reko_core.store.sqlite.inspect import inspect_file

__all__ = [
    "StepProgress",
    "database_file",
    "keep_present",
    "read_notes",
    "restore_file",
    "restoring",
    "write_backup",
]

StepProgress = Callable[[str, int, int | None], None]
"""Called with the step, what is done of it, and how much there is (None = not known)."""

_TABLE = "reko_backup"
_SPARE_BYTES = 2**20
# What SQLite takes where nobody says otherwise, and so what every database of Reko has.
_PAGE_BYTES = 4096


def database_file(settings: DatabaseSettings) -> Path:
    """Return the file of the database. Raises ConfigurationError where it is none of SQLite's."""
    url = parse_url(settings)
    if url.get_backend_name() != "sqlite":
        reason = f"is {url.get_backend_name()}: use pg_dump to back it up, pg_restore to restore it"
        raise ConfigurationError("database.url", reason)
    path = sqlite_path(url)
    if path is None:
        reason = "is a database in memory, which is gone when its program ends"
        raise ConfigurationError("database.url", reason)
    return path


def write_backup(
    settings: DatabaseSettings, target: Path, notes: Mapping[str, str], report: StepProgress
) -> None:
    """Copy the database as it is now to a file, which is there when it is whole and checked.

    The file takes the place of one that is there. Raises StoreError, BackupRefused. Blocking.
    """
    source = database_file(settings)
    if not source.is_file():
        raise StoreError(f"{source.name} does not exist: there is nothing to back up")
    if target.exists() and target.samefile(source):
        raise BackupRefused(target, "is the database itself")
    _require_room(target, file_bytes(source))
    with _draft_of(target) as draft:
        _copy(source, draft, _said(report, "copying"), settings.busy_timeout_s)
        report("checking", 0, None)
        with opened(draft) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"CREATE TABLE {_TABLE} (name TEXT PRIMARY KEY, value TEXT)")
            connection.executemany(f"INSERT INTO {_TABLE} VALUES (?, ?)", notes.items())  # noqa: S608
            if damage := quick_check(connection):
                raise StoreError(f"the database is damaged: {damage}")
        _put_in_place(draft, target)


def read_notes(file: Path) -> dict[str, str]:
    """Return what a backup holds beside the database; nothing of a file that is a plain copy.

    Raises BackupRefused where the file cannot be restored. Reads all of it. Blocking.
    """
    try:
        state = inspect_file(file)
        if state.damage is not None:
            raise BackupRefused(file, f"is damaged: {state.damage}")
        if state.revision is None:
            raise BackupRefused(file, "is no database of Reko")
        if state.revision not in known_revisions():
            reason = f"was made by a newer version of Reko: it has revision {state.revision}"
            raise BackupRefused(file, reason)
        with opened(file, "ro") as connection:
            if not _has_notes(connection):
                return {}
            return dict(connection.execute(f"SELECT name, value FROM {_TABLE}").fetchall())  # noqa: S608
    except StoreError as error:
        raise BackupRefused(file, error.reason) from error


def restore_file(settings: DatabaseSettings, file: Path, report: StepProgress) -> None:
    """Put a backup that `read_notes` has accepted in the place of the database.

    It is brought to the newest schema beside the database first; then its pages are copied in one
    transaction, so that running programs see either the old or the new state, and a process that
    is killed leaves the old one. Raises StoreError, BackupRefused. Blocking.
    """
    path = database_file(settings)
    # Once beside the database, once in its write-ahead log.
    _require_room(path, 2 * file_bytes(file))
    with _draft_of(path) as draft:
        _copy(file, draft, _said(report, "reading"), settings.busy_timeout_s, mode="ro")
        with opened(draft) as connection:
            _strip(connection)
        report("migrating", 0, None)
        migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{draft}"))
        with opened(draft) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        with file_lock(path, "migrate"):
            _replace(draft, path, report, settings.busy_timeout_s)


@contextmanager
def restoring(settings: DatabaseSettings, file: Path) -> Iterator[Path]:
    """Be the only one who restores; gives the database, without what a killed one has left.

    Raises StoreError while another one does, BackupRefused where the file is the database itself,
    ConfigurationError as `database_file` does.
    """
    path = database_file(settings)
    if path.exists() and file.exists() and path.samefile(file):
        raise BackupRefused(file, "is the database itself")
    with file_lock(path, "restore", wait=False):
        _remove(path.parent.glob(f".{path.name}.*draft*"))
        yield path


def keep_present(
    settings: DatabaseSettings, target: Path, notes: Mapping[str, str], report: StepProgress
) -> None:
    """Back the database up; what is too damaged for that is copied as it is, with its log.

    Raises StoreError, BackupRefused. Blocking.
    """
    try:
        write_backup(settings, target, notes, report)
    except StoreError:
        path = database_file(settings)
        for source, kept in ((path, target), (wal_of(path), wal_of(target))):
            if source.exists():
                with _draft_of(kept) as draft:
                    shutil.copyfile(source, draft)
                    _put_in_place(draft, kept)


def _replace(draft: Path, path: Path, report: StepProgress, busy_timeout_s: float) -> None:
    if path.exists() and _is_usable(path):
        _copy(draft, path, _said(report, "restoring"), busy_timeout_s)
        return
    # What is no database can take no pages. Its log must not be played into the new one.
    wal_of(path).unlink(missing_ok=True)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    _put_in_place(draft, path)


def _is_usable(path: Path) -> bool:
    """Say whether a database takes pages, and whether its pages are as large as ours."""
    try:
        with opened(path) as connection:
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
    with opened(source, mode) as reader, opened(target, "rwc") as writer:
        writer.execute(f"PRAGMA busy_timeout = {round(1000 * busy_timeout_s)}")
        copy_pages(reader, writer, progress, busy_timeout_s)


def _said(report: StepProgress, step: str) -> CopyProgress:
    return lambda done, total: report(step, done, total)


def _strip(connection: sqlite3.Connection) -> None:
    """Take out what is no part of the database, and let pages be as large as everywhere."""
    connection.execute("PRAGMA journal_mode = DELETE")
    # The secret is to be gone from the free pages, too.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"DROP TABLE IF EXISTS {_TABLE}")
    if _page_bytes(connection) != _PAGE_BYTES:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute("VACUUM")


def _page_bytes(connection: sqlite3.Connection) -> int:
    (n_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    return int(n_bytes)


def _has_notes(connection: sqlite3.Connection) -> bool:
    known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return connection.execute(known, (_TABLE,)).fetchone() is not None


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """Give a file beside the target that only its owner reads; what is left of it is removed."""
    draft = target.with_name(f".{target.name}.draft")
    try:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Of one that was killed the draft is left, but not the lock.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Its journal would be played into the new one.
            _remove(draft.parent.glob(f"{draft.name}-*"))
            os.truncate(descriptor, 0)
            try:
                yield draft
            finally:
                _remove(draft.parent.glob(f"{draft.name}*"))
        finally:
            os.close(descriptor)
    except BlockingIOError as error:
        raise BackupRefused(target, "is being written by another process") from error
    except OSError as error:
        raise BackupRefused(target, f"cannot be written: {error.strerror}") from error


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _put_in_place(draft: Path, target: Path) -> None:
    """Make the draft the target, durably."""
    _sync(draft)
    draft.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _require_room(path: Path, n_bytes: int) -> None:
    """Raise BackupRefused where so much would not fit beside the file."""
    try:
        n_free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise BackupRefused(path, f"cannot be written: {error.strerror}") from error
    if n_free < n_bytes + _SPARE_BYTES:
        n_missing = (n_bytes + _SPARE_BYTES - n_free) // 1_000_000 + 1
        raise BackupRefused(path, f"does not fit: {n_missing} MB are missing on its disk")
