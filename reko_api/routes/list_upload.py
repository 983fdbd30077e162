"""A request with a file: multipart/form-data of the parts `file` and `request`."""

import asyncio
from dataclasses import dataclass

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from reko_api.errors import ProblemError
from reko_api.problem_types import ProblemType
from reko_core.errors import BadInput
from reko_core.lists.files.list_file import MAX_FILE_BYTES

__all__ = ["MAX_UPLOAD_BYTES", "MULTIPART_MEDIA_TYPE", "Upload", "read_upload"]

MULTIPART_MEDIA_TYPE = "multipart/form-data"
MAX_UPLOAD_BYTES = MAX_FILE_BYTES + (2 << 20)
"""Of the file, and of the request beside it."""

_FILE, _REQUEST = "file", "request"
_CHUNK_BYTES = 64 << 10
# What aiohttp's reader raises for parts that are none, its own assertions among them.
_MALFORMED = (
    *(AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError),
    HttpProcessingError,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """The parts of a body: a file, and the JSON of a request, `{}` if there is none."""

    file: bytes
    request: bytes


async def read_upload(request: web.Request, timeout_s: float) -> Upload:
    """Read the parts, with a limit for each.

    Raises ProblemError when it is too large or too slow; BadInput when a part is missing or given
    twice, or it is no multipart.
    """
    if (request.content_length or 0) > MAX_UPLOAD_BYTES:
        raise ProblemError(ProblemType.BODY_TOO_LARGE)
    limits = {_FILE: MAX_FILE_BYTES, _REQUEST: request.client_max_size}
    parts: dict[str, bytes] = {}
    try:
        async with asyncio.timeout(timeout_s):
            async for part in await request.multipart():
                name = part.name if isinstance(part, BodyPartReader) else None
                if name not in limits or name in parts:
                    raise BadInput("body", "must have the part file, once, and may have request")
                assert isinstance(part, BodyPartReader)
                parts[name] = await _read_part(part, limits[name])
    except TimeoutError:
        raise ProblemError(ProblemType.BODY_TIMEOUT, headers={"Connection": "close"}) from None
    except _MALFORMED as error:
        raise BadInput("body", "is not valid multipart/form-data") from error
    if _FILE not in parts:
        raise BadInput(_FILE, "is required")
    return Upload(parts[_FILE], parts.get(_REQUEST, b"{}"))


async def _read_part(part: BodyPartReader, max_bytes: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(_CHUNK_BYTES):
        data += chunk
        if len(data) > max_bytes:
            raise ProblemError(ProblemType.BODY_TOO_LARGE)
    return bytes(data)
