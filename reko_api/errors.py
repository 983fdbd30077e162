"""Errors to problems: which error is reported as which problem type.

This is the only place where an error meets a status. `reko_api.middleware.problems` writes the
responses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reko_api.problem_types import ProblemType
from reko_core.errors import (
    AnimeNotFound,
    BadInput,
    ListPrivate,
    MalRateLimited,
    MalRefused,
    MalUnavailable,
    ShuttingDown,
    SnapshotError,
    StoreError,
    TooBusy,
    UserNotFound,
)

__all__ = ["FieldError", "ProblemError", "problem_from", "validation_problem"]

MAX_FIELD_ERRORS = 20
MAX_FIELD_LENGTH = 64

_TYPE_BY_ERROR: tuple[tuple[type[Exception], ProblemType], ...] = (
    (ListPrivate, ProblemType.LIST_PRIVATE),
    (UserNotFound, ProblemType.USER_NOT_FOUND),
    (AnimeNotFound, ProblemType.ANIME_NOT_FOUND),
    (MalRateLimited, ProblemType.MAL_RATE_LIMITED),
    (MalUnavailable, ProblemType.MAL_UNAVAILABLE),
    (MalRefused, ProblemType.MAL_REFUSED),
    (TooBusy, ProblemType.TOO_BUSY),
    (SnapshotError, ProblemType.NO_SNAPSHOT),
    (StoreError, ProblemType.STORE_FAILED),
    (ShuttingDown, ProblemType.SHUTTING_DOWN),
    (TimeoutError, ProblemType.TIMED_OUT),
    (web.HTTPNotFound, ProblemType.ROUTE_NOT_FOUND),
    (web.HTTPMethodNotAllowed, ProblemType.METHOD_NOT_ALLOWED),
    (web.HTTPRequestEntityTooLarge, ProblemType.BODY_TOO_LARGE),
    (web.RequestPayloadError, ProblemType.MALFORMED_REQUEST),
    (web.HTTPClientError, ProblemType.MALFORMED_REQUEST),
)

_REASONS = {
    "missing": "is required",
    "extra_forbidden": "is not a known field",
    "model_type": "must be a JSON object",
    "string_type": "must be a string",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "literal_error": "must be {expected}",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "int_type": "must be a whole number",
    "tuple_type": "must be an array",
    "greater_than_equal": "must be at least {ge:.10g}",
    "less_than_equal": "must be at most {le:.10g}",
    "too_long": "must have at most {max_length} items",
}
_PATTERN_REASONS = {
    "user_name": "must be 2-16 letters, digits, - or _",
    "banned_users": "must be 32 characters of 0-9 and a-f, like users[].hash in a response",
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of the request."""

    field: str
    reason: str


class ProblemError(Exception):
    """A request fails with a problem of this type."""

    def __init__(
        self,
        problem_type: ProblemType,
        *,
        fields: tuple[FieldError, ...] = (),
        retry_after_s: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(problem_type.slug)
        self.problem_type = problem_type
        self.fields = fields
        self.retry_after_s = problem_type.retry_after_s if retry_after_s is None else retry_after_s
        self.headers = dict(headers or {})


def problem_from(error: Exception) -> ProblemError:
    """Translate any error into the problem it is reported as; unexpected ones are internal."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, BadInput):
        return ProblemError(ProblemType.BAD_INPUT, fields=(FieldError(error.field, error.reason),))
    problem_type = next(
        (problem_type for known, problem_type in _TYPE_BY_ERROR if isinstance(error, known)),
        ProblemType.INTERNAL_ERROR,
    )
    headers = {}
    if isinstance(error, web.HTTPMethodNotAllowed):
        headers["Allow"] = ", ".join(sorted({*error.allowed_methods, "OPTIONS"}))
    retry_after_s = getattr(error, "retry_after_s", None)
    return ProblemError(problem_type, retry_after_s=retry_after_s, headers=headers)


def validation_problem(error: ValidationError) -> ProblemError:
    """Name every invalid field of a request, up to MAX_FIELD_ERRORS."""
    details = error.errors(include_url=False, include_input=False)
    fields = [_field_error(one) for one in details[:MAX_FIELD_ERRORS]]
    if len(details) > MAX_FIELD_ERRORS:
        n_more = len(details) - MAX_FIELD_ERRORS
        fields.append(FieldError("body", f"has {n_more} more errors, not listed here"))
    return ProblemError(ProblemType.BAD_INPUT, fields=tuple(fields))


def _field_error(error: ErrorDetails) -> FieldError:
    location = ".".join(str(part) for part in error["loc"])
    template = _REASONS.get(error["type"])
    if error["type"] == "string_pattern_mismatch":
        template = _PATTERN_REASONS.get(str(error["loc"][0]))
    reason = template.format(**error.get("ctx", {})) if template else error["msg"]
    return FieldError(location[:MAX_FIELD_LENGTH] or "body", reason)
