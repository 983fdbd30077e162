"""Fetch the published snapshot: only files that this machine lacks, verified before use.

Files are written to `.fetching-<digest>` in the directory of snapshots. A fetch that was
interrupted resumes there, within a file, too.
"""

import asyncio
import errno
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog

from reko_core.errors import ObjectStoreError, SnapshotDamaged, SnapshotError, StoreError
from reko_core.observability.metrics import SnapshotMetrics
from reko_core.runtime.backoff import ExponentialBackoff
from reko_core.snapshots.remote.bucket import Bucket, ObjectMissing, StoredObject
from reko_core.snapshots.remote.local_parts import file_digest, known_parts, save_manifest
from reko_core.snapshots.remote.manifest import (
    MAX_MANIFEST_BYTES,
    MAX_POINTER_BYTES,
    POINTER,
    InvalidContent,
    Manifest,
    Part,
    Pointer,
    manifest_path,
    part_path,
    read_manifest,
    read_pointer,
)
from reko_core.snapshots.remote.partial_file import PartialFile
from reko_core.snapshots.storage import (
    FORMAT,
    Snapshot,
    activate,
    current_name,
    prepare_directory,
)
from reko_core.store.database.file_lock import file_lock

__all__ = ["SnapshotFetcher"]

_PREFIX = ".fetching-"
_FIRST_PAUSE_S = 5.0
_MAX_PAUSE_S = 600.0
_SPARE_BYTES = 1 << 26

_log = structlog.get_logger(__name__)

Load = Callable[[Path, str], Snapshot]
"""Loads a snapshot of a folder under a name and tries it. Raises SnapshotDamaged. Blocking."""


class SnapshotFetcher:
    """Keeps the directory of snapshots up to date with the object store."""

    def __init__(
        self,
        bucket: Bucket,
        directory: Path,
        secret: str,
        metrics: SnapshotMetrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bucket = bucket
        self._directory = directory
        self._secret = secret
        self._metrics = metrics
        self._clock = clock
        self._backoff = ExponentialBackoff(_FIRST_PAUSE_S, _MAX_PAUSE_S)
        self._next_check = clock()
        # The pointer that was looked at, and when to do so again if it was refused.
        self._e_tag: str | None = None
        self._retry_at: float | None = None
        self._logged: tuple[str | None, str] | None = None

    async def fetch_newer(self, load: Load, damaged: str | None = None) -> Snapshot | None:
        """Fetch and activate the published snapshot if it is newer than the one on this machine.

        damaged: the name of the local snapshot if it cannot be loaded. Returns the new one as it
        was loaded, None if there is none. Failures and refusals are logged, and tried again after
        a pause that grows.
        """
        if self._clock() < self._next_check:
            return None
        try:
            snapshot = await self._fetch(load, damaged)
        except (InvalidContent, ObjectMissing, SnapshotError) as error:
            self._refuse(str(error) if isinstance(error, InvalidContent) else error.reason)
        except (ObjectStoreError, OSError) as error:
            self._fail(error.strerror if isinstance(error, OSError) else error.reason)
        except StoreError as error:
            # Another process fetches or builds; its snapshot is loaded from the directory.
            self._e_tag = None
            _log.debug("snapshot not fetched", reason=error.reason)
        else:
            return snapshot
        return None

    def _refuse(self, reason: str) -> None:
        """Keep looking at the pointer, but at the same content again only after a pause."""
        self._retry_at = self._clock() + self._backoff.next()
        if self._logged != (self._e_tag, reason):
            self._logged = self._e_tag, reason
            self._metrics.refused.inc()
            _log.error("published snapshot refused", reason=reason)

    def _fail(self, reason: str | None) -> None:
        pause_s = self._backoff.next()
        self._next_check, self._e_tag = self._clock() + pause_s, None
        _log.warning("snapshot not fetched", reason=reason, retry_in_s=pause_s)

    async def _fetch(self, load: Load, damaged: str | None) -> Snapshot | None:
        is_retry = self._retry_at is not None and self._clock() >= self._retry_at
        found = await self._read_pointer(None if is_retry else self._e_tag)
        if found is None:
            return None
        self._e_tag = found.e_tag
        pointer = read_pointer(found.data, self._secret)
        self._metrics.published(pointer.built_at)
        usable = await asyncio.to_thread(_usable_name, self._directory, damaged)
        snapshot = None
        if usable is None or pointer.name > usable:
            await asyncio.to_thread(prepare_directory, self._directory)
            with file_lock(self._directory / "snapshots", "build", wait=False):
                snapshot = await self._fetch_snapshot(pointer, load)
        self._retry_at = self._logged = None
        self._backoff.reset()
        return snapshot

    async def _read_pointer(self, known: str | None) -> StoredObject | None:
        """Return the pointer, None if it is the known one or there is none yet."""
        try:
            found = await self._bucket.read(POINTER, MAX_POINTER_BYTES, known)
        except ObjectMissing:
            found, nothing = None, (None, "nothing is published")
            if self._logged != nothing:
                self._logged = nothing
                _log.warning("snapshot not fetched", reason=nothing[1])
        self._metrics.checked()
        return found

    async def _fetch_snapshot(self, pointer: Pointer, load: Load) -> Snapshot:
        started = time.monotonic()
        stored = await self._bucket.read(manifest_path(pointer.manifest), MAX_MANIFEST_BYTES)
        manifest = read_manifest(stored.data if stored else b"", pointer.manifest)
        _check(manifest, pointer)
        temporary = self._directory / f"{_PREFIX}{pointer.manifest[:32]}"
        await asyncio.to_thread(_prepare, temporary)
        with _removed_if_refused(temporary):
            n_bytes = await self._fetch_parts(manifest, temporary)
            snapshot = await asyncio.to_thread(_load_and_activate, temporary, manifest, load)
        _log.info(
            "snapshot fetched",
            snapshot=pointer.name,
            n_bytes=n_bytes,
            n_reused_bytes=manifest.n_bytes - n_bytes,
            seconds=round(time.monotonic() - started, 1),
        )
        return snapshot

    async def _fetch_parts(self, manifest: Manifest, temporary: Path) -> int:
        """Fetch the missing files and return the number of bytes that were transferred."""
        known = await asyncio.to_thread(known_parts, self._directory)
        missing = [
            part
            for part in manifest.parts
            if not await asyncio.to_thread(_is_reused, temporary / part.file, part, known)
        ]
        await asyncio.to_thread(_check_space, temporary, missing)
        return sum([await self._fetch_part(part, temporary / part.file) for part in missing])

    async def _fetch_part(self, part: Part, path: Path) -> int:
        """Fetch one file and return the number of bytes that were transferred."""
        file = await asyncio.to_thread(PartialFile, path, part)
        start = file.n_bytes
        try:
            if start < part.n_bytes:
                source = part_path(part.sha256)
                async for chunk in self._bucket.stream(source, start, part.n_bytes):
                    await asyncio.to_thread(file.append, chunk)
                    self._metrics.fetched_bytes.inc(len(chunk))
            if file.n_bytes < part.n_bytes:
                raise ObjectStoreError(f"{part.file} ended early")
            await asyncio.to_thread(file.finish)
        finally:
            file.close()
        return part.n_bytes - start


def _check(manifest: Manifest, pointer: Pointer) -> None:
    if manifest.name != pointer.name:
        raise InvalidContent("the manifest is that of another snapshot")
    if manifest.snapshot_format != FORMAT:
        raise InvalidContent(
            f"built by another version of Reko: has format {manifest.snapshot_format}, not {FORMAT}"
        )


def _usable_name(directory: Path, damaged: str | None) -> str | None:
    """Return the name of the local snapshot, None if there is none or it cannot be loaded."""
    try:
        name = current_name(directory)
    except SnapshotDamaged:
        return None
    return name if name != damaged else None


def _prepare(temporary: Path) -> None:
    """Create the folder of a fetch, and remove those of others, which were given up."""
    for other in temporary.parent.glob(f"{_PREFIX}*"):
        if other != temporary:
            shutil.rmtree(other)
    temporary.mkdir(mode=0o700, exist_ok=True)


def _is_reused(path: Path, part: Part, known: Mapping[str, Path]) -> bool:
    """Return whether the file is there, from before or by a link to one of another snapshot."""
    if not path.exists() and part.sha256 in known:
        with suppress(OSError):
            path.hardlink_to(known[part.sha256])
    if not path.exists():
        return False
    if path.stat().st_size == part.n_bytes and file_digest(path).hexdigest() == part.sha256:
        return True
    path.unlink()
    return False


def _check_space(temporary: Path, missing: Sequence[Part]) -> None:
    n_bytes = sum(part.n_bytes for part in missing)
    n_free = shutil.disk_usage(temporary).free
    if n_bytes + _SPARE_BYTES > n_free:
        reason = f"{n_bytes:,} bytes do not fit on the disk, where {n_free:,} are free"
        raise OSError(errno.ENOSPC, reason, str(temporary))


def _load_and_activate(temporary: Path, manifest: Manifest, load: Load) -> Snapshot:
    try:
        snapshot = load(temporary, manifest.name)
    except SnapshotError:
        raise
    except Exception as error:
        reason = f"the engine cannot use it ({type(error).__name__})"
        raise SnapshotDamaged(temporary, reason) from error
    save_manifest(temporary, manifest)
    activate(temporary, manifest.name)
    return snapshot


@contextmanager
def _removed_if_refused(temporary: Path) -> Iterator[None]:
    try:
        yield
    except (InvalidContent, SnapshotError):
        shutil.rmtree(temporary, ignore_errors=True)
        raise
