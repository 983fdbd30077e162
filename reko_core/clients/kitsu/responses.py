"""Responses of Kitsu translated to errors."""

from http import HTTPStatus

from reko_core.clients.http.http_request import HttpResponse
from reko_core.clients.parsing.json_objects import json_object
from reko_core.domain.sites import Site
from reko_core.errors import SiteError, SiteRateLimited, SiteRefused, SiteUnavailable

__all__ = ["response_error"]


def response_error(response: HttpResponse) -> SiteError | None:
    """Return the error of a response, None for a success.

    A 4xx is SiteRefused only with JSON:API's `errors`. Kitsu stands behind Cloudflare, whose pages
    say nothing about the request: they are SiteUnavailable whatever their status.
    """
    if response.status == HTTPStatus.OK:
        return None
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return SiteRateLimited(response.retry_after_s, site=Site.KITSU)
    if HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        refusal = json_object(response.body)
        if refusal is not None and "errors" in refusal:
            # Its text may quote the request.
            return SiteRefused(response.status, "no reason given", site=Site.KITSU)
    reason = f"status {response.status}"
    if response.redirect is not None and response.status < HTTPStatus.BAD_REQUEST:
        reason = f"kitsu.base_url redirects to {response.redirect}"
    return SiteUnavailable(reason, response.retry_after_s, site=Site.KITSU)
