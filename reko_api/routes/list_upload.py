"""A request with a file: multipart/form-data of the parts `file` and `request`."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from reko_api.errors import ProblemError
from reko_api.problem_types import ProblemType
from reko_core.errors import BadInput
from reko_core.lists.files.list_file import MAX_FILE_BYTES

__all__ = ["MAX_UPLOAD_BYTES", "MULTIPART_MEDIA_TYPE", "Upload", "split_upload"]

MULTIPART_MEDIA_TYPE = "multipart/form-data"
MAX_UPLOAD_BYTES = MAX_FILE_BYTES + (2 << 20)
"""Of the file, and of the request beside it."""

_FILE, _REQUEST = "file", "request"
_MAX_HEAD_BYTES = 8 << 10
_MAX_BOUNDARY_LENGTH = 70  # RFC 2046


@dataclass(frozen=True, slots=True)
class Upload:
    """The parts of a body: a file, and the JSON of a request, `{}` if there is none."""

    file: bytes
    request: bytes


def split_upload(body: bytes, content_type: str, max_request_bytes: int) -> Upload:
    """Return the parts of a body, each with its limit; call it in a thread.

    content_type: the header, with the boundary. Raises ProblemError when a part is too large;
    BadInput when one is missing or given twice, or it is no multipart.
    """
    limits = {_FILE: MAX_FILE_BYTES, _REQUEST: max_request_bytes}
    parts: dict[str, bytes] = {}
    for name, content in _parts(body, _boundary(content_type), len(limits)):
        if name not in limits or name in parts:
            raise BadInput("body", "must have the part file, once, and may have request")
        if len(content) > limits[name]:
            raise ProblemError(ProblemType.BODY_TOO_LARGE)
        parts[name] = content
    if _FILE not in parts:
        raise BadInput(_FILE, "is required")
    return Upload(parts[_FILE], parts.get(_REQUEST, b"{}"))


def _boundary(content_type: str) -> bytes:
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_boundary("")
    if not 0 < len(boundary) <= _MAX_BOUNDARY_LENGTH or not boundary.isascii():
        raise _malformed()
    return boundary.encode()


def _parts(body: bytes, boundary: bytes, n_most: int) -> Iterator[tuple[object, bytes]]:
    """Yield name and content of each part (RFC 7578); nothing may stand before the first one.

    A few searches, however many lines a body has: aiohttp reads one line after another, and blocks
    the event loop for seconds if there are a million.
    """
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary, n_most + 2)
    if pieces.pop(0):
        raise _malformed()
    for piece in pieces:
        if piece.startswith(b"--"):
            return
        head, end_of_head, content = piece.partition(b"\r\n\r\n")
        padding, _, headers = head.partition(b"\r\n")
        if not end_of_head or padding.strip() or len(head) > _MAX_HEAD_BYTES:
            raise _malformed()
        parsed = BytesHeaderParser().parsebytes(headers)
        yield parsed.get_param("name", header="content-disposition"), content
    # It has no end, or more parts than are read.
    raise _malformed()


def _malformed() -> BadInput:
    return BadInput("body", "is not valid multipart/form-data")
