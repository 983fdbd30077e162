"""The body of a request, read with limits and decoded strictly."""

import asyncio
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from reko_api.errors import (
    BODY_TIMEOUT,
    BODY_TOO_LARGE,
    WRONG_CONTENT_TYPE,
    Refused,
    refused_fields,
)
from reko_core.errors import BadInput

__all__ = ["read_request"]

JSON_MEDIA_TYPE = "application/json"

Question = TypeVar("Question", bound=BaseModel)


async def read_request(request: web.Request, model: type[Question], timeout_s: float) -> Question:
    """Read the question that a request asks.

    Raises Refused when the body is too large, too slow, no JSON by its header, or has wrong
    fields; BadInput when it is no JSON by its contents.
    """
    _check_headers(request)
    data = _decode(await _read(request, timeout_s))
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise refused_fields(error) from None


def _check_headers(request: web.Request) -> None:
    is_json = request.content_type == JSON_MEDIA_TYPE and "Content-Type" in request.headers
    is_utf8 = (request.charset or "utf-8").lower() in {"utf-8", "utf8"}
    is_plain = request.headers.get("Content-Encoding", "identity").strip().lower() == "identity"
    if not (is_json and is_utf8 and is_plain):
        raise Refused(WRONG_CONTENT_TYPE, headers={"Accept": JSON_MEDIA_TYPE})
    if (request.content_length or 0) > request.client_max_size:
        raise Refused(BODY_TOO_LARGE)


async def _read(request: web.Request, timeout_s: float) -> bytes:
    try:
        async with asyncio.timeout(timeout_s):
            return await request.read()
    except TimeoutError:
        # The rest of the body would be taken for the next request.
        raise Refused(BODY_TIMEOUT, headers={"Connection": "close"}) from None


def _decode(body: bytes) -> object:
    """Decode UTF-8 JSON as RFC 8259 has it: no NaN, no lone surrogates, no endless nesting."""
    try:
        data: object = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise BadInput("body", f"is not valid JSON: {error}") from None
    return data
