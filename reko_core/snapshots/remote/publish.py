"""Publish a snapshot: the files that the object store lacks, the manifest, then the pointer."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from reko_core.errors import ObjectStoreError
from reko_core.runtime.step_progress import StepProgress, no_progress
from reko_core.settings import CommunitySettings
from reko_core.snapshots.remote.bucket import Bucket, ObjectChanged, ObjectMissing, StoredObject
from reko_core.snapshots.remote.garbage import delete_unreferenced
from reko_core.snapshots.remote.local_parts import describe, save_manifest
from reko_core.snapshots.remote.manifest import (
    MAX_POINTER_BYTES,
    POINTER,
    InvalidContent,
    Manifest,
    Part,
    Pointer,
    encode,
    manifest_path,
    part_path,
    read_pointer,
    sign_pointer,
)
from reko_core.snapshots.storage import current_name
from reko_core.snapshots.user_hashes import load_secret

__all__ = ["PublishReport", "publish_current", "publish_snapshot"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PublishReport:
    """The result: the bytes that were sent, and that were in the store already.

    newer: the name of a newer snapshot that was published meanwhile, and stays; None = none.
    """

    name: str
    n_sent: int
    n_reused: int
    newer: str | None = None


async def publish_current(
    settings: CommunitySettings, report: StepProgress = no_progress
) -> PublishReport | None:
    """Publish the snapshot in use on this machine, None if there is none or no place for it.

    Raises ConfigurationError, SnapshotDamaged, and as `publish_snapshot` does.
    """
    if not settings.snapshot_url:
        return None
    name = await asyncio.to_thread(current_name, settings.snapshot_dir)
    if name is None:
        return None
    configured = settings.hash_secret.get_secret_value()
    secret = await asyncio.to_thread(load_secret, configured, settings.snapshot_dir)
    bucket = await asyncio.to_thread(Bucket.open, settings.snapshot_url)
    return await publish_snapshot(bucket, settings.snapshot_dir / name, secret, report)


async def publish_snapshot(
    bucket: Bucket, path: Path, secret: str, report: StepProgress = no_progress
) -> PublishReport:
    """Publish the snapshot of a folder, unless it or a newer one is; delete old objects.

    report: called with bytes.

    Safe to repeat, and with several publishers at once: the newest snapshot stays. Raises
    ObjectStoreError, OSError.
    """
    before, published = await _read_pointer(bucket, secret)
    if published is not None and published.name >= path.name:
        newer = published.name if published.name > path.name else None
        return PublishReport(path.name, 0, 0, newer)
    manifest = await asyncio.to_thread(
        describe, path, lambda done, total: report("digests", done, total)
    )
    await asyncio.to_thread(save_manifest, path, manifest)
    n_sent = await _upload_missing(bucket, path, manifest, report)
    data = encode(manifest)
    digest = hashlib.sha256(data).hexdigest()
    await bucket.write(manifest_path(digest), data)
    newer = await _replace_pointer(bucket, sign_pointer(path.name, digest, secret), before, secret)
    if newer is None:
        # Another publisher may have deleted old parts while this one counted on them.
        n_sent += await _upload_missing(bucket, path, manifest, report)
        n_deleted = await delete_unreferenced(bucket, digest)
        _log.info("snapshot published", snapshot=path.name, n_bytes=n_sent, n_deleted=n_deleted)
    return PublishReport(path.name, n_sent, manifest.n_bytes - n_sent, newer)


async def _read_pointer(bucket: Bucket, secret: str) -> tuple[StoredObject | None, Pointer | None]:
    try:
        found = await bucket.read(POINTER, MAX_POINTER_BYTES)
    except ObjectMissing:
        return None, None
    try:
        return found, read_pointer(found.data if found else b"", secret)
    except InvalidContent as error:
        # Not replaced: it may be this machine that has the wrong secret.
        raise ObjectStoreError(f"{error}; to publish anyway, delete {POINTER} there") from error


async def _upload_missing(
    bucket: Bucket, path: Path, manifest: Manifest, report: StepProgress
) -> int:
    """Upload the parts that are not in the store; return their size."""
    stored = {one.path: one.n_bytes for one in await bucket.list("parts")}
    missing: Sequence[Part] = [
        part for part in manifest.parts if stored.get(part_path(part.sha256)) != part.n_bytes
    ]
    total, done = sum(part.n_bytes for part in missing), 0
    for part in missing:
        report("upload", done, total)
        await bucket.upload(part_path(part.sha256), path / part.file, part.n_bytes)
        done += part.n_bytes
    return total


async def _replace_pointer(
    bucket: Bucket, pointer: Pointer, before: StoredObject | None, secret: str
) -> str | None:
    """Put the pointer in place of any older one; return the name of a newer one that stays."""
    while True:
        try:
            await bucket.replace(POINTER, encode(pointer), before)
        except ObjectChanged:
            before, other = await _read_pointer(bucket, secret)
            if other is not None and other.name > pointer.name:
                return other.name
        else:
            return None
