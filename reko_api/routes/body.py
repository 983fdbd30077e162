"""The body of a request, read with limits and decoded strictly."""

import asyncio
import codecs
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from reko_api.errors import ProblemError, validation_problem
from reko_api.problem_types import ProblemType
from reko_core.contract.parsing import count_marks
from reko_core.errors import BadInput

__all__ = ["JSON_MEDIA_TYPE", "read_body"]

JSON_MEDIA_TYPE = "application/json"
# A valid request has a few dozen of either, and fewer characters than this in all of its texts.
MAX_BRACKETS_AND_COLONS = 2000

RequestModel = TypeVar("RequestModel", bound=BaseModel)


async def read_body(
    request: web.Request, model: type[RequestModel], timeout_s: float
) -> RequestModel:
    """Read and validate the body.

    Raises ProblemError when it is too large, too slow, not declared as JSON or has invalid fields;
    BadInput when it is not valid JSON.
    """
    _check_headers(request)
    data = _decode(await _read(request, timeout_s))
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problem = validation_problem(error)
    # Neither the values nor the error that holds them may live as long as the traceback.
    del data
    raise problem


def _check_headers(request: web.Request) -> None:
    is_json = request.content_type == JSON_MEDIA_TYPE and "Content-Type" in request.headers
    is_utf8 = (request.charset or "utf-8").lower() in {"utf-8", "utf8"}
    is_plain = request.headers.get("Content-Encoding", "identity").strip().lower() == "identity"
    if not (is_json and is_utf8 and is_plain):
        raise ProblemError(ProblemType.WRONG_CONTENT_TYPE, headers={"Accept": JSON_MEDIA_TYPE})
    if (request.content_length or 0) > request.client_max_size:
        raise ProblemError(ProblemType.BODY_TOO_LARGE)


async def _read(request: web.Request, timeout_s: float) -> bytes:
    try:
        async with asyncio.timeout(timeout_s):
            return await request.read()
    except TimeoutError:
        # The rest of the body would be taken for the next request.
        raise ProblemError(ProblemType.BODY_TIMEOUT, headers={"Connection": "close"}) from None


def _decode(body: bytes) -> object:
    """Decode UTF-8 JSON by RFC 8259: no NaN, no lone surrogates, no unbounded nesting.

    A byte order mark, which some programs write, is skipped. Brackets and colons are counted first:
    half a million small arrays would take half a second to decode.
    """
    if count_marks(body, b"]}:") > MAX_BRACKETS_AND_COLONS:
        reason = f"over {MAX_BRACKETS_AND_COLONS} closing brackets and colons"
        raise BadInput("body", f"is not valid JSON of a request: {reason}")
    try:
        data: object = from_json(body.removeprefix(codecs.BOM_UTF8), allow_inf_nan=False)
    except ValueError as error:
        raise BadInput("body", f"is not valid JSON: {error}") from None
    return data
