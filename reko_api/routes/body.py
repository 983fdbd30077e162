"""The body of a request, read with limits and decoded strictly."""

import asyncio
import codecs
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from reko_api.errors import ProblemError, validation_problem
from reko_api.problem_types import ProblemType
from reko_api.routes.list_upload import MAX_UPLOAD_BYTES, MULTIPART_MEDIA_TYPE, split_upload
from reko_core.contract.list_entries import MAX_LIST_ENTRIES
from reko_core.contract.parsing import count_marks
from reko_core.contract.user_request import ListFields
from reko_core.errors import BadInput
from reko_core.lists.files.list_file import read_list_file

__all__ = ["JSON_MEDIA_TYPE", "MAX_BODY_WAIT_S", "BodyReader", "read_body"]

JSON_MEDIA_TYPE = "application/json"
MAX_BODY_WAIT_S = 10
# A valid request without a list has a few dozen of each, and fewer than this in all of its texts.
MAX_MARKS = 2000
# What they are called, and how many an entry of a list has.
MARKS = {b"]": ("closing brackets", 0), b"}": ("closing braces", 1), b":": ("colons", 4)}
# What is larger takes more than a few milliseconds.
MAX_ON_LOOP_BYTES = 64 << 10
MAX_THREADS = 2

RequestModel = TypeVar("RequestModel", bound=BaseModel)


class BodyReader:
    """Reads and validates bodies; large ones in threads, a few at a time, as the loop goes on."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(MAX_THREADS)

    async def read(
        self, request: web.Request, model: type[RequestModel], timeout_s: float
    ) -> RequestModel:
        """Read and validate the body: JSON, or with a file where the request is about a list.

        Raises ProblemError when it is too large, too slow, not declared as JSON or has invalid
        fields; BadInput when it is not valid JSON, or the file is no list.
        """
        if request.content_type == MULTIPART_MEDIA_TYPE and issubclass(model, ListFields):
            upload = await read_body(request, timeout_s, MAX_UPLOAD_BYTES)
            content_type, max_bytes = request.headers["Content-Type"], request.client_max_size
            return await self._in_thread(
                lambda: _decode_upload(upload, content_type, max_bytes, model)
            )
        _check_headers(request)
        body = await read_body(request, timeout_s, request.client_max_size)
        if len(body) > MAX_ON_LOOP_BYTES:
            return await self._in_thread(lambda: _validate(_decode(body, model), model))
        return _validate(_decode(body, model), model)

    async def _in_thread(self, decode: Callable[[], RequestModel]) -> RequestModel:
        async with self._turns:
            return await asyncio.to_thread(decode)


def _check_headers(request: web.Request) -> None:
    is_json = request.content_type == JSON_MEDIA_TYPE and "Content-Type" in request.headers
    is_utf8 = (request.charset or "utf-8").lower() in {"utf-8", "utf8"}
    is_plain = request.headers.get("Content-Encoding", "identity").strip().lower() == "identity"
    if not (is_json and is_utf8 and is_plain):
        raise ProblemError(ProblemType.WRONG_CONTENT_TYPE, headers={"Accept": JSON_MEDIA_TYPE})


async def read_body(request: web.Request, timeout_s: float, max_bytes: int) -> bytes:
    """Return the bytes of a body. Raises ProblemError when it is too large or too slow."""
    if (request.content_length or 0) > max_bytes:
        raise ProblemError(ProblemType.BODY_TOO_LARGE)
    body = bytearray()
    try:
        async with asyncio.timeout(timeout_s):
            while chunk := await request.content.readany():
                body += chunk
                if len(body) > max_bytes:
                    raise ProblemError(ProblemType.BODY_TOO_LARGE)
    except TimeoutError:
        # The rest of the body would be taken for the next request.
        raise ProblemError(ProblemType.BODY_TIMEOUT, headers={"Connection": "close"}) from None
    return bytes(body)


def _decode(body: bytes, model: type[BaseModel]) -> object:
    """Decode UTF-8 JSON by RFC 8259: no NaN, no lone surrogates, no unbounded nesting.

    A byte order mark, which some programs write, is skipped. Brackets and colons are counted first:
    half a million small arrays would take half a second to decode.
    """
    n_entries = MAX_LIST_ENTRIES if "entries" in model.model_fields else 0
    for mark, (name, n_of_entry) in MARKS.items():
        n_most = MAX_MARKS + n_of_entry * n_entries
        if count_marks(body, mark) > n_most:
            raise BadInput("body", f"is not valid JSON of a request: over {n_most} {name}")
    try:
        data: object = from_json(body.removeprefix(codecs.BOM_UTF8), allow_inf_nan=False)
    except ValueError as error:
        raise BadInput("body", f"is not valid JSON: {error}") from None
    return data


def _validate(data: object, model: type[RequestModel]) -> RequestModel:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problem = validation_problem(error)
    # Neither the values nor the error that holds them may live as long as the traceback.
    del data
    raise problem


def _decode_upload(
    body: bytes, content_type: str, max_request_bytes: int, model: type[RequestModel]
) -> RequestModel:
    upload = split_upload(body, content_type, max_request_bytes)
    data = _decode(upload.request, model)
    if isinstance(data, dict):
        if data.keys() & {"user_name", "entries"}:
            raise BadInput("file", "comes instead of user_name and entries")
        data["entries"] = []
    request = _validate(data, model)
    assert isinstance(request, ListFields)
    found = read_list_file(upload.file)
    return request.with_list(found.entries, found.n_unmapped)
