"""Files that a command writes for a person: whole or not at all."""

import os
from pathlib import Path

from reko_core.errors import BadInput

__all__ = ["atomic_write", "check_writable"]


def check_writable(path: Path, option: str) -> None:
    """Say before long work that a file could not be written. Raises BadInput naming the option."""
    if path.is_dir():
        raise BadInput(option, f"{path} is a directory")
    if not os.access(path.parent, os.W_OK):
        raise BadInput(option, f"{path.parent} is no directory that can be written")


def atomic_write(path: Path, data: bytes, option: str) -> None:
    """Write a file beside its place and put it there when it is whole. Raises BadInput."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadInput(option, f"{path} cannot be written: {error.strerror}") from error
