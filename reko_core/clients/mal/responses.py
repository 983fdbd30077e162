"""Responses of MAL translated to errors."""

from http import HTTPStatus

from pydantic_core import from_json

from reko_core.clients.http.http_get import HttpResponse
from reko_core.errors import (
    MalAddressWrong,
    SiteError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
)

__all__ = ["address_error", "outcome_label", "page_error", "response_error"]

# Only these error codes are logged: free text of MAL may quote the request.
KNOWN_CODES = frozenset({"bad_request", "forbidden", "invalid_token", "not_found", "not_permitted"})
MAX_REFUSAL_BYTES = 2**16
INVALID_CLIENT_ID = "invalid client id"
_RIGHT_ADDRESS = "it should end in /v2, as https://api.myanimelist.net/v2 does"


def response_error(response: HttpResponse) -> SiteError | None:
    """Return the error of a response, None for a success.

    A 4xx is SiteRefused only with a JSON body. HTML pages come from a proxy or firewall before
    MAL, say nothing about the request and are temporary: they are SiteUnavailable whatever their
    status.
    """
    if response.status == HTTPStatus.OK:
        return None
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return SiteRateLimited(response.retry_after_s)
    if response.redirect is not None and response.status < HTTPStatus.BAD_REQUEST:
        return address_error(f"redirects to {response.redirect}")
    if HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        refusal = _json_object(response.body)
        if refusal is not None:
            return SiteRefused(response.status, _reason(refusal))
    return SiteUnavailable(f"status {response.status}", response.retry_after_s)


def address_error(fault: str) -> MalAddressWrong:
    """Return the error that not MAL's API answers at `mal.base_url`, but something that `fault`."""
    return MalAddressWrong(f"mal.base_url {fault}; {_RIGHT_ADDRESS}")


def page_error(response: HttpResponse) -> MalAddressWrong | None:
    """Return the error of a web page where MAL's API should be, None for any other response.

    Pages with other statuses come from firewalls.
    """
    is_page = response.body.lstrip().startswith(b"<")
    if response.status == HTTPStatus.OK and is_page:
        return address_error("answers with a web page")
    if response.status == HTTPStatus.NOT_FOUND and _json_object(response.body) is None:
        return address_error("answers that there is nothing (404)")
    return None


def outcome_label(error: SiteError) -> str:
    """Return the metrics label of a failed request."""
    if isinstance(error, SiteRateLimited):
        return "rate_limited"
    if isinstance(error, SiteRefused):
        named: dict[int, str] = {
            HTTPStatus.FORBIDDEN: "forbidden",
            HTTPStatus.NOT_FOUND: "not_found",
        }
        return named.get(error.status, "refused")
    return "unavailable"


def _json_object(body: bytes) -> dict[str, object] | None:
    if len(body) > MAX_REFUSAL_BYTES:
        return None
    try:
        document = from_json(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _reason(refusal: dict[str, object]) -> str:
    if str(refusal.get("message", "")).strip().lower() == INVALID_CLIENT_ID:
        return INVALID_CLIENT_ID
    code = refusal.get("error")
    return code if isinstance(code, str) and code in KNOWN_CODES else "no reason given"
