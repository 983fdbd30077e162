"""Who may read the files with people's lists and secrets: their modes and owners.

A start changes neither: a group that reads them may be wanted.
"""

import os
import pwd
import shlex
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reko_core.errors import StoreError
from reko_core.operations.doctor.finding import Finding, ok, skipped, warning
from reko_core.settings import Settings
from reko_core.store.backup.backup_file import NOTES_TABLE
from reko_core.store.database.connection import parse_url
from reko_core.store.sqlite.copying import open_connection
from reko_core.store.sqlite.files import sqlite_path, wal_of
from reko_core.store.sqlite.inspect import read_header

__all__ = ["Files", "access_findings", "check_permissions"]

_NAME = "permissions"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Files:
    """Files that only their owner should read.

    directory: where all of them are, so that one command is for all. may_be_roots: root may own
    them, as what a program reads but does not write.
    """

    paths: Sequence[Path]
    contents: str
    directory: Path | None = None
    may_be_roots: bool = False


def check_permissions(settings: Settings) -> list[Finding]:
    """Check who may read the database, the backups beside it and the snapshots. Blocking."""
    path = sqlite_path(parse_url(settings.database))
    directory = settings.community.snapshot_dir
    groups = [Files(_snapshots(directory), "people's lists", directory)]
    if path is not None:
        database = [path, wal_of(path), path.with_name(f"{path.name}-shm")]
        backups = Files([*_backups(path)], "people's lists and perhaps the hash secret")
        groups = [Files(database, "people's lists"), backups, *groups]
    if not any(file.exists() for group in groups for file in group.paths):
        return [skipped(_NAME, "There is no database and no snapshot.")]
    findings = [finding for group in groups for finding in access_findings(_NAME, group)]
    return findings or [ok(_NAME, "Only their owner can read the database and the snapshots.")]


def access_findings(check: str, files: Files) -> list[Finding]:
    """Return a warning for those that others can read, and one for those that others own.

    Missing files are ignored.
    """
    states: dict[Path, os.stat_result] = {}
    for path in files.paths:
        with suppress(OSError):
            states[path] = path.stat()
    exposed = [path for path, state in states.items() if state.st_mode & _OTHERS]
    owner = _expected_owner(state.st_uid for state in states.values())
    owners = {owner, 0} if files.may_be_roots else {owner}
    foreign = [path for path, state in states.items() if state.st_uid not in owners]
    findings = []
    if exposed:
        modes = ", ".join(sorted({f"{stat.S_IMODE(states[path].st_mode):o}" for path in exposed}))
        where = files.directory or ", ".join(map(str, exposed))
        command = _command("chmod -R go=" if files.directory else "chmod 600", files, exposed)
        message = f"Others can read {files.contents} in {where} (mode {modes})."
        file = str(files.directory or exposed[0])
        findings.append(warning(check, message, command, file=file))
    if foreign:
        names = ", ".join(sorted({_user(states[path].st_uid) for path in foreign}))
        where = files.directory or ", ".join(map(str, foreign))
        chown = f"chown -R {_user(owner)}" if files.directory else f"chown {_user(owner)}"
        command = _command(chown, files, foreign)
        message = f"{where} should belong to {_user(owner)}, not to {names}."
        file = str(files.directory or foreign[0])
        findings.append(warning(check, message, command, file=file))
    return findings


def _command(start: str, files: Files, paths: Iterable[Path]) -> str:
    """Return a command that a shell takes as it is."""
    named = [files.directory] if files.directory else paths
    return " ".join([start, *(shlex.quote(str(path)) for path in named)])


def _expected_owner(owners: Iterable[int]) -> int:
    """Return our own id; that of the first file where root looks at the files of a service."""
    own = os.geteuid()
    return own or next(iter(owners), own)


def _backups(database: Path) -> Iterator[Path]:
    """Yield backups in the directory of the database, among them those that `restore` makes."""
    with suppress(OSError):
        for file in sorted(database.parent.iterdir()):
            state = file.lstat()
            if stat.S_ISREG(state.st_mode) and state.st_mode & _OTHERS and _is_backup(file):
                yield file


def _is_backup(file: Path) -> bool:
    try:
        read_header(file)
        with open_connection(file, "ro") as connection:
            known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
            return connection.execute(known, (NOTES_TABLE,)).fetchone() is not None
    except StoreError:
        return False


def _snapshots(directory: Path) -> list[Path]:
    """Return the directory, the snapshots in it, and their files."""
    parts = [meta.parent for meta in directory.glob("*/meta.json")]
    return [directory, *parts, *(file for part in parts for file in part.iterdir())]


def _user(user_id: int) -> str:
    try:
        return pwd.getpwuid(user_id).pw_name
    except KeyError:
        return str(user_id)
