"""Around every request: its id, a log line, metrics, and the headers of every response."""

import re
import time
from http import HTTPMethod

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from reko_api.middleware.authentication import KEY_NAME
from reko_core.observability.metrics import Metrics
from reko_core.observability.request_id import new_request_id, request_scope

__all__ = ["request_log_middleware"]

CLIENT_CLOSED_REQUEST = 499  # nginx's status for a client that did not wait
UNMATCHED = "unmatched"
OTHER_METHOD = "OTHER"
# Polled every few seconds by machines; their log lines would bury the others.
QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
METHODS = frozenset(HTTPMethod)
DEFAULT_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Server": "reko",
    "X-Content-Type-Options": "nosniff",
}

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def request_log_middleware(metrics: Metrics) -> Middleware:
    """Give every request an id, and count and log its response."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        request_id = _request_id(request)
        started = time.perf_counter()
        status = CLIENT_CLOSED_REQUEST
        with request_scope(request_id), metrics.http.running.track_inprogress():
            try:
                response = await handler(request)
                status = response.status
            finally:
                _record(metrics, request, status, time.perf_counter() - started)
                # All requests of a connection share one context.
                structlog.contextvars.unbind_contextvars(KEY_NAME)
        response.headers["X-Request-ID"] = request_id
        for name, value in DEFAULT_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def _request_id(request: web.Request) -> str:
    """Return the id that the client or a proxy sent, if it is valid, else a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if REQUEST_ID.fullmatch(given) else new_request_id()


def _record(metrics: Metrics, request: web.Request, status: int, duration_s: float) -> None:
    resource = request.match_info.route.resource
    route = resource.canonical if resource else UNMATCHED
    # Clients may invent methods and paths; the set of labels must stay bounded.
    method = request.method if request.method in METHODS else OTHER_METHOD
    metrics.http.requests.labels(method, route, str(status)).inc()
    metrics.http.seconds.labels(route).observe(duration_s)
    log = _log.debug if route in QUIET_ROUTES else _log.info
    log(
        "request",
        method=method,
        route=route,
        status=status,
        duration_ms=round(duration_s * 1000, 1),
    )
