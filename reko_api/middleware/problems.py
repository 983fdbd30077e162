"""Errors on the wire: problem details for HTTP (RFC 9457)."""

import math
from collections.abc import Mapping

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from reko_api.errors import Refused

__all__ = ["PROBLEM_MEDIA_TYPE", "Problem", "problem_of", "problem_response"]

PROBLEM_MEDIA_TYPE = "application/problem+json"
MAX_RETRY_AFTER_S = 86_400


class FieldReason(BaseModel):
    """What is wrong with one field; `body` where it is the body as a whole."""

    field: str = Field(examples=["accuracy"])
    reason: str = Field(examples=["must be at most 100"])


class Problem(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(description="Names the kind of problem.", examples=["/problems/bad-input"])
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(ge=400, le=599, description="The HTTP status, again.")
    detail: str = Field(description="What to do.")
    instance: str = Field(description="The id of the request, as in X-Request-ID and the log.")
    errors: tuple[FieldReason, ...] = Field((), description="The fields that are wrong; with 400.")
    checks: dict[str, str] = Field(
        default_factory=dict, description="The state of each part; with 503 of /readyz."
    )


def problem_of(
    refused: Refused, request_id: str, checks: Mapping[str, str] | None = None
) -> Problem:
    """Describe a refusal; its type leads to the documentation."""
    kind = refused.kind
    return Problem(
        type=f"/problems/{kind.slug}",
        title=kind.title,
        status=kind.status,
        detail=kind.detail,
        instance=request_id,
        errors=tuple(FieldReason(field=one.field, reason=one.reason) for one in refused.fields),
        checks=dict(checks or {}),
    )


def problem_response(
    refused: Refused, request_id: str, checks: Mapping[str, str] | None = None
) -> web.Response:
    """Put a refusal on the wire."""
    problem = problem_of(refused, request_id, checks)
    headers = dict(refused.headers)
    if refused.retry_after_s is not None:
        headers["Retry-After"] = _whole_seconds(refused.retry_after_s)
    return web.Response(
        body=problem.model_dump_json(exclude_defaults=True).encode(),
        status=problem.status,
        headers=headers,
        content_type=PROBLEM_MEDIA_TYPE,
    )


def _whole_seconds(delay_s: float) -> str:
    """Round up, so that a client that waits so long is not turned away again."""
    if math.isnan(delay_s):
        return "1"
    return str(math.ceil(min(max(delay_s, 1), MAX_RETRY_AFTER_S)))
