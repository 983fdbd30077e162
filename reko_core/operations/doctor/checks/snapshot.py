"""The snapshot: whether it is usable, how old it is, whether the next one will fit."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reko_core.errors import SnapshotDamaged, SnapshotMissing
from reko_core.operations.doctor.finding import Finding, failure, ok, warning
from reko_core.settings import CommunitySettings
from reko_core.snapshots.storage import Snapshot, load_snapshot

__all__ = ["check_snapshot"]

_NAME = "snapshot"
_MEGABYTE = 1_000_000
_OLD = timedelta(days=30)
_MAX_SKEW = timedelta(minutes=1)
_FEW_USERS = 100


def check_snapshot(settings: CommunitySettings) -> list[Finding]:
    """Load the current snapshot. Blocking."""
    directory = settings.snapshot_dir
    try:
        snapshot = load_snapshot(directory)
    except SnapshotMissing:
        message = f"There is none in {directory} yet."
        if settings.snapshot_url:
            return [warning(_NAME, f"{message} The first start fetches what is published.")]
        message = f"{message} Import lists, then build it."
        return [failure(_NAME, message, "reko import FILE... && reko build")]
    except SnapshotDamaged as error:
        message = f"{error.path} is unusable ({error.reason}). Build a new one."
        return [failure(_NAME, message, "reko build")]
    return [_describe(snapshot), *_check_room(directory, snapshot.name)]


def _describe(snapshot: Snapshot) -> Finding:
    n_users = snapshot.model.rows.n_users
    age = datetime.now(UTC) - snapshot.built_at
    message = f"{snapshot.name} holds {n_users:,} users and is {age.days} days old."
    facts = {"users": n_users, "age_days": round(age / timedelta(days=1), 1)}
    if age < -_MAX_SKEW:
        message = (
            f"{snapshot.name} was built in the future: correct the clock of this machine or of the "
            "one that built it. Until that moment no other snapshot replaces it."
        )
        return warning(_NAME, message, **facts)
    if age > _OLD:
        message = f"{message} Lists have changed since: build it again."
        return warning(_NAME, message, "reko build", **facts)
    if n_users < _FEW_USERS:
        return warning(_NAME, f"{message} Too few for good recommendations: import more.", **facts)
    return ok(_NAME, message, **facts)


def _check_room(directory: Path, name: str) -> list[Finding]:
    """Warn if there is no room for another snapshot of this size."""
    n_bytes = sum(file.stat().st_size for file in (directory / name).iterdir())
    n_free = shutil.disk_usage(directory).free
    if n_free > 2 * n_bytes:
        return []
    message = (
        f"Only {n_free / _MEGABYTE:,.0f} MB are free for the next snapshot, and this one has "
        f"{n_bytes / _MEGABYTE:,.0f} MB. Free some space before reko build."
    )
    return [warning(_NAME, message, free=n_free, bytes=n_bytes)]
