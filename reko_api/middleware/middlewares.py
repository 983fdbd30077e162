"""What happens around every request: an id, a log line, figures, headers, problems."""

import re
import time
from http import HTTPMethod

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from reko_api.errors import INTERNAL, Refused, refusal_of
from reko_api.middleware.authentication import KEY_NAME
from reko_api.middleware.problems import problem_response
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.metrics import Metrics
from reko_core.observability.request_id import current_request_id, new_request_id, request_scope

__all__ = ["answer_problems", "finish", "observe", "request_id_of"]

CLIENT_GONE = 499  # nginx's number for a client that did not wait
SERVER_ERRORS = 500
UNMATCHED = "unmatched"
OTHER_METHOD = "OTHER"
# Asked every few seconds by machines; their log lines would bury the others.
QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
METHODS = frozenset(HTTPMethod)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Server": "reko",
    "X-Content-Type-Options": "nosniff",
}

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def request_id_of(request: web.BaseRequest) -> str:
    """Return the id that a client or a proxy gave, if it is a sane one, else a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if REQUEST_ID.fullmatch(given) else new_request_id()


def finish(response: web.StreamResponse, request_id: str) -> None:
    """Set the headers that every answer carries; one that is there already stays."""
    response.headers["X-Request-ID"] = request_id
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def observe(metrics: Metrics) -> Middleware:
    """Give every request an id, and count and log its answer."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        request_id = request_id_of(request)
        started = time.perf_counter()
        status = CLIENT_GONE
        with (
            request_scope(request_id),
            metrics.http.running.track_inprogress(),
        ):
            try:
                response = await handler(request)
                status = response.status
            finally:
                _record(metrics, request, status, time.perf_counter() - started)
                # All requests of a connection share one context.
                structlog.contextvars.unbind_contextvars(KEY_NAME)
        finish(response, request_id)
        return response

    return middleware


def answer_problems() -> Middleware:
    """Turn every error into a problem; this is the outer edge of the API."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Exception as error:
            if isinstance(error, ConnectionError) and request.transport is None:
                raise  # the client went away while its body was read
            refused = refusal_of(error)
            if isinstance(error, web.HTTPMethodNotAllowed) and request.method == "OPTIONS":
                return web.Response(status=204, headers=refused.headers)
            _log_fault(refused, error)
            return problem_response(refused, current_request_id() or "")

    return middleware


def _log_fault(refused: Refused, error: Exception) -> None:
    """Log what is the service's own trouble; what is the client's stands in the access log."""
    if refused.kind is INTERNAL:
        _log.error("request failed", **exception_fields(error))
    elif refused.kind.status >= SERVER_ERRORS and error is not refused:
        _log.warning(
            "request failed",
            problem=refused.kind.slug,
            error=type(error).__name__,
            reason=str(error),
        )


def _record(metrics: Metrics, request: web.Request, status: int, duration_s: float) -> None:
    resource = request.match_info.route.resource
    route = resource.canonical if resource else UNMATCHED
    # Clients may invent methods and paths; neither may become an endless set of labels.
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
