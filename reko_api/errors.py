"""Errors as people read them over HTTP: the status, the sentence and what to do.

This is the only place where an error meets a status or a sentence. `reko_api.middleware.problems`
puts them on the wire.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from pydantic import ValidationError
from pydantic_core import ErrorDetails

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

__all__ = ["KINDS", "FieldProblem", "Kind", "Refused", "refusal_of", "refused_fields"]

MAX_FIELD_PROBLEMS = 20
MAX_FIELD_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which a request can fail.

    `slug` ends the problem's type. `retry_after_s` is sent as Retry-After unless the error
    knows better; None = trying again does not help by itself.
    """

    slug: str
    status: int
    title: str
    detail: str
    retry_after_s: float | None = None


BAD_INPUT = Kind(
    "bad-input",
    400,
    "The request is not valid",
    "Correct the fields named under errors and send the request again.",
)
MALFORMED = Kind(
    "malformed-request",
    400,
    "The request is not valid HTTP",
    "Check the client or the proxy in between: the request could not be read.",
)
KEY_REQUIRED = Kind(
    "key-required",
    401,
    "A key is required",
    "Send the key that the operator gave you as Authorization: Bearer KEY, or as X-API-Key: KEY.",
)
UNKNOWN_KEY = Kind(
    "unknown-key",
    401,
    "The key is not known",
    "Check the key, or ask the operator for a new one: it may have been revoked.",
)
LIST_PRIVATE = Kind(
    "list-private",
    403,
    "The anime list is private",
    "Make the list public in the list settings of MyAnimeList, then ask again.",
)
USER_NOT_FOUND = Kind(
    "user-not-found",
    404,
    "No such user",
    "MyAnimeList knows no user of this name. Check the spelling of user_name.",
)
ANIME_NOT_FOUND = Kind(
    "anime-not-found",
    404,
    "No such title",
    "MyAnimeList knows no title of this number. Check anime_id.",
)
ROUTE_NOT_FOUND = Kind(
    "route-not-found",
    404,
    "Nothing is here",
    "Recommendations are asked for with POST /recommendations; GET /docs describes it.",
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed",
    405,
    "The method is not supported here",
    "Use one of the methods named in the Allow header.",
)
BODY_TIMEOUT = Kind(
    "body-timeout",
    408,
    "The body arrived too slowly",
    "Send the whole body at once.",
)
BODY_TOO_LARGE = Kind(
    "body-too-large",
    413,
    "The body is too large",
    "Send fewer banned_ids and banned_users.",
)
WRONG_CONTENT_TYPE = Kind(
    "wrong-content-type",
    415,
    "The body is not JSON",
    "Send the body as UTF-8 JSON, not compressed, with Content-Type: application/json.",
)
TOO_MANY_REQUESTS = Kind(
    "too-many-requests",
    429,
    "Too many requests",
    "Wait for the seconds named in Retry-After, then ask again.",
    1,
)
MAL_RATE_LIMITED = Kind(
    "mal-rate-limited",
    429,
    "MyAnimeList asks for patience",
    "Too many lists are being fetched. Wait for the seconds named in Retry-After.",
    30,
)
INTERNAL = Kind(
    "internal-error",
    500,
    "Something went wrong here",
    "The operator finds the cause in the log under the id named in instance.",
)
MAL_REFUSED = Kind(
    "mal-refused",
    502,
    "MyAnimeList refuses this service",
    "The operator has to check the MyAnimeList client id of this service.",
)
MAL_UNAVAILABLE = Kind(
    "mal-unavailable",
    503,
    "MyAnimeList cannot be reached",
    "No earlier copy is known. Ask again after the seconds named in Retry-After.",
    60,
)
TOO_BUSY = Kind(
    "too-busy",
    503,
    "Too many lists are being fetched",
    "Ask again after the seconds named in Retry-After; users whose list is known are not affected.",
    30,
)
NO_SNAPSHOT = Kind(
    "no-snapshot",
    503,
    "The community is not loaded",
    "The operator has to build the snapshot of the community. Ask again later.",
    60,
)
STORE_FAILED = Kind(
    "store-failed",
    503,
    "The database does not answer",
    "Ask again after the seconds named in Retry-After.",
    30,
)
TIMED_OUT = Kind(
    "timed-out",
    503,
    "The answer took too long",
    "Ask again after the seconds named in Retry-After.",
    10,
)
SHUTTING_DOWN = Kind(
    "shutting-down",
    503,
    "The service is shutting down",
    "Ask again after the seconds named in Retry-After; another process takes over.",
    5,
)
NOT_READY = Kind(
    "not-ready",
    503,
    "The service is not ready",
    "The parts named under checks are missing.",
    5,
)

KINDS = (
    BAD_INPUT,
    MALFORMED,
    KEY_REQUIRED,
    UNKNOWN_KEY,
    LIST_PRIVATE,
    USER_NOT_FOUND,
    ANIME_NOT_FOUND,
    ROUTE_NOT_FOUND,
    METHOD_NOT_ALLOWED,
    BODY_TIMEOUT,
    BODY_TOO_LARGE,
    WRONG_CONTENT_TYPE,
    TOO_MANY_REQUESTS,
    MAL_RATE_LIMITED,
    INTERNAL,
    MAL_REFUSED,
    MAL_UNAVAILABLE,
    TOO_BUSY,
    NO_SNAPSHOT,
    STORE_FAILED,
    TIMED_OUT,
    SHUTTING_DOWN,
    NOT_READY,
)

_BY_ERROR: tuple[tuple[type[Exception], Kind], ...] = (
    (ListPrivate, LIST_PRIVATE),
    (UserNotFound, USER_NOT_FOUND),
    (AnimeNotFound, ANIME_NOT_FOUND),
    (MalRateLimited, MAL_RATE_LIMITED),
    (MalUnavailable, MAL_UNAVAILABLE),
    (MalRefused, MAL_REFUSED),
    (TooBusy, TOO_BUSY),
    (SnapshotError, NO_SNAPSHOT),
    (StoreError, STORE_FAILED),
    (ShuttingDown, SHUTTING_DOWN),
    (TimeoutError, TIMED_OUT),
    (web.HTTPNotFound, ROUTE_NOT_FOUND),
    (web.HTTPMethodNotAllowed, METHOD_NOT_ALLOWED),
    (web.HTTPRequestEntityTooLarge, BODY_TOO_LARGE),
    (web.RequestPayloadError, MALFORMED),
    (web.HTTPClientError, MALFORMED),
)

_REASONS = {
    "missing": "is required",
    "extra_forbidden": "is no field of this request",
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
    "too_long": "must hold at most {max_length} items",
}
_PATTERN_REASONS = {
    "user_name": "must be 2-16 letters, digits, - or _",
    "banned_users": "must be 32 characters of 0-9 and a-f, as users[].hash in an answer",
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of the request."""

    field: str
    reason: str


class Refused(Exception):
    """A request that gets a problem for an answer."""

    def __init__(
        self,
        kind: Kind,
        *,
        fields: tuple[FieldProblem, ...] = (),
        retry_after_s: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind.slug)
        self.kind = kind
        self.fields = fields
        self.retry_after_s = kind.retry_after_s if retry_after_s is None else retry_after_s
        self.headers = dict(headers or {})


def refusal_of(error: Exception) -> Refused:
    """Say how an error is answered; one that nobody foresaw is an internal error."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, BadInput):
        return Refused(BAD_INPUT, fields=(FieldProblem(error.field, error.reason),))
    kind = next((kind for known, kind in _BY_ERROR if isinstance(error, known)), INTERNAL)
    headers = {}
    if isinstance(error, web.HTTPMethodNotAllowed):
        headers["Allow"] = ", ".join(sorted({*error.allowed_methods, "OPTIONS"}))
    return Refused(kind, retry_after_s=getattr(error, "retry_after_s", None), headers=headers)


def refused_fields(error: ValidationError) -> Refused:
    """Name every wrong field of a request, up to a sensible number."""
    details = error.errors(include_url=False, include_input=False)
    fields = [_field_problem(one) for one in details[:MAX_FIELD_PROBLEMS]]
    if len(details) > MAX_FIELD_PROBLEMS:
        n_more = len(details) - MAX_FIELD_PROBLEMS
        fields.append(FieldProblem("body", f"has {n_more} more errors, not listed here"))
    return Refused(BAD_INPUT, fields=tuple(fields))


def _field_problem(error: ErrorDetails) -> FieldProblem:
    location = ".".join(str(part) for part in error["loc"])
    template = _REASONS.get(error["type"])
    if error["type"] == "string_pattern_mismatch":
        template = _PATTERN_REASONS.get(str(error["loc"][0]))
    reason = template.format(**error.get("ctx", {})) if template else error["msg"]
    return FieldProblem(location[:MAX_FIELD_LENGTH] or "body", reason)
