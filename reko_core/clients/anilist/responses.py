"""Responses of AniList translated to errors."""

from http import HTTPStatus
from typing import Any

from reko_core.clients.http.http_request import HttpResponse
from reko_core.clients.parsing.json_objects import json_object
from reko_core.domain.sites import Site
from reko_core.errors import SiteError, SiteRateLimited, SiteRefused, SiteUnavailable

__all__ = ["PRIVATE", "response_error"]

PRIVATE = "private"
"""The reason of a 404 about a user who exists."""

# Free text of AniList may quote the request, so only this is logged.
_REASONS = (
    (PRIVATE, PRIVATE),
    ("not found", "not found"),
    ("invalid token", "invalid token"),
    ("temporarily disabled", "temporarily disabled"),
)
_OWN_FAULTS = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}


def response_error(response: HttpResponse) -> SiteError | None:
    """Return the error of a response, None for a success.

    GraphQL has its errors in the body, whatever the status: `errors[].status`. A 403 says nothing
    about the request: AniList answers with it while its API is switched off, and Cloudflare with
    a page of HTML. Both are SiteUnavailable.
    """
    status, reason = response.status, f"status {response.status}"
    error = _first_error(response)
    if error is not None:
        stated = error.get("status")
        status = stated if isinstance(stated, int) and stated >= HTTPStatus.BAD_REQUEST else status
        reason = _reason(error.get("message"))
    elif status == HTTPStatus.OK:
        return None
    elif response.redirect is not None and status < HTTPStatus.BAD_REQUEST:
        reason = f"anilist.base_url redirects to {response.redirect}"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return SiteRateLimited(response.retry_after_s, site=Site.ANILIST)
    if error is not None and status in _OWN_FAULTS:
        return SiteRefused(status, reason, site=Site.ANILIST)
    return SiteUnavailable(reason, response.retry_after_s, site=Site.ANILIST)


def _first_error(response: HttpResponse) -> dict[str, Any] | None:
    if response.status == HTTPStatus.OK and b'"errors"' not in response.body:
        return None
    errors = (json_object(response.body) or {}).get("errors")
    if not isinstance(errors, list) or not errors or not isinstance(errors[0], dict):
        return None
    return errors[0]


def _reason(message: object) -> str:
    text = message.lower() if isinstance(message, str) else ""
    return next((reason for words, reason in _REASONS if words in text), "no reason given")
