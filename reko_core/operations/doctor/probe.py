"""One HTTP request of a check, with its duration."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from reko_core.clients.http.http_request import (
    HttpRequest,
    HttpResponse,
    RequestFailed,
    http_request,
)

__all__ = ["ProbeResult", "Unreachable", "probe", "send"]

_TIMEOUT_S = 10.0
_MAX_BYTES = 2**20


class Unreachable(Exception):
    """There was no response; the message says why, without the URL."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """A response and how long it took."""

    response: HttpResponse
    duration_ms: float


async def probe(url: str, headers: Mapping[str, str]) -> ProbeResult:
    """Send one GET request. Raises Unreachable."""
    try:
        request = HttpRequest(URL(url), headers)
    except ValueError as error:
        raise Unreachable(type(error).__name__) from None
    return await send(request)


async def send(request: HttpRequest) -> ProbeResult:
    """Send one request. Raises Unreachable."""
    started = time.perf_counter()
    try:
        async with aiohttp.ClientSession() as session:
            response = await http_request(session, request, _TIMEOUT_S, _MAX_BYTES)
    except RequestFailed as error:
        raise Unreachable(str(error)) from None
    return ProbeResult(response, round(1000 * (time.perf_counter() - started), 1))
