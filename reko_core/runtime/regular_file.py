"""Regular files: anything else in their place is refused in words, and never waited for."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

__all__ = ["NotRegularFile", "check_regular", "open_lock", "open_regular"]

_KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFLNK: "a link",
}


class NotRegularFile(OSError):
    """Something else stands where a file should; `strerror` says what."""

    strerror: str

    def __init__(self, path: Path, mode: int) -> None:
        kind = _KINDS.get(stat.S_IFMT(mode), "something else")
        super().__init__(errno.EINVAL, f"it is {kind}, not a file", str(path))


def check_regular(path: Path) -> None:
    """Raise NotRegularFile for what is no file, nor a link to one; OSError where there is none."""
    _check(path, path.stat().st_mode)


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading. Raises NotRegularFile, OSError."""
    # Opening a device may already do something to it.
    check_regular(path)
    # By now it may be another one: a FIFO would wait for its writer.
    return _opened(path, os.O_RDONLY, "rb")


def open_lock(path: Path) -> BinaryIO:
    """Open a file to lock, created if need be. Raises NotRegularFile for links, too; OSError."""
    try:
        return _opened(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, "r+b")
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
            raise NotRegularFile(path, path.lstat().st_mode) from error
        raise


def _opened(path: Path, flags: int, mode: str) -> BinaryIO:
    descriptor = os.open(path, flags | os.O_NONBLOCK, 0o600)
    try:
        _check(path, os.fstat(descriptor).st_mode)
        return os.fdopen(descriptor, mode)  # type: ignore[return-value]
    except BaseException:
        os.close(descriptor)
        raise


def _check(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotRegularFile(path, mode)
