"""Responses of MAL translated to errors."""

from http import HTTPStatus

from reko_core.clients.http.http_request import HttpResponse
from reko_core.clients.parsing.json_objects import json_object
from reko_core.errors import (
    MalAddressWrong,
    SiteError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
)

__all__ = ["address_error", "page_error", "response_error"]

# Only these error codes are logged: free text of MAL may quote the request.
KNOWN_CODES = frozenset({"bad_request", "forbidden", "invalid_token", "not_found", "not_permitted"})
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
        refusal = json_object(response.body)
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
    if response.status == HTTPStatus.NOT_FOUND and json_object(response.body) is None:
        return address_error("answers that there is nothing (404)")
    return None


def _reason(refusal: dict[str, object]) -> str:
    if str(refusal.get("message", "")).strip().lower() == INVALID_CLIENT_ID:
        return INVALID_CLIENT_ID
    code = refusal.get("error")
    return code if isinstance(code, str) and code in KNOWN_CODES else "no reason given"
