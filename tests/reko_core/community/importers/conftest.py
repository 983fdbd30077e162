"""Dump files written by the tests, compressed in every way."""

import bz2
import gzip
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

Write = Callable[..., Path]


def _zip(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", "The other member is the larger one.")
        archive.writestr("folder/data.csv", data)


_WRITERS: dict[str, Callable[[Path, bytes], object]] = {
    "": Path.write_bytes,
    ".gz": lambda path, data: path.write_bytes(gzip.compress(data)),
    ".zst": lambda path, data: path.write_bytes(zstandard.compress(data)),
    ".zip": _zip,
    ".bz2": lambda path, data: path.write_bytes(bz2.compress(data)),
    ".xz": lambda path, data: path.write_bytes(lzma.compress(data)),
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write text or bytes to a file, compressed by its extension."""

    def write_file(data: str | bytes, name: str = "file") -> Path:
        path = tmp_path / name
        plain = data.encode() if isinstance(data, str) else data
        suffix = path.suffix if path.suffix in _WRITERS else ""
        _WRITERS[suffix](path, plain)
        return path

    return write_file
