"""Files as streams of bytes, decompressed by their first bytes."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from reko_core.errors import ConfigurationError, ImportRefused

__all__ = ["OpenFile", "open_plain", "require"]

_GZIP, _ZSTD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
_BUFFER = 1 << 20
_COMPRESSED_BUFFER = 1 << 14


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file being read: its decompressed bytes, and the position in the file itself."""

    path: Path
    stream: "io.BufferedReader[Any]"
    raw: IO[bytes]
    n_bytes: int

    @property
    def n_read(self) -> int:
        """Compressed bytes read so far."""
        return self.raw.tell()

    def peek(self, n: int) -> bytes:
        """Return up to n decompressed bytes without consuming them."""
        return self.stream.peek(n)[:n]


@contextmanager
def open_plain(path: Path) -> Iterator[OpenFile]:
    """Open a plain, .gz, .zst or .zip file, recognised by its first bytes.

    Of a zip, the largest member is read. Raises ImportRefused, and so do reads of the stream.
    """
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(path.open("rb"))
            magic = raw.read(4)
            raw.seek(0)
            n_bytes = path.stat().st_size
        except OSError as error:
            raise ImportRefused(path, error.strerror or "cannot be read") from error
        with refusing_damage(path):
            plain = _decompressed(raw, magic, stack)
        stream = io.BufferedReader(_CheckedReader(path, plain), _BUFFER)
        yield OpenFile(path, stream, raw, n_bytes)


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Turn what reading a file raises into ImportRefused. Wrap nothing but reads."""
    try:
        yield
    except (EOFError, zipfile.BadZipFile, zlib.error, OSError) as error:
        raise ImportRefused(path, f"is damaged: {error}") from error


def require(module: str) -> Any:  # noqa: ANN401 - a module
    """Import a module of the extra `import`. Raises ConfigurationError if it is not installed."""
    try:
        return __import__(module)
    except ImportError as error:
        reason = f"{module} is not installed: pip install 'reko[import]'"
        raise ConfigurationError("import", reason) from error


def _decompressed(raw: IO[bytes], magic: bytes, stack: ExitStack) -> Any:  # noqa: ANN401
    if magic.startswith(_GZIP):
        return gzip.GzipFile(fileobj=raw)
    if magic == _ZSTD:
        return _ZstandardFile(raw)
    if magic == _ZIP:
        archive = stack.enter_context(zipfile.ZipFile(raw))
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            raise zipfile.BadZipFile("the archive is empty")
        largest = max(members, key=lambda member: member.file_size)
        try:
            return stack.enter_context(archive.open(largest))
        except (NotImplementedError, RuntimeError) as error:
            # An unknown method of compression, or a password.
            raise zipfile.BadZipFile(str(error)) from error
    return raw


class _CheckedReader(io.RawIOBase):
    """The bytes of another stream; a read that fails raises ImportRefused."""

    def __init__(self, path: Path, plain: Any) -> None:  # noqa: ANN401 - any readable stream
        self._path = path
        self._plain = plain

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        with refusing_damage(self._path):
            n_read: int = self._plain.readinto(buffer)
        return n_read


class _ZstandardFile(io.RawIOBase):
    """Decompressed bytes of zstandard frames; unlike zstandard's reader, fails if truncated."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._zstandard = require("zstandard")
        self._frame = self._zstandard.ZstdDecompressor().decompressobj()
        self._is_inside = False
        self._plain = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        while not self._plain:
            compressed = self._frame.unused_data or self._raw.read(_COMPRESSED_BUFFER)
            if not compressed:
                if self._is_inside:
                    raise EOFError("the last frame is truncated")
                return 0
            if self._frame.eof:
                self._frame = self._zstandard.ZstdDecompressor().decompressobj()
            try:
                self._plain = memoryview(self._frame.decompress(compressed))
            except self._zstandard.ZstdError as error:
                raise OSError(str(error)) from error
            self._is_inside = not self._frame.eof
        n = min(len(buffer), len(self._plain))
        buffer[:n] = self._plain[:n]
        self._plain = self._plain[n:]
        return n
