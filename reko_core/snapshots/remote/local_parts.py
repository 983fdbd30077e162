"""Files of snapshots on this machine, by their digests."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from reko_core.runtime.atomic_write import atomic_write
from reko_core.snapshots.remote.manifest import (
    InvalidContent,
    Manifest,
    Part,
    encode,
    read_manifest,
)
from reko_core.snapshots.storage import FORMAT

__all__ = ["describe", "file_digest", "known_parts", "save_manifest"]

_MANIFEST_FILE = "manifest.json"
_CHUNK_BYTES = 1 << 20


def describe(path: Path, on_progress: Callable[[int, int], None]) -> Manifest:
    """Return the manifest of a snapshot on disk; every file is read. Raises OSError.

    on_progress: called with the bytes that were read, and their total. Blocking.
    """
    files = sorted(file for file in path.iterdir() if file.name != _MANIFEST_FILE)
    total = sum(file.stat().st_size for file in files)
    parts, done = list[Part](), 0
    for file in files:
        n_bytes = file.stat().st_size
        parts.append(Part(file=file.name, n_bytes=n_bytes, sha256=file_digest(file).hexdigest()))
        done += n_bytes
        on_progress(done, total)
    return Manifest(snapshot_format=FORMAT, name=path.name, parts=tuple(parts))


def file_digest(path: Path) -> "hashlib._Hash":
    """Return the SHA-256 of a file so far. Raises OSError. Blocking."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Note which parts a snapshot on disk consists of. Raises OSError. Blocking."""
    atomic_write(path / _MANIFEST_FILE, encode(manifest), mode=0o600)


def known_parts(directory: Path) -> dict[str, Path]:
    """Return the files of local snapshots by the digests that were noted. Blocking."""
    found = dict[str, Path]()
    for path in directory.glob(f"[0-9]*/{_MANIFEST_FILE}"):
        try:
            data = path.read_bytes()
            manifest = read_manifest(data, hashlib.sha256(data).hexdigest())
        except (OSError, InvalidContent):
            continue
        found |= {part.sha256: path.with_name(part.file) for part in manifest.parts}
    return found
