"""Databases written beside their target: a temporary file, free space, removal of leftovers."""

import fcntl
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reko_core.errors import BackupRefused

__all__ = ["ensure_free_space", "remove", "temp_files_of", "temp_path"]

_SPARE_BYTES = 2**20


@contextmanager
def temp_path(target: Path) -> Iterator[Path]:
    """Yield an empty file beside the target that only its owner can read; it is removed at the end.

    Raises BackupRefused when it cannot be written, or another process uses it.
    """
    temp = target.with_name(f".{target.name}.tmp")
    try:
        _remove_leftover(temp)
        descriptor = os.open(temp, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(descriptor), temp.lstat()):
                # Another process took it for a leftover before it was locked.
                raise BlockingIOError
            # An old journal would be played into the new database.
            remove(temp.parent.glob(f"{temp.name}-*"))
            try:
                yield temp
            finally:
                remove(temp.parent.glob(f"{temp.name}*"))
        finally:
            os.close(descriptor)
    except (BlockingIOError, FileExistsError) as error:
        raise BackupRefused(target, "is being written by another process") from error
    except OSError as error:
        raise BackupRefused(target, f"cannot be written: {error.strerror}") from error


def _remove_leftover(temp: Path) -> None:
    """Remove the file of a killed process, or a link. Raises BlockingIOError if it is in use."""
    with suppress(FileNotFoundError):
        if stat.S_ISREG(temp.lstat().st_mode):
            # A killed process leaves the file, but not the lock.
            descriptor = os.open(temp, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                temp.unlink()
            finally:
                os.close(descriptor)
        else:
            temp.unlink()


def temp_files_of(target: Path) -> Iterator[Path]:
    """Return what a killed process may have left of all files named after the target."""
    return target.parent.glob(f".{target.name}*.tmp*")


def remove(files: Iterable[Path]) -> None:
    """Remove files, if they exist. Raises OSError."""
    for file in files:
        file.unlink(missing_ok=True)


def ensure_free_space(path: Path, n_bytes: int) -> None:
    """Raise BackupRefused where a file of that size would not fit beside the path."""
    try:
        n_free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise BackupRefused(path, f"cannot be written: {error.strerror}") from error
    if n_free < n_bytes + _SPARE_BYTES:
        n_missing = (n_bytes + _SPARE_BYTES - n_free) // 1_000_000 + 1
        raise BackupRefused(path, f"does not fit: {n_missing} MB are missing on its disk")
