"""Letting pages of other origins read the answers (CORS), where the operator names them."""

from collections.abc import Collection

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

__all__ = ["cors_middleware"]

ANY = "*"
MAX_AGE_S = 600
ALLOWED_HEADERS = "Authorization, Content-Type, X-API-Key, X-Request-ID"
EXPOSED_HEADERS = "Retry-After, X-Request-ID"


def cors_middleware(origins: Collection[str]) -> Middleware:
    """Say on every answer whether a page of the asking origin may read it.

    Never with credentials: the API knows no cookies, and keys travel in headers of their own.
    """
    is_open = ANY in origins

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if not origins:
            return response
        if not is_open:
            # Also where no origin is named: a cache must not give this answer to one that is.
            response.headers["Vary"] = "Origin"
        origin = request.headers.get("Origin")
        if origin is not None and (is_open or origin in origins):
            _share(request, response, ANY if is_open else origin)
        return response

    return middleware


def _share(request: web.Request, response: web.StreamResponse, origin: str) -> None:
    response.headers["Access-Control-Allow-Origin"] = origin
    if _is_preflight(request):
        # What the path allows has been found out for the answer to OPTIONS already.
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        response.headers["Access-Control-Max-Age"] = str(MAX_AGE_S)
    else:
        response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS


def _is_preflight(request: web.Request) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
