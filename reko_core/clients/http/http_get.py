"""One GET of another site, read to its end or given up."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from reko_core.clients.http.retry_after import parse_retry_after

__all__ = ["Answer", "GetFailed", "get_bounded"]

CHUNK_BYTES = 2**16


class GetFailed(Exception):
    """There is no whole answer. Never leaves the client that asked, so it is no RekoError."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, read to its end. `retry_after_s` is None where the site does not say."""

    status: int
    body: bytes
    retry_after_s: float | None = None


async def get_bounded(
    session: aiohttp.ClientSession,
    url: URL,
    headers: Mapping[str, str],
    timeout_s: float,
    max_bytes: int,
) -> Answer:
    """Ask once, and follow no redirect. Raises GetFailed, whose text names no address."""
    timeout = aiohttp.ClientTimeout(total=timeout_s)
    try:
        async with session.get(
            url, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            body = bytearray()
            async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                body += chunk
                if len(body) > max_bytes:
                    raise GetFailed("answer too large")
            retry_after_s = parse_retry_after(response.headers.get("Retry-After"))
            return Answer(response.status, bytes(body), retry_after_s)
    except (aiohttp.ClientError, TimeoutError) as error:
        # The cause would name the address, and with it the user.
        raise GetFailed(type(error).__name__) from None
