"""Atomic writes: a temporary file beside the target, synced to disk, then renamed over it."""

import os
import secrets
from contextlib import suppress
from functools import partial
from pathlib import Path

__all__ = ["atomic_write", "replace_durably", "sync"]


def atomic_write(path: Path, data: bytes, *, mode: int = 0o666, overwrite: bool = True) -> None:
    """Write a whole file or none, whenever the process or the machine dies. Raises OSError.

    mode: its permissions, less the umask. Without `overwrite` a file that is there already stays,
    so that of several processes that write at once the first one's file counts.
    """
    temp = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with open(temp, "xb", opener=partial(os.open, mode=mode)) as file:
            file.write(data)
        if overwrite:
            replace_durably(temp, path)
        else:
            sync(temp)
            with suppress(FileExistsError):
                path.hardlink_to(temp)
    finally:
        temp.unlink(missing_ok=True)


def replace_durably(temp: Path, target: Path) -> None:
    """Rename a file or directory over its target, its data and then its name synced to disk.

    Of a directory only the names are synced, not what its files hold. Raises OSError.
    """
    sync(temp)
    temp.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Flush a file, or the names in a directory, to disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
