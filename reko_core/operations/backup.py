"""Backups of what cannot be rebuilt: the database, and the secret of the user hashes.

Bans of users are hashes keyed with that secret: a database alone, restored on a new machine, would
ban nobody. A secret stored beside the snapshots is part of the backup and restored from it; of one
that is configured, the backup only holds a fingerprint to recognise it by.
"""

import hashlib
import shlex
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from reko_core.errors import BackupRefused, PostgresBackup
from reko_core.runtime.step_progress import StepProgress
from reko_core.settings import Settings
from reko_core.snapshots.user_hashes import MIN_SECRET_LENGTH, replace_secret, stored_secret
from reko_core.store.backup.backup_file import (
    database_file,
    make_safety_backup,
    read_notes,
    write_backup,
)
from reko_core.store.backup.restore import restore_file, restore_lock
from reko_core.store.database.connection import parse_url
from reko_core.store.postgres.connecting import url_of_tools

__all__ = ["BackupReport", "RestoreReport", "SecretStatus", "back_up", "restore"]

_PG_DUMP = "pg_dump --format=custom --file={file} {url}"
# Into a new database: --clean would leave tables that an older backup does not know, on which the
# next migration fails.
_PG_RESTORE = (
    "createdb --maintenance-db={url} --encoding=UTF8 --template=template0 {new} && "
    "pg_restore --no-owner --single-transaction --dbname={new_url} {file}"
)
_SECRET, _FINGERPRINT, _MADE_AT = "hash_secret", "hash_fingerprint", "made_at"


class SecretStatus(Enum):
    """What a backup or a restore did with the secret of the user hashes."""

    INCLUDED = "included"
    SAME = "same"
    REPLACED = "replaced"
    CONFIGURED = "configured"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """Size of a backup; its secret is INCLUDED, CONFIGURED, or UNKNOWN as none was ever made."""

    n_bytes: int
    secret: SecretStatus


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored, and the copy of the state before; None where there was none.

    made_at is None for a plain copy of a database. The secret is the SAME, was REPLACED, DIFFERS
    from the one that is configured, or is UNKNOWN to the file. damage: that of the state before,
    whose bytes were copied as they were; None where it was sound. n_opt_outs: users who have opted
    out since the backup was made, and so were left out of it; None if the database was too damaged
    to tell.
    """

    made_at: str | None
    safety_copy: Path | None
    secret: SecretStatus
    damage: str | None = None
    n_opt_outs: int | None = 0


def back_up(
    settings: Settings, target: Path, report: StepProgress, *, is_forced: bool = False
) -> BackupReport:
    """Write a backup. Raises BackupRefused, StoreError, ConfigurationError. Blocking.

    An existing file is only replaced when `is_forced`.
    """
    _refuse_postgres(settings, target, _PG_DUMP)
    if target.is_dir():
        raise BackupRefused(target, "is a directory")
    if target.exists() and not target.is_file():
        raise BackupRefused(target, "is no regular file")
    if target.exists() and not is_forced:
        raise BackupRefused(target, "exists already; --force replaces it")
    database_file(settings.database)
    notes = _notes(settings)
    write_backup(settings.database, target, notes, report)
    without = SecretStatus.CONFIGURED if _FINGERPRINT in notes else SecretStatus.UNKNOWN
    return BackupReport(
        target.stat().st_size, SecretStatus.INCLUDED if _SECRET in notes else without
    )


def restore(settings: Settings, file: Path, report: StepProgress) -> RestoreReport:
    """Replace the database by a backup; the state before is saved beside it.

    Raises BackupRefused, StoreError, ConfigurationError. Blocking. Safe to
    repeat when it was killed.
    """
    _refuse_postgres(settings, file, _PG_RESTORE)
    with restore_lock(settings.database, file) as path:
        report("checking", 0, None)
        notes = read_notes(file)
        if _SECRET in notes and len(notes[_SECRET]) < MIN_SECRET_LENGTH:
            reason = f"holds a hash secret of fewer than {MIN_SECRET_LENGTH} characters"
            raise BackupRefused(file, reason)
        # Before anything is written: the secret beside the snapshots may be unreadable.
        own_notes = _notes(settings)
        copy, damage = None, None
        if path.exists():
            now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            copy = path.with_name(f"{path.name}.before-restore-{now}")
            damage = make_safety_backup(
                settings.database, copy, own_notes, lambda _, *done: report("saving", *done)
            )
        n_opt_outs = restore_file(settings.database, file, report)
    secret = _restore_secret(settings, notes)
    return RestoreReport(notes.get(_MADE_AT), copy, secret, damage, n_opt_outs)


def _refuse_postgres(settings: Settings, file: Path, command: str) -> None:
    url = parse_url(settings.database)
    if url.get_backend_name() == "postgresql":
        new = f"{url.database or 'reko'}_restored"
        names = {
            "file": str(file),
            "url": url_of_tools(url),
            "new": new,
            "new_url": url_of_tools(url.set(database=new)),
        }
        quoted = {name: shlex.quote(value) for name, value in names.items()}
        raise PostgresBackup(file, command.format(**quoted))


def _notes(settings: Settings) -> dict[str, str]:
    notes = {_MADE_AT: datetime.now(UTC).isoformat()}
    configured = settings.community.hash_secret.get_secret_value()
    secret = configured or stored_secret(settings.community.snapshot_dir)
    if secret:
        notes[_FINGERPRINT] = _fingerprint(secret)
        if not configured:
            notes[_SECRET] = secret
    return notes


def _restore_secret(settings: Settings, notes: dict[str, str]) -> SecretStatus:
    configured = settings.community.hash_secret.get_secret_value()
    fingerprint, secret = notes.get(_FINGERPRINT), notes.get(_SECRET)
    present = configured or stored_secret(settings.community.snapshot_dir)
    if fingerprint is None:
        return SecretStatus.UNKNOWN
    if present and _fingerprint(present) == fingerprint:
        return SecretStatus.SAME
    if configured or secret is None:
        return SecretStatus.DIFFERS
    replace_secret(settings.community.snapshot_dir, secret)
    return SecretStatus.REPLACED


def _fingerprint(secret: str) -> str:
    return hashlib.blake2b(secret.encode(), digest_size=16, person=b"reko backup").hexdigest()
