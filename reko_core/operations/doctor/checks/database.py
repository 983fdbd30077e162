"""The database: looked at without migrating it."""

import os
import shutil
from pathlib import Path

from reko_core.errors import RekoError, StoreError
from reko_core.operations.doctor.finding import Finding, ok, trouble, warning
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url
from reko_core.store.database.files import file_bytes, sqlite_path
from reko_core.store.database.migrate import known_revisions
from reko_core.store.sqlite.copying import open_connection
from reko_core.store.sqlite.inspect import FileState, inspect_file

__all__ = ["check_database"]

_NAME, _DISK = "database", "disk"
_MEGABYTE = 1_000_000
_LEAST_FREE = 20 * _MEGABYTE
_FEW_FREE = 200 * _MEGABYTE


def check_database(settings: DatabaseSettings) -> list[Finding]:
    """Look at the file of the database, all of it. Blocking."""
    try:
        url = parse_url(settings)
    except RekoError as error:
        return [trouble(_NAME, f"database.url is wrong: {error}.")]
    if url.get_backend_name() != "sqlite":
        told = "It is no SQLite database: look at it with its own tools, reko migrate and /readyz."
        return [warning(_NAME, told, kind=url.get_backend_name())]
    path = sqlite_path(url)
    if path is None:
        return [warning(_NAME, "It is in memory: everything is lost when the program ends.")]
    return _check_path(path)


def _check_path(path: Path) -> list[Finding]:
    if not path.parent.is_dir():
        told = f"The folder of {path} does not exist. Make it, or correct database.url."
        return [trouble(_NAME, told)]
    findings = [_check_disk(path)]
    if path.exists():
        return [*_check_file(path), *findings]
    if not os.access(path.parent, os.W_OK):
        return [trouble(_NAME, f"{path} cannot be made: its folder cannot be written."), *findings]
    return [warning(_NAME, f"{path} does not exist yet; the first start makes it."), *findings]


def _check_file(path: Path) -> list[Finding]:
    try:
        state = inspect_file(path)
    except StoreError as error:
        told = f"{path} cannot be used ({error.reason}). Restore a backup: reko restore FILE"
        return [trouble(_NAME, told)]
    if state.damage is not None:
        told = f"{path} is damaged ({state.damage}). Restore a backup: reko restore FILE"
        return [trouble(_NAME, told)]
    findings = [*_check_revision(path, state), *_check_writing(path, state)]
    if findings:
        return findings
    n_bytes = file_bytes(path)
    told = f"{path} is sound and at revision {state.revision} ({n_bytes / _MEGABYTE:,.1f} MB)."
    return [ok(_NAME, told, revision=state.revision, bytes=n_bytes)]


def _check_revision(path: Path, state: FileState) -> list[Finding]:
    known = known_revisions()
    if state.revision == known[0]:
        return []
    if state.revision is None:
        told = f"{path} holds no tables of Reko yet; the first start makes them."
        return [warning(_NAME, told)]
    if state.revision in known:
        told = (
            f"{path} has revision {state.revision}; the next start brings it to {known[0]}. "
            "Back it up first: reko backup FILE"
        )
        return [warning(_NAME, told, revision=state.revision)]
    told = (
        f"{path} has revision {state.revision}, made by a newer version of Reko. Install that one, "
        "or restore a backup from before."
    )
    return [trouble(_NAME, told, revision=state.revision)]


def _check_writing(path: Path, state: FileState) -> list[Finding]:
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            told = f"{place} cannot be written by this user. Correct its owner or its mode."
            return [trouble(_NAME, told)]
    try:
        with open_connection(path) as connection:
            connection.execute("PRAGMA busy_timeout = 1000")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except StoreError as error:
        told = f"{path} cannot be written at the moment ({error.reason}): who keeps it busy?"
        return [warning(_NAME, told)]
    if state.revision is not None and not state.has_wal:
        told = f"{path} keeps no write-ahead log; the next start turns it on."
        return [warning(_NAME, told)]
    return []


def _check_disk(path: Path) -> Finding:
    n_free, n_used = shutil.disk_usage(path.parent).free, file_bytes(path)
    told = f"{n_free / _MEGABYTE:,.0f} MB are free beside the database."
    if n_free < _LEAST_FREE:
        return trouble(_DISK, f"Only {told} Make room: writes are about to fail.", free=n_free)
    if n_free < max(_FEW_FREE, n_used):
        return warning(_DISK, f"Only {told} A backup or a restore may not fit.", free=n_free)
    return ok(_DISK, told, free=n_free)
