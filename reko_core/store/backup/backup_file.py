"""Backups of a SQLite database, written while programs use it.

A backup is a database itself, with one more table, `reko_backup`, for what belongs to it but
lies outside of the database: names and values, among them a secret, so that the file is only its
owner's to read. A restored database never holds that table.
"""

import filecmp
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from reko_core.errors import BackupRefused, ConfigurationError, StoreError
from reko_core.runtime.atomic_write import replace_durably
from reko_core.runtime.regular_file import check_regular
from reko_core.runtime.step_progress import StepProgress
from reko_core.settings import DatabaseSettings
from reko_core.store.backup.schema_check import unknown_part
from reko_core.store.backup.temp_file import ensure_free_space, temp_path
from reko_core.store.database.connection import parse_url
from reko_core.store.database.migrate import known_revisions
from reko_core.store.error_kinds import kind_of
from reko_core.store.sqlite.copying import open_connection, quick_check, vacuum_into
from reko_core.store.sqlite.files import file_bytes, sqlite_path, wal_of
from reko_core.store.sqlite.inspect import inspect_file, read_header

__all__ = [
    "NOTES_TABLE",
    "database_file",
    "make_safety_backup",
    "read_notes",
    "write_backup",
]

NOTES_TABLE = "reko_backup"
# Failures that are none of the database itself.
_PASSING_KINDS = {"busy", "full", "permission", "read_only"}


def database_file(settings: DatabaseSettings) -> Path:
    """Return the file of the database. Raises ConfigurationError where it is none of SQLite's.

    Raises StoreError where something else stands in its place.
    """
    path = sqlite_path(parse_url(settings))
    if path is None:
        raise ConfigurationError("database.url", "is no file of SQLite")
    for file in (path, wal_of(path)):
        try:
            check_regular(file)
        except FileNotFoundError:
            pass
        except OSError as error:
            reason = f"{file} cannot be used: {error.strerror}"
            raise StoreError(reason, kind=kind_of(error)) from error
    return path


def write_backup(
    settings: DatabaseSettings, target: Path, notes: Mapping[str, str], report: StepProgress
) -> None:
    """Write the database as it is now to a file, which appears when it is complete and checked.

    An existing file is replaced. Raises StoreError, BackupRefused. Blocking.
    """
    source = database_file(settings)
    if not source.is_file():
        reason = f"{source.name} does not exist: there is nothing to back up"
        raise StoreError(reason, kind="absent")
    if target.exists() and target.samefile(source):
        raise BackupRefused(target, "is the database itself")
    ensure_free_space(target, file_bytes(source))
    with temp_path(target) as temp:
        with open_connection(source) as connection:
            connection.execute(f"PRAGMA busy_timeout = {round(1000 * settings.busy_timeout_s)}")
            vacuum_into(connection, temp, lambda done, total: report("copying", done, total))
        report("checking", 0, None)
        with open_connection(temp) as connection:
            _write_notes(connection, notes)
            if damage := quick_check(connection):
                raise StoreError(f"the database is damaged: {damage}", kind="damaged")
        replace_durably(temp, target)


def make_safety_backup(
    settings: DatabaseSettings, target: Path, notes: Mapping[str, str], report: StepProgress
) -> str | None:
    """Back the database up; one too damaged for that is copied byte by byte, with its log.

    Returns what the damage is, None where there is none. Raises StoreError also where the database
    is only busy, or changes while it is copied; BackupRefused. Blocking.
    """
    path = database_file(settings)
    try:
        # SQLite would remove the log of a file that it cannot read.
        read_header(path)
        write_backup(settings, target, notes, report)
    except StoreError as error:
        if error.kind in _PASSING_KINDS:
            raise
        _copy_bytes(path, target)
        return error.reason
    return None


def _copy_bytes(path: Path, target: Path) -> None:
    """Copy a database and its log as they are at one moment, and compare the copies.

    The log comes first, so that a copy of the database is complete. Raises StoreError,
    BackupRefused.
    """
    log, log_copy = wal_of(path), wal_of(target)
    before = _marks(path)
    with ExitStack() as stack:
        pairs = [(log, log_copy), (path, target)] if log.exists() else [(path, target)]
        temps = [stack.enter_context(temp_path(copy)) for _, copy in pairs]
        for (source, _), temp in zip(pairs, temps, strict=True):
            shutil.copyfile(source, temp)
        is_same = all(
            filecmp.cmp(source, temp, shallow=False)
            for (source, _), temp in zip(pairs, temps, strict=True)
        )
        if not is_same or _marks(path) != before:
            reason = "another program writes to the damaged database: stop it first"
            raise StoreError(reason, kind="busy")
        for (_, copy), temp in zip(pairs, temps, strict=True):
            replace_durably(temp, copy)


def _marks(path: Path) -> list[tuple[int, int] | None]:
    """Return size and time of the last change of a database and of its log."""
    states = [file.stat() if file.exists() else None for file in (path, wal_of(path))]
    return [state and (state.st_size, state.st_mtime_ns) for state in states]


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
        with open_connection(file, "ro") as connection:
            if unknown := unknown_part(connection, NOTES_TABLE):
                raise BackupRefused(file, f"holds {unknown}, which no database of Reko has")
            known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
            if connection.execute(known, (NOTES_TABLE,)).fetchone() is None:
                return {}
            return dict(connection.execute(f"SELECT name, value FROM {NOTES_TABLE}").fetchall())  # noqa: S608
    except StoreError as error:
        raise BackupRefused(file, error.reason) from error


def _write_notes(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    connection.execute(f"CREATE TABLE {NOTES_TABLE} (name TEXT PRIMARY KEY, value TEXT)")
    connection.executemany(f"INSERT INTO {NOTES_TABLE} VALUES (?, ?)", notes.items())  # noqa: S608
