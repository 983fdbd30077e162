"""The bytes of an uploaded file, unpacked a chunk at a time."""

import gzip
import io
import zlib
from collections.abc import Iterator

from reko_core.errors import ListFileRefused

__all__ = ["MAX_PLAIN_BYTES", "plain_chunks"]

MAX_PLAIN_BYTES = 32 << 20
"""An entry takes a kilobyte: this is a list of every anime that there is."""

_CHUNK_BYTES = 64 << 10
_GZIP = b"\x1f\x8b"
# Exports are of one; each takes a while, also an empty one. By chance, packed bytes hold few.
_MEMBER, _MAX_MEMBERS = b"\x1f\x8b\x08", 100
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def plain_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a plain or gzip file, from the first that is no white space.

    Some converters write white space before the XML declaration, where none may stand. Raises
    ListFileRefused if it is damaged, or larger than MAX_PLAIN_BYTES.
    """
    plain: io.BufferedIOBase = io.BytesIO(data)
    if data.startswith(_GZIP):
        if data.count(_MEMBER) > _MAX_MEMBERS:
            raise ListFileRefused("damaged")
        plain = gzip.GzipFile(fileobj=plain)
    n_bytes, is_begun = 0, False
    while chunk := _read(plain):
        n_bytes += len(chunk)
        if n_bytes > MAX_PLAIN_BYTES:
            raise ListFileRefused("too_large")
        if not is_begun:
            chunk = chunk.removeprefix(_BYTE_ORDER_MARK).lstrip()
            is_begun = bool(chunk)
        if chunk:
            yield chunk


def _read(plain: io.BufferedIOBase) -> bytes:
    try:
        return plain.read(_CHUNK_BYTES)
    except (EOFError, OSError, zlib.error) as error:
        raise ListFileRefused("damaged") from error
