"""One HTTP request, its response read to the end within limits of time and size."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from yarl import URL

from reko_core.clients.http.retry_after import parse_count, parse_http_date, parse_retry_after

__all__ = ["HttpRequest", "HttpResponse", "RequestFailed", "http_request"]

CHUNK_BYTES = 2**16


class RequestFailed(Exception):
    """There is no complete response. Every client translates it, so it is no RekoError."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request; its body is `json`, or the fields of a `form`, or empty where both are None."""

    url: URL
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "GET"
    json: object = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete response; None where it has no such header.

    redirect: scheme, host and port that a redirect leads to; its path may name a user.
    n_remaining: requests that the rate limit still allows (`X-RateLimit-Remaining`).
    """

    status: int
    body: bytes
    retry_after_s: float | None = None
    date: datetime | None = None
    redirect: str | None = None
    n_remaining: int | None = None


async def http_request(
    session: aiohttp.ClientSession, request: HttpRequest, timeout_s: float, max_bytes: int
) -> HttpResponse:
    """Send one request and follow no redirect. Raises RequestFailed, whose text names no URL."""
    timeout = aiohttp.ClientTimeout(total=timeout_s)
    try:
        async with session.request(
            request.method,
            request.url,
            headers=request.headers,
            json=request.json,
            data=request.form,
            timeout=timeout,
            allow_redirects=False,
        ) as response:
            body = bytearray()
            async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                body += chunk
                if len(body) > max_bytes:
                    raise RequestFailed("response too large")
            return HttpResponse(
                response.status,
                bytes(body),
                parse_retry_after(response.headers.get("Retry-After")),
                parse_http_date(response.headers.get("Date")),
                _origin(request.url, response.headers.get("Location")),
                parse_count(response.headers.get("X-RateLimit-Remaining")),
            )
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # The cause would name the URL, and with it the user.
        raise RequestFailed(type(error).__name__) from None


def _origin(url: URL, location: str | None) -> str | None:
    try:
        return None if location is None else str(url.join(URL(location)).origin())
    except ValueError:
        return None
