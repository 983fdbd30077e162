"""A backup of all that cannot be made again: the database, and the secret of the user hashes.

Bans of users are hashes under that secret: a database alone, restored on a new machine, would
ban nobody. Where the secret is kept beside the snapshots, it goes into the backup and comes back
with it; where it is configured, the backup only knows by a fingerprint whether it is the same.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from reko_core.errors import BackupRefused
from reko_core.settings import Settings
from reko_core.snapshots.user_hashes import replace_secret, stored_secret
from reko_core.store.sqlite.backup import (
    StepProgress,
    database_file,
    keep_present,
    read_notes,
    restore_file,
    restoring,
    write_backup,
)

__all__ = ["BackupReport", "RestoreReport", "SecretFate", "back_up", "restore"]

_SECRET, _FINGERPRINT, _MADE_AT = "hash_secret", "hash_fingerprint", "made_at"


class SecretFate(Enum):
    """What became of the secret of the user hashes."""

    KEPT = "kept"
    SAME = "same"
    REPLACED = "replaced"
    CONFIGURED = "configured"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was backed up: the secret was KEPT, is CONFIGURED, or UNKNOWN as none was ever made."""

    n_bytes: int
    secret: SecretFate


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored, and where the state before lies; None where there was none.

    made_at is None for a plain copy of a database. The secret is the SAME, was REPLACED, DIFFERS
    from the one that is configured, or is UNKNOWN to the file.
    """

    made_at: str | None
    safety_copy: Path | None
    secret: SecretFate


def back_up(
    settings: Settings, target: Path, report: StepProgress, *, is_forced: bool = False
) -> BackupReport:
    """Write a backup. Raises BackupRefused, StoreError, ConfigurationError. Blocking.

    A file that is there is only replaced when `is_forced`.
    """
    if target.is_dir():
        raise BackupRefused(target, "is a directory")
    if target.exists() and not is_forced:
        raise BackupRefused(target, "exists already; --force replaces it")
    database_file(settings.database)
    notes = _notes(settings)
    write_backup(settings.database, target, notes, report)
    without = SecretFate.CONFIGURED if _FINGERPRINT in notes else SecretFate.UNKNOWN
    return BackupReport(target.stat().st_size, SecretFate.KEPT if _SECRET in notes else without)


def restore(settings: Settings, file: Path, report: StepProgress) -> RestoreReport:
    """Put a backup in the place of the database; the state before is kept beside it.

    Raises BackupRefused, StoreError, ConfigurationError. Blocking. Killed at any moment, it can
    be done again.
    """
    with restoring(settings.database, file) as path:
        report("checking", 0, None)
        notes = read_notes(file)
        safety_copy = _keep_present(settings, path, report) if path.exists() else None
        restore_file(settings.database, file, report)
    return RestoreReport(notes.get(_MADE_AT), safety_copy, _restore_secret(settings, notes))


def _keep_present(settings: Settings, path: Path, report: StepProgress) -> Path:
    """Back the present state up; what is too damaged for that is copied as it is."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = path.with_name(f"{path.name}.before-restore-{now}")
    notes = _notes(settings)
    keep_present(
        settings.database, kept, notes, lambda _, done, total: report("saving", done, total)
    )
    return kept


def _notes(settings: Settings) -> dict[str, str]:
    notes = {_MADE_AT: datetime.now(UTC).isoformat()}
    configured = settings.community.hash_secret.get_secret_value()
    secret = configured or stored_secret(settings.community.snapshot_dir)
    if secret:
        notes[_FINGERPRINT] = _fingerprint(secret)
        if not configured:
            notes[_SECRET] = secret
    return notes


def _restore_secret(settings: Settings, notes: dict[str, str]) -> SecretFate:
    configured = settings.community.hash_secret.get_secret_value()
    fingerprint, secret = notes.get(_FINGERPRINT), notes.get(_SECRET)
    present = configured or stored_secret(settings.community.snapshot_dir)
    if fingerprint is None:
        return SecretFate.UNKNOWN
    if present and _fingerprint(present) == fingerprint:
        return SecretFate.SAME
    if configured or secret is None:
        return SecretFate.DIFFERS
    replace_secret(settings.community.snapshot_dir, secret)
    return SecretFate.REPLACED


def _fingerprint(secret: str) -> str:
    return hashlib.blake2b(secret.encode(), digest_size=16, person=b"reko backup").hexdigest()
