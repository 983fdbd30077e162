"""Errors to problems: which error is reported as which problem type.

This is the only place where an error meets a status. `reko_api.middleware.problems` writes the
responses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from pydantic import ValidationError

from reko_api.problem_types import ProblemType
from reko_core.contract.parsing import field_reasons
from reko_core.domain.sites import Site, site_of
from reko_core.errors import (
    AnimeNotFound,
    BadInput,
    CatalogueEmpty,
    ListError,
    ListPrivate,
    ShuttingDown,
    SiteError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    SnapshotError,
    StoreError,
    TooBusy,
    TooManyFetches,
    UserNotFound,
)

__all__ = ["FieldError", "ProblemError", "problem_from", "validation_problem"]

MAX_FIELD_ERRORS = 20

_TYPE_BY_ERROR: tuple[tuple[type[Exception], ProblemType], ...] = (
    (ListPrivate, ProblemType.LIST_PRIVATE),
    (UserNotFound, ProblemType.USER_NOT_FOUND),
    (AnimeNotFound, ProblemType.ANIME_NOT_FOUND),
    (SiteRateLimited, ProblemType.SITE_RATE_LIMITED),
    (SiteUnavailable, ProblemType.SITE_UNAVAILABLE),
    (SiteRefused, ProblemType.SITE_REFUSED),
    (TooManyFetches, ProblemType.TOO_MANY_FETCHES),
    (TooBusy, ProblemType.TOO_BUSY),
    (CatalogueEmpty, ProblemType.NO_CATALOGUE),
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

_OF_MAL = {
    ProblemType.SITE_RATE_LIMITED: ProblemType.MAL_RATE_LIMITED,
    ProblemType.SITE_UNAVAILABLE: ProblemType.MAL_UNAVAILABLE,
    ProblemType.SITE_REFUSED: ProblemType.MAL_REFUSED,
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
    if isinstance(error, SiteError) and error.site == Site.MAL:
        problem_type = _OF_MAL.get(problem_type, problem_type)
    fields: tuple[FieldError, ...] = ()
    if isinstance(error, ListError) and error.field is not None:
        site = site_of(error.user_name)
        no_user = f"is no user of {'MAL' if site is Site.MAL else site.label}"
        reason = "has a private list" if isinstance(error, ListPrivate) else no_user
        fields = (FieldError(error.field, reason),)
    if isinstance(error, AnimeNotFound) and error.field is not None:
        fields = (FieldError(error.field, "is no anime of MAL"),)
    headers = {}
    if isinstance(error, web.HTTPMethodNotAllowed):
        headers["Allow"] = ", ".join(sorted({*error.allowed_methods, "OPTIONS"}))
    retry_after_s = getattr(error, "retry_after_s", None)
    return ProblemError(problem_type, fields=fields, retry_after_s=retry_after_s, headers=headers)


def validation_problem(error: ValidationError) -> ProblemError:
    """Name every invalid field of a request, up to MAX_FIELD_ERRORS."""
    reasons = [FieldError(*one) for one in field_reasons(error)]
    fields = reasons[:MAX_FIELD_ERRORS]
    if n_more := len(reasons) - len(fields):
        fields.append(FieldError("body", f"has {n_more} more errors, not listed here"))
    return ProblemError(ProblemType.BAD_INPUT, fields=tuple(fields))
