"""Files as streams of plain bytes: compression and archives are recognised by their first bytes.

Whatever a file claims, reading it takes bounded memory: a window of at most `MAX_WINDOW_BYTES`,
and at most `MAX_RATIO` plain bytes for a compressed one.
"""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

from reko_core.community.importers.encodings import BUFFER_BYTES, as_utf8, fill
from reko_core.errors import ConfigurationError, ImportRefused
from reko_core.runtime.regular_file import open_regular

__all__ = [
    "MAX_LINE_BYTES",
    "MAX_TITLE_LINES",
    "Dump",
    "OpenFile",
    "first_line",
    "open_dump",
    "polars_errors",
    "require",
]

MAX_LINE_BYTES = 1 << 20
MAX_TITLE_LINES = 1_000_000
"""Of a file of titles, whose texts may have line ends: there are fewer than 100,000 titles."""
MAX_WINDOW_BYTES = 256 << 20
MAX_RATIO = 1000
MAX_MEMBERS = 1000
_UNCHECKED_BYTES = 64 << 20
_MAX_DIRECTORY_BYTES = 8 << 20
_MAX_LAYERS = 2
# A block of zstandard has up to 128 KiB for 4 bytes: 32 MiB a step.
_STEP_BYTES = 1 << 10
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file or a member of an archive: its plain bytes, and the position in the file itself."""

    path: Path
    stream: "io.BufferedReader[Any]"
    raw: IO[bytes]
    n_bytes: int
    member: str = ""
    is_plain: bool = True

    @property
    def n_read(self) -> int:
        """Compressed bytes read so far."""
        return min(self.raw.tell(), self.n_bytes)

    def peek(self, n: int) -> bytes:
        """Return up to n decompressed bytes without consuming them."""
        return self.stream.peek(n)[:n]

    def lines(self, max_lines: int | None = None) -> Iterator[bytes]:
        """Return the lines that remain. Raises ImportRefused if one is too long, or too many."""
        n_lines = 0
        while line := self.stream.readline(MAX_LINE_BYTES + 1):
            n_lines += 1
            if len(line) > MAX_LINE_BYTES:
                raise self.refusal("has a line of more than a megabyte: it is no table")
            if max_lines is not None and n_lines > max_lines:
                raise self.refusal(f"has more than {max_lines:,} lines, far more than titles")
            yield line

    def refusal(self, reason: str) -> ImportRefused:
        """Return the error that says why the file is refused."""
        return ImportRefused(self.path, f"{self.member} {reason}" if self.member else reason)


class Dump:
    """A file that is being read: itself, or the members of an archive."""

    def __init__(self, path: Path, raw: IO[bytes], n_bytes: int, stack: ExitStack) -> None:
        self.path = path
        self._raw = raw
        self.n_bytes = n_bytes
        self._archive: zipfile.ZipFile | None = None
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.names = [""]
        self.unread: list[str] = []
        with refusing_damage(path):
            magic = raw.read(4)
            raw.seek(0)
            if magic in {_ZIP, _EMPTY_ZIP}:
                self._archive = stack.enter_context(zipfile.ZipFile(_SmallReads(path, raw)))
                self._list_members(self._archive)

    def fingerprint(self) -> str:
        """Return what tells this file from others: its size, its beginning and its end."""
        digest = blake2b(str(self.n_bytes).encode(), digest_size=16)
        for start in (0, max(0, self.n_bytes - BUFFER_BYTES)):
            self._raw.seek(start)
            digest.update(self._raw.read(BUFFER_BYTES))
        return digest.hexdigest()

    def _list_members(self, archive: zipfile.ZipFile) -> None:
        found = [info for info in archive.infolist() if not info.is_dir() and info.file_size]
        found.sort(key=lambda info: -info.file_size)
        for info in found[:MAX_MEMBERS]:
            is_double = info.filename in self._members
            name = f"{info.filename} at {info.header_offset}" if is_double else info.filename
            self._members[name] = info
        self.names = list(self._members)
        self.unread = [info.filename for info in found[MAX_MEMBERS:]]
        if not self.names:
            raise ImportRefused(self.path, "is an archive without files")
        if "[Content_Types].xml" in self._members:
            raise ImportRefused(self.path, "is a spreadsheet: save it as CSV")

    @contextmanager
    def open(self, name: str) -> Iterator[OpenFile]:
        """Open a file by one of the names. Raises ImportRefused, and so do reads of the stream."""
        with ExitStack() as stack:
            with refusing_damage(self.path):
                start, plain = self._compressed(name, stack)
                checked = _CheckedReader(self.path, plain, self._raw, start)
                outer = io.BufferedReader(checked, BUFFER_BYTES)
                inner = _decompressed(self.path, outer, self._raw, start)
                stream = as_utf8(inner)
            yield OpenFile(
                self.path,
                stream,
                self._raw,
                self.n_bytes,
                name if len(self.names) > 1 else "",
                self._archive is None and inner is outer,
            )

    def _compressed(self, name: str, stack: ExitStack) -> tuple[int, Any]:
        if self._archive is None:
            self._raw.seek(0)
            return 0, self._raw
        info = self._members[name]
        try:
            return info.header_offset, stack.enter_context(self._archive.open(info))
        except NotImplementedError as error:
            reason = "is compressed in a way that is not read: unpack it first"
            raise ImportRefused(self.path, reason) from error
        except RuntimeError as error:
            raise ImportRefused(self.path, "has a password: unpack it first") from error


@contextmanager
def open_dump(path: Path) -> Iterator[Dump]:
    """Open a plain, gzip, zstandard, bzip2, xz or zip file. Raises ImportRefused."""
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(open_regular(path))
            n_bytes = path.stat().st_size
        except OSError as error:
            raise ImportRefused(path, error.strerror or "cannot be read") from error
        yield Dump(path, raw, n_bytes, stack)


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Turn what reading a file raises into ImportRefused. Wrap nothing but reads."""
    try:
        yield
    except MemoryError as error:
        reason = (
            f"needs {error}: at most {MAX_WINDOW_BYTES >> 20} MiB are read, so compress it anew"
        )
        raise ImportRefused(path, reason) from error
    except (EOFError, zipfile.BadZipFile, zlib.error, OSError, UnicodeError) as error:
        raise ImportRefused(path, f"is damaged: {error}") from error


def require(module: str) -> Any:  # noqa: ANN401 - a module
    """Import a module of the extra `import`. Raises ConfigurationError if it is not installed."""
    try:
        return __import__(module)
    except ImportError as error:
        reason = (
            f"{module} is not installed: pip install 'reko[import]', or use the target `import` of "
            "the Dockerfile"
        )
        raise ConfigurationError("import", reason) from error


def polars_errors() -> tuple[type[BaseException], ...]:
    """Return what polars raises for a bad file; it panics at some damaged parquet files."""
    errors = require("polars").exceptions
    return (errors.PolarsError, errors.PanicException, OSError)


def first_line(error: BaseException) -> str:
    """Return the first line of a library's message; polars adds its plan of the query."""
    return str(error).strip().partition("\n")[0]


class _SmallReads(io.RawIOBase):
    """A file for ZipFile, which reads a directory at once: its entries would fill the memory."""

    def __init__(self, path: Path, raw: IO[bytes]) -> None:
        self._path = path
        self._raw = raw

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def read(self, size: int = -1, /) -> bytes:
        if size > _MAX_DIRECTORY_BYTES:
            raise ImportRefused(self._path, "is an archive of too many files: unpack it first")
        return self._raw.read(size)


def _decompressed(
    path: Path, stream: "io.BufferedReader[Any]", raw: IO[bytes], start: int
) -> "io.BufferedReader[Any]":
    """Decompress as often as the bytes say so, a dump in an archive perhaps twice."""
    for _ in range(_MAX_LAYERS):
        plain = _decoder(stream)
        if plain is None:
            return stream
        stream = io.BufferedReader(_CheckedReader(path, plain, raw, start), BUFFER_BYTES)
    if _decoder(stream) is not None:
        raise ImportRefused(path, "is compressed more than twice: unpack it first")
    return stream


def _decoder(stream: "io.BufferedReader[Any]") -> Any:  # noqa: ANN401
    """Return a stream of decompressed bytes, None if the bytes are not compressed."""
    head = stream.peek(BUFFER_BYTES)
    if head.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=stream)
    if head.startswith(b"BZh"):
        return _Frames(stream, bz2.BZ2Decompressor)
    if head.startswith((b"\xfd7zXZ\x00", b"\x5d\x00\x00")):
        return _Frames(stream, lambda: lzma.LZMADecompressor(memlimit=MAX_WINDOW_BYTES))
    if head.startswith(b"\x28\xb5\x2f\xfd") or head[1:4] == b"\x2a\x4d\x18":
        zstandard = require("zstandard")
        decoder = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
        return _Frames(stream, decoder.decompressobj, zstandard.ZstdError, _window(head))
    return None


def _window(head: bytes) -> str:
    zstandard = require("zstandard")
    try:
        n_bytes = zstandard.get_frame_parameters(head[:_STEP_BYTES]).window_size
    except zstandard.ZstdError:
        return "a large window"
    return f"a window of {n_bytes >> 20:,} MiB"


class _CheckedReader(io.RawIOBase):
    """The bytes of another stream; a read that fails raises ImportRefused.

    Reads are filled, so that a peek shows what fits the buffer.
    """

    def __init__(self, path: Path, plain: Any, raw: IO[bytes], start: int) -> None:  # noqa: ANN401
        self._path = path
        self._plain = plain
        self._raw = raw
        self._start = start
        self._n_plain = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        with refusing_damage(self._path):
            n_read = fill(buffer, self._plain)
        self._n_plain += n_read
        n_compressed = max(1, self._raw.tell() - self._start)
        if self._n_plain > _UNCHECKED_BYTES and self._n_plain > MAX_RATIO * n_compressed:
            raise ImportRefused(self._path, f"expands more than {MAX_RATIO}-fold: it is no dump")
        return n_read


class _Frames(io.RawIOBase):
    """Decompressed bytes of one frame after another; fails if the last one is truncated."""

    def __init__(
        self,
        stream: Any,  # noqa: ANN401 - any readable stream
        make: Callable[[], Any],
        error: type[Exception] = lzma.LZMAError,
        need: str = "more memory for its dictionary",
    ) -> None:
        self._stream = stream
        self._make = make
        self._error = error
        self._need = need
        self._frame: Any = None
        self._unused = b""
        self._plain = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        while not self._plain:
            compressed = self._unused or self._stream.read(_STEP_BYTES)
            if not compressed:
                if self._frame is not None:
                    raise EOFError("the last frame is truncated")
                return 0
            self._plain = memoryview(self._decompress(compressed))
        n = min(len(buffer), len(self._plain))
        buffer[:n] = self._plain[:n]
        self._plain = self._plain[n:]
        return n

    def _decompress(self, compressed: bytes) -> bytes:
        if self._frame is None:
            compressed = compressed.lstrip(b"\0")
            self._unused = b""
            if not compressed:
                # Padding between the streams of xz.
                return b""
            self._frame = self._make()
        try:
            plain: bytes = self._frame.decompress(compressed)
        except self._error as error:
            if "memory" in str(error).lower():
                raise MemoryError(self._need) from error
            raise OSError(str(error)) from error
        self._unused = b""
        if self._frame.eof:
            self._unused = self._frame.unused_data
            self._frame = None
        return plain
