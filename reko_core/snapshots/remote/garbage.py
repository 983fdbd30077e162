"""Deletion of what no recent manifest refers to."""

from datetime import UTC, datetime, timedelta

from reko_core.snapshots.remote.bucket import Bucket, ObjectMissing
from reko_core.snapshots.remote.manifest import (
    MAX_MANIFEST_BYTES,
    InvalidContent,
    Manifest,
    manifest_path,
    part_path,
    read_manifest,
)

__all__ = ["delete_unreferenced"]

_N_MANIFESTS_KEPT = 2
_GRACE = timedelta(hours=1)


async def delete_unreferenced(bucket: Bucket, current: str) -> int:
    """Delete old manifests and the parts that only they had; return how many objects.

    The two newest snapshots stay, and everything younger than an hour: another machine may be
    fetching or publishing it. current: digest of the manifest in use. Raises ObjectStoreError.
    """
    oldest = datetime.now(UTC) - _GRACE
    listed = await bucket.list("manifests")
    contents = {one.path: await _read(bucket, one.path) for one in listed}
    newest = sorted(contents, key=lambda path: _name(contents[path]), reverse=True)
    kept = {manifest_path(current), *newest[:_N_MANIFESTS_KEPT]}
    kept |= {one.path for one in listed if one.modified_at > oldest}
    used = {
        part_path(part.sha256)
        for path in kept
        if (manifest := contents.get(path))
        for part in manifest.parts
    }
    unused = [
        one.path
        for one in [*listed, *await bucket.list("parts")]
        if one.path not in kept | used and one.modified_at <= oldest
    ]
    await bucket.delete(unused)
    await bucket.delete_interrupted(oldest)
    return len(unused)


async def _read(bucket: Bucket, path: str) -> Manifest | None:
    """Return a manifest, None if it is none or was deleted meanwhile."""
    try:
        found = await bucket.read(path, MAX_MANIFEST_BYTES)
        return read_manifest(found.data, path.rpartition("/")[2]) if found else None
    except (ObjectMissing, InvalidContent):
        return None


def _name(manifest: Manifest | None) -> str:
    return manifest.name if manifest else ""
