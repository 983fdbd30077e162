"""One GET request, its response read to the end within limits of time and size."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from yarl import URL

from reko_core.clients.http.retry_after import parse_http_date, parse_retry_after

__all__ = ["HttpResponse", "RequestFailed", "http_get"]

CHUNK_BYTES = 2**16


class RequestFailed(Exception):
    """There is no complete response. Every client translates it, so it is no RekoError."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete response; None where it has no such header.

    redirect: scheme, host and port that a redirect leads to; its path may name a user.
    """

    status: int
    body: bytes
    retry_after_s: float | None = None
    date: datetime | None = None
    redirect: str | None = None


async def http_get(
    session: aiohttp.ClientSession,
    url: URL,
    headers: Mapping[str, str],
    timeout_s: float,
    max_bytes: int,
) -> HttpResponse:
    """Send one request and follow no redirect. Raises RequestFailed, whose text names no URL."""
    timeout = aiohttp.ClientTimeout(total=timeout_s)
    try:
        async with session.get(
            url, headers=headers, timeout=timeout, allow_redirects=False
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
                _origin(url, response.headers.get("Location")),
            )
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # The cause would name the URL, and with it the user.
        raise RequestFailed(type(error).__name__) from None


def _origin(url: URL, location: str | None) -> str | None:
    try:
        return None if location is None else str(url.join(URL(location)).origin())
    except ValueError:
        return None
