"""A TOML file as people write it, and what is wrong with it in words."""

import re
import tomllib
from pathlib import Path
from typing import Any

from reko_core.runtime.regular_file import NotRegularFile, open_regular

__all__ = ["TomlError", "read_toml"]

_MAX_BYTES = 2**20
_PLACE = re.compile(r"(.*?) \(at line (\d+), column \d+\)", re.DOTALL)
_REASONS = {
    "Cannot overwrite a value": "a key that stands above already",
    "Cannot mutate immutable namespace": "a table that is complete already",
}
_TABLE_TWICE = re.compile(r"Cannot declare .* twice")


class TomlError(Exception):
    """A file that cannot be read; the message says why, and in which line."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file in UTF-8, with or without a byte order mark.

    Raises FileNotFoundError, TomlError.
    """
    try:
        with open_regular(path) as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise
    except NotRegularFile as error:
        raise TomlError(f"cannot be read: {error.strerror}") from error
    except OSError as error:
        raise TomlError(f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        # A path with a NUL.
        raise FileNotFoundError(str(error)) from error
    if len(data) > _MAX_BYTES:
        raise TomlError("is larger than 1 MB")
    try:
        return tomllib.loads(_text(data))
    except tomllib.TOMLDecodeError as error:
        raise TomlError(_reason(str(error))) from None
    except RecursionError:
        raise TomlError("is nested too deeply") from None
    except ValueError:
        raise TomlError("holds a number with too many digits") from None


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise TomlError("is UTF-16 or no text: save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TomlError(
            f"line {line}: a character is not in UTF-8: save the file as UTF-8"
        ) from None


def _reason(message: str) -> str:
    found = _PLACE.fullmatch(message)
    if found is None:
        return f"is no valid TOML: {_lower(message)}"
    fault, line = found.groups()
    if _TABLE_TWICE.match(fault):
        return f"line {line}: a table that stands above already"
    return f"line {line}: {_REASONS.get(fault) or f'no valid TOML: {_lower(fault)}'}"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
