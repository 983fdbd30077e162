"""The database, checked without migrating it."""

import os
import shutil
from pathlib import Path

from reko_core.errors import RekoError, StoreError
from reko_core.operations.doctor.checks.postgres import check_postgres
from reko_core.operations.doctor.finding import Finding, failure, ok, warning
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url
from reko_core.store.database.migrate import known_revisions
from reko_core.store.sqlite.copying import open_connection
from reko_core.store.sqlite.files import file_bytes, sqlite_path
from reko_core.store.sqlite.inspect import FileState, inspect_file

__all__ = ["check_database"]

_NAME, _DISK = "database", "disk"
_MEGABYTE = 1_000_000
_MIN_FREE = 20 * _MEGABYTE
_LOW_FREE = 200 * _MEGABYTE


def check_database(settings: DatabaseSettings) -> list[Finding]:
    """Check the database, of SQLite its whole file. Blocking."""
    try:
        url = parse_url(settings)
    except RekoError as error:
        return [failure(_NAME, f"database.url is wrong: {error}.")]
    path = sqlite_path(url)
    return check_postgres(url) if path is None else _check_path(path)


def _check_path(path: Path) -> list[Finding]:
    if not path.parent.is_dir():
        message = f"The folder of {path} does not exist. Create it, or correct database.url."
        return [failure(_NAME, message)]
    findings = [_check_disk(path)]
    if path.exists():
        return [*_check_file(path), *findings]
    if not os.access(path.parent, os.W_OK):
        return [failure(_NAME, f"{path} cannot be created: its folder is not writable."), *findings]
    return [warning(_NAME, f"{path} does not exist yet; the first start creates it."), *findings]


def _check_file(path: Path) -> list[Finding]:
    try:
        state = inspect_file(path)
    except StoreError as error:
        message = f"{path} is unusable ({error.reason}). Restore a backup."
        return [failure(_NAME, message, "reko restore FILE")]
    if state.damage is not None:
        message = f"{path} is damaged ({state.damage}). Restore a backup."
        return [failure(_NAME, message, "reko restore FILE")]
    findings = [*_check_revision(path, state), *_check_writing(path, state)]
    if findings:
        return findings
    n_bytes = file_bytes(path)
    message = f"{path} is intact and at revision {state.revision} ({n_bytes / _MEGABYTE:,.1f} MB)."
    return [ok(_NAME, message, revision=state.revision, bytes=n_bytes)]


def _check_revision(path: Path, state: FileState) -> list[Finding]:
    known = known_revisions()
    if state.revision == known[0]:
        return []
    if state.revision is None:
        message = f"{path} has no tables of Reko yet; the first start creates them."
        return [warning(_NAME, message)]
    if state.revision in known:
        message = (
            f"{path} has revision {state.revision}; the next start migrates it to {known[0]}. "
            "Back it up first."
        )
        return [warning(_NAME, message, "reko backup FILE", revision=state.revision)]
    message = (
        f"{path} has revision {state.revision}, created by a newer version of Reko. Install "
        "that version, or restore an older backup."
    )
    return [failure(_NAME, message, revision=state.revision)]


def _check_writing(path: Path, state: FileState) -> list[Finding]:
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            message = f"{place} is not writable by this user. Correct its owner or its mode."
            return [failure(_NAME, message)]
    try:
        with open_connection(path) as connection:
            connection.execute("PRAGMA busy_timeout = 1000")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except StoreError as error:
        message = f"{path} is locked at the moment ({error.reason}): which program keeps it busy?"
        return [warning(_NAME, message)]
    if state.revision is not None and not state.has_wal:
        message = f"{path} has no write-ahead log; the next start enables it."
        return [warning(_NAME, message)]
    return []


def _check_disk(path: Path) -> Finding:
    n_free, n_used = shutil.disk_usage(path.parent).free, file_bytes(path)
    message = f"{n_free / _MEGABYTE:,.0f} MB are free beside the database."
    if n_free < _MIN_FREE:
        return failure(
            _DISK, f"Only {message} Free some space: writes are about to fail.", free=n_free
        )
    if n_free < max(_LOW_FREE, n_used):
        return warning(_DISK, f"Only {message} A backup or a restore may not fit.", free=n_free)
    return ok(_DISK, message, free=n_free)
