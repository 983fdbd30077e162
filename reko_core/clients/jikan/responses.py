"""Responses of Jikan translated to errors."""

from http import HTTPStatus

from pydantic_core import from_json

from reko_core.clients.http.http_request import HttpResponse
from reko_core.errors import JikanError, JikanNotFound, JikanRateLimited, JikanUnavailable

__all__ = ["outcome_label", "response_error"]


def response_error(response: HttpResponse) -> JikanError | None:
    """Return the error of a response, None for a success.

    A 404 is JikanNotFound only with a JSON body; other pages come from a proxy before Jikan.
    """
    if response.status == HTTPStatus.OK:
        return None
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return JikanRateLimited(response.retry_after_s)
    if response.redirect is not None and response.status < HTTPStatus.BAD_REQUEST:
        return JikanUnavailable(f"jikan.base_url redirects to {response.redirect}")
    if response.status == HTTPStatus.NOT_FOUND and _is_json_object(response.body):
        return JikanNotFound()
    return JikanUnavailable(f"status {response.status}", response.retry_after_s)


def outcome_label(error: JikanError) -> str:
    """Return the metrics label of a failed request."""
    if isinstance(error, JikanRateLimited):
        return "rate_limited"
    return "not_found" if isinstance(error, JikanNotFound) else "unavailable"


def _is_json_object(body: bytes) -> bool:
    try:
        return isinstance(from_json(body), dict)
    except ValueError:
        return False
