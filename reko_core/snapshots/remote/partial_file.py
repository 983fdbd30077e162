"""A file that is being fetched: appended to, and put in place when its digest is right."""

import os
from functools import partial
from pathlib import Path

from reko_core.errors import SnapshotDamaged
from reko_core.runtime.atomic_write import sync
from reko_core.snapshots.remote.local_parts import file_digest
from reko_core.snapshots.remote.manifest import Part

__all__ = ["PartialFile"]


class PartialFile:
    """`<file>.part` beside the file, continued if it is there. Its methods block."""

    def __init__(self, path: Path, part: Part) -> None:
        """Read what an earlier fetch has left. Raises OSError."""
        self._path = path
        self._part = part
        self._temporary = path.with_name(f"{path.name}.part")
        if self._temporary.exists() and self._temporary.stat().st_size > part.n_bytes:
            self._temporary.unlink()
        self._file = open(self._temporary, "ab", opener=partial(os.open, mode=0o600))  # noqa: SIM115 - until close
        self._digest = file_digest(self._temporary)
        self.n_bytes = self._temporary.stat().st_size

    def append(self, data: bytes) -> None:
        """Add the next bytes. Raises SnapshotDamaged if they are too many, OSError."""
        if self.n_bytes + len(data) > self._part.n_bytes:
            raise SnapshotDamaged(self._path, f"{self._path.name} is larger than announced")
        self._file.write(data)
        self._digest.update(data)
        self.n_bytes += len(data)

    def finish(self) -> None:
        """Put the complete file in place. Raises SnapshotDamaged, and then deletes it; OSError."""
        self._file.close()
        if self._digest.hexdigest() != self._part.sha256:
            self._temporary.unlink()
            raise SnapshotDamaged(self._path, f"{self._path.name} does not match its digest")
        sync(self._temporary)
        self._temporary.rename(self._path)

    def close(self) -> None:
        """Close the file; it can be continued later."""
        self._file.close()
