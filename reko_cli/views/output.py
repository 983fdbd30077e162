"""Files that a command writes where an option says."""

import os
from pathlib import Path

from reko_core.errors import BadInput
from reko_core.runtime.atomic_write import atomic_write

__all__ = ["check_writable", "write_output"]


def check_writable(path: Path, option: str) -> None:
    """Raise BadInput naming the option, before long work, where a file could not be written."""
    if path.is_dir():
        raise BadInput(option, f"{path} is a directory")
    if not os.access(path.parent, os.W_OK):
        raise BadInput(option, f"{path.parent} is not a writable directory")


def write_output(path: Path, data: bytes, option: str) -> None:
    """Write a file atomically. Raises BadInput naming the option."""
    try:
        atomic_write(path, data)
    except OSError as error:
        raise BadInput(option, f"{path} cannot be written: {error.strerror}") from error
