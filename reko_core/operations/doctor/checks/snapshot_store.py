"""The object store of snapshots: reachable, with the needed rights, and up to date here."""

import asyncio
from datetime import UTC, datetime, timedelta

from reko_core.errors import ConfigurationError, ObjectStoreError, SnapshotDamaged
from reko_core.operations.doctor.checks.permissions import Files, access_findings
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped, warning
from reko_core.settings import Settings
from reko_core.snapshots.remote.bucket import Bucket, ObjectChanged, ObjectMissing
from reko_core.snapshots.remote.manifest import (
    MAX_POINTER_BYTES,
    POINTER,
    InvalidContent,
    Pointer,
    read_pointer,
)
from reko_core.snapshots.storage import current_name
from reko_core.snapshots.user_hashes import stored_secret

__all__ = ["check_snapshot_store"]

_NAME = "snapshot store"
_PROBE = "doctor"
_UNSIGNED = (
    "This machine has no hash secret, by which it would recognise what is published: set "
    "community.hash_secret to that of the machine that builds, or copy the file hash-secret from "
    "its snapshots."
)


async def check_snapshot_store(settings: Settings, *, is_offline: bool) -> list[Finding]:
    """Look at what is published; where snapshots are built, also write and delete an object."""
    community = settings.community
    if not community.snapshot_url:
        return [skipped(_NAME, "community.snapshot_url is empty: this machine builds its own.")]
    if is_offline and not community.snapshot_url.startswith("file:"):
        return [skipped(_NAME, "The store was not contacted: --offline.")]
    builds = settings.jobs.enabled and settings.jobs.rebuild_hours > 0
    try:
        bucket = await asyncio.to_thread(Bucket.open, community.snapshot_url, creates=False)
        found = await bucket.read(POINTER, MAX_POINTER_BYTES)
        secret = community.hash_secret.get_secret_value() or stored_secret(community.snapshot_dir)
        if not secret:
            return [failure(_NAME, _UNSIGNED)]
        pointer = read_pointer(found.data if found else b"", secret)
        local = await asyncio.to_thread(current_name, community.snapshot_dir)
        findings = [_compare(pointer, local)]
    except ObjectMissing:
        findings = [_nothing_published(builds=builds)]
    except (ConfigurationError, ObjectStoreError, SnapshotDamaged, InvalidContent) as error:
        return [failure(_NAME, f"{str(error).rstrip('.')}.")]
    if bucket.directory is not None:
        files = Files([bucket.directory], "people's lists", bucket.directory)
        findings += await asyncio.to_thread(access_findings, _NAME, files)
    if builds:
        findings += await _check_writing(bucket)
    return findings


def _nothing_published(*, builds: bool) -> Finding:
    message = "Nothing is published yet"
    if builds:
        return warning(_NAME, f"{message}.", "reko build")
    return warning(_NAME, f"{message}: run reko build on the machine that builds.")


def _compare(pointer: Pointer, local: str | None) -> Finding:
    age = datetime.now(UTC) - pointer.built_at
    message = f"{pointer.name} is published and {age.days} days old."
    facts = {"age_days": round(age / timedelta(days=1), 1)}
    if local is None or local < pointer.name:
        return warning(
            _NAME,
            f"{message} This machine has {local or 'none'}: start Reko, which fetches it, and look "
            "in its log for why it does not.",
            **facts,
        )
    if local > pointer.name:
        message = f"{message} {local} on this machine is newer, and not published."
        return warning(_NAME, message, "reko build", **facts)
    return ok(_NAME, f"{message} This machine has it.", **facts)


async def _check_writing(bucket: Bucket) -> list[Finding]:
    """Return what prevents this machine from publishing."""
    try:
        await bucket.write(_PROBE, b"")
        try:
            is_conditional = bucket.directory is not None or await _is_conditional(bucket)
        finally:
            await bucket.delete([_PROBE])
    except ObjectMissing:
        return [failure(_NAME, "The bucket of community.snapshot_url does not exist: create it.")]
    except ObjectStoreError as error:
        message = (
            f"This machine cannot publish ({error.reason}). Give it the right to write and delete "
            "objects, or set jobs.enabled = false if it is only to fetch."
        )
        return [warning(_NAME, message)]
    if is_conditional:
        return []
    message = "The store ignores conditions of writes: let only one machine build snapshots."
    return [warning(_NAME, message)]


async def _is_conditional(bucket: Bucket) -> bool:
    """Return whether the store refuses to create an object that exists."""
    try:
        await bucket.replace(_PROBE, b"", None)
    except ObjectChanged:
        return True
    return False
