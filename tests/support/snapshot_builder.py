"""Snapshots for tests of their publication, made without a fit."""

from pathlib import Path

from reko_core.snapshots.storage import Snapshot, save_snapshot

SECRET = "a-secret-of-the-tests"


class Builder:
    """Writes snapshots with other hashes, and otherwise the same files."""

    def __init__(self, directory: Path, snapshot: Snapshot) -> None:
        self.directory = directory
        self._snapshot = snapshot
        self._n_built = 0

    def build(self) -> Path:
        self._n_built += 1
        one = self._snapshot
        hashes = one.hashes.copy()
        hashes[0, 0] = self._n_built
        name = save_snapshot(self.directory, one.model, hashes, one.filters, one.fitted_at)
        return self.directory / name
