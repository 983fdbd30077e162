"""Locks between the processes of one machine, released by the system when a process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reko_core.errors import StoreError
from reko_core.runtime.regular_file import NotRegularFile, open_lock
from reko_core.store.error_kinds import kind_of

__all__ = ["file_lock"]


@contextmanager
def file_lock(path: Path, purpose: str, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock `<path>.<purpose>-lock`.

    Raises StoreError if it cannot be acquired: at once when `wait` is false and another process
    holds it, or when the file cannot be created or is none: links are not followed.
    """
    lock = path.with_name(f"{path.name}.{purpose}-lock")
    try:
        file = open_lock(lock)
    except NotRegularFile as error:
        raise StoreError(f"{lock} cannot be locked: {error.strerror}") from error
    except OSError as error:
        reason = f"the lock of {path.name} cannot be made: {error.strerror}"
        raise StoreError(reason, kind=kind_of(error)) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise StoreError(f"another process is at work ({purpose})", is_busy=True) from error
        yield
