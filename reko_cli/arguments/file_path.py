"""Paths on the command line; what can be no path is wrong usage, whatever the command does."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

__all__ = ["FilePath", "check_path"]

# Of Linux and macOS, less what is added to a name for a temporary file.
_MAX_NAME_BYTES = 240
_MAX_PATH_BYTES = 1000


def check_path(_type: object, value: Path | Sequence[Path] | None) -> None:
    """Raise ValueError for what no file or directory can be called."""
    if value is None or isinstance(value, Path):
        paths = [] if value is None else [value]
    else:
        paths = list(value)
    for path in paths:
        if "\0" in str(path):
            raise ValueError("A path has no NUL characters.")
        try:
            names = [name.encode() for name in path.parts]
        except UnicodeEncodeError:
            raise ValueError("A path must be in UTF-8: rename the file.") from None
        is_too_long = len(os.fsencode(path.absolute())) > _MAX_PATH_BYTES
        if is_too_long or any(len(name) > _MAX_NAME_BYTES for name in names):
            raise ValueError("The path is too long.")


FilePath = Annotated[Path, Parameter(validator=check_path)]
"""A path that some file could have."""
