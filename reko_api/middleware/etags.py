"""ETags: a client that has the response already is told so instead of being sent it again."""

import hashlib

from aiohttp import ETag, web
from aiohttp.typedefs import Handler, Middleware

__all__ = ["etag_middleware"]

DIGEST_BYTES = 16


def etag_middleware() -> Middleware:
    """Give an ETag to what may be cached, and respond with 304 where If-None-Match has it.

    Only responses to GET and HEAD whose handler allows caching by a Cache-Control: all others are
    `no-store`.
    """

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if (
            request.method in {"GET", "HEAD"}
            and isinstance(response, web.Response)
            and isinstance(response.body, bytes)
            and response.status == web.HTTPOk.status_code
            and "Cache-Control" in response.headers
        ):
            if response.etag is None:
                # Weak: the same for the compressed response.
                digest = hashlib.blake2b(response.body, digest_size=DIGEST_BYTES).hexdigest()
                response.etag = ETag(digest, is_weak=True)
            if _is_known(request, response):
                response.set_status(web.HTTPNotModified.status_code)
                response.body = None
        return response

    return middleware


def _is_known(request: web.Request, response: web.Response) -> bool:
    known = {etag.value for etag in request.if_none_match or ()}
    return response.etag is not None and bool(known & {"*", response.etag.value})
