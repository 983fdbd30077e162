"""CORS: which web pages of other origins may read the responses."""

from collections.abc import Collection

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

__all__ = ["cors_middleware"]

ANY = "*"
MAX_AGE_S = 600
ALLOWED_HEADERS = "Authorization, Content-Type, X-API-Key, X-Request-ID"
EXPOSED_HEADERS = "Retry-After, X-Request-ID"


def cors_middleware(origins: Collection[str]) -> Middleware:
    """Allow pages of these origins to read every response.

    Never with credentials: the API uses no cookies, and keys travel in headers.
    """
    is_open = ANY in origins

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if not origins:
            return response
        if not is_open:
            # Also without an Origin: a cache must not reuse this response for one.
            response.headers["Vary"] = "Origin"
        origin = request.headers.get("Origin")
        if origin is not None and (is_open or origin in origins):
            _allow(request, response, ANY if is_open else origin)
        return response

    return middleware


def _allow(request: web.Request, response: web.StreamResponse, origin: str) -> None:
    response.headers["Access-Control-Allow-Origin"] = origin
    if _is_preflight(request):
        # The response to OPTIONS already has the methods of the path.
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        response.headers["Access-Control-Max-Age"] = str(MAX_AGE_S)
    else:
        response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS


def _is_preflight(request: web.Request) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
