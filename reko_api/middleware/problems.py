"""Errors as responses: problem details for HTTP (RFC 9457)."""

import math
from collections.abc import Mapping

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from pydantic import BaseModel, ConfigDict, Field

from reko_api.errors import ProblemError, problem_from
from reko_api.problem_types import ProblemType
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.request_id import current_request_id

__all__ = [
    "PROBLEM_MEDIA_TYPE",
    "Problem",
    "problem_details",
    "problem_response",
    "problems_middleware",
    "report_problem",
]

PROBLEM_MEDIA_TYPE = "application/problem+json"
MAX_RETRY_AFTER_S = 86_400

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class FieldReason(BaseModel):
    """What is wrong with one field; `body` for the body as a whole."""

    field: str = Field(examples=["accuracy"])
    reason: str = Field(examples=["must be at most 100"])


class Problem(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(description="URI of the problem type.", examples=["/problems/bad-input"])
    title: str = Field(description="The problem type in a few words.")
    status: int = Field(ge=400, le=599, description="The HTTP status.")
    detail: str = Field(description="What to do.")
    instance: str = Field(description="The id of the request, as in X-Request-ID and the log.")
    errors: tuple[FieldReason, ...] = Field((), description="The invalid fields; with 400.")
    checks: dict[str, str] = Field(
        default_factory=dict, description="The state of each part; with 503 of /readyz."
    )


def problems_middleware() -> Middleware:
    """Turn every error into a problem; this is the outer edge of the API."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Exception as error:
            if isinstance(error, ConnectionError) and request.transport is None:
                raise  # the client went away while its body was read
            if isinstance(error, web.HTTPMethodNotAllowed) and request.method == "OPTIONS":
                return web.Response(status=204, headers=problem_from(error).headers)
            return problem_response(report_problem(error))

    return middleware


def problem_details(
    problem: ProblemError, request_id: str, checks: Mapping[str, str] | None = None
) -> Problem:
    """Describe a problem; its type leads to the documentation."""
    kind = problem.problem_type
    return Problem(
        type=f"/problems/{kind.slug}",
        title=kind.title,
        status=kind.status,
        detail=kind.detail,
        instance=request_id,
        errors=tuple(FieldReason(field=one.field, reason=one.reason) for one in problem.fields),
        checks=dict(checks or {}),
    )


def problem_response(
    problem: ProblemError, checks: Mapping[str, str] | None = None
) -> web.Response:
    """Make the response to the current request."""
    headers = dict(problem.headers)
    if problem.retry_after_s is not None:
        headers["Retry-After"] = _whole_seconds(problem.retry_after_s)
    details = problem_details(problem, current_request_id() or "", checks)
    return web.Response(
        body=details.model_dump_json(exclude_defaults=True).encode(),
        status=details.status,
        headers=headers,
        content_type=PROBLEM_MEDIA_TYPE,
    )


def report_problem(error: Exception) -> ProblemError:
    """Return an error as a problem; log failures of the service.

    Those of the client are in the request log.
    """
    problem = problem_from(error)
    if problem.problem_type is ProblemType.INTERNAL_ERROR:
        _log.error("request failed", **exception_fields(error))
    elif problem.problem_type.is_server_error and error is not problem:
        _log.warning(
            "request failed",
            problem=problem.problem_type.slug,
            error=type(error).__name__,
            reason=str(error),
        )
    return problem


def _whole_seconds(delay_s: float) -> str:
    """Round up, so that a client that waits this long is not turned away again."""
    if math.isnan(delay_s):
        return "1"
    return str(math.ceil(min(max(delay_s, 1), MAX_RETRY_AFTER_S)))
