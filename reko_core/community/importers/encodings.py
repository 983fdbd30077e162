"""Text of any encoding and line end as UTF-8 with line feeds."""

import codecs
import io
import re
from typing import Any

__all__ = ["as_utf8", "fill"]

BUFFER_BYTES = 1 << 20
_STEP_BYTES = 1 << 16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 64
_BARE_CR = re.compile(rb"\r(?!\n|$)")


def as_utf8(stream: "io.BufferedReader[Any]") -> "io.BufferedReader[Any]":
    """Return the stream as UTF-8 without a byte order mark; bytes of parquet as they are.

    Line ends of CR alone become LF, if there is one in the first megabyte.
    """
    head = stream.peek(BUFFER_BYTES)
    if head.startswith(b"PAR1"):
        return stream
    codec = _wide_codec(head)
    if codec:
        return io.BufferedReader(_Recoded(stream, codec, "utf-8"), BUFFER_BYTES)
    while head.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
        head = head[len(codecs.BOM_UTF8) :]
    if _BARE_CR.search(head):
        # Latin-1 maps every byte to a character and back.
        return io.BufferedReader(_Recoded(stream, "latin-1", "latin-1"), BUFFER_BYTES)
    return stream


def fill(buffer: Any, stream: Any) -> int:  # noqa: ANN401 - a writable buffer, a readable stream
    """Read until the buffer is full or the stream ends; return the number of bytes."""
    view, n_read = memoryview(buffer), 0
    while n_read < len(view):
        n = stream.readinto(view[n_read : n_read + BUFFER_BYTES])
        if not n:
            break
        n_read += n
    return n_read


def _wide_codec(head: bytes) -> str | None:
    """Return the codec of UTF-16 and UTF-32, without a mark by the zeros of their ASCII."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    even, odd = head[:_SAMPLE_BYTES:2], head[1:_SAMPLE_BYTES:2]
    if even and odd and not any(odd) and all(even):
        return "utf-16-le"
    if even and odd and not any(even) and all(odd):
        return "utf-16-be"
    return None


class _Recoded(io.RawIOBase):
    """The text of a stream in another encoding, with line feeds as line ends."""

    def __init__(self, stream: Any, codec: str, target: str) -> None:  # noqa: ANN401
        self._stream = stream
        decoder = codecs.getincrementaldecoder(codec)("replace")
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
        self._target = target
        self._plain = b""
        self._is_done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        while not self._plain and not self._is_done:
            data = self._stream.read(_STEP_BYTES)
            self._is_done = not data
            text = self._decoder.decode(data, final=self._is_done)
            self._plain = text.encode(self._target, "replace")
        n = min(len(buffer), len(self._plain))
        buffer[:n] = self._plain[:n]
        self._plain = self._plain[n:]
        return n
