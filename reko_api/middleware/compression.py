"""Compression of responses, where it saves more than it costs."""

import re

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web_response import ContentCoding

__all__ = ["compression_middleware"]

# Less fits into one packet anyway.
MIN_BYTES = 1024
# Pictures are compressed already.
TEXT_TYPES = re.compile(r"text/.+|application/(.+\+)?(json|javascript|xml)|image/svg\+xml")
GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?P<weight>[01](?:\.\d*)?)\s*)?(?=,|$)")


def compression_middleware() -> Middleware:
    """Compress texts for clients that accept gzip; aiohttp does it in a thread.

    Secrets cannot be guessed by the length of a compressed response (BREACH): the API has no
    cookies, and a page that does not know the key cannot send it.
    """

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if _is_worthwhile(response):
            # Also where it is not compressed: a cache must not reuse either for the other.
            vary = response.headers.get("Vary")
            response.headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
            if _accepts_gzip(request.headers.get("Accept-Encoding", "")):
                response.enable_compression(ContentCoding.gzip)
        return response

    return middleware


def _is_worthwhile(response: web.StreamResponse) -> bool:
    return (
        isinstance(response, web.Response)
        and isinstance(response.body, bytes)
        and len(response.body) >= MIN_BYTES
        and "Content-Encoding" not in response.headers
        and TEXT_TYPES.fullmatch(response.content_type) is not None
    )


def _accepts_gzip(accepted: str) -> bool:
    found = GZIP.search(accepted.lower())
    return found is not None and float(found["weight"] or 1) > 0
