"""Tokens of OAuth 2, and the requests for them, which are never repeated: codes work once."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

import aiohttp
from pydantic import BaseModel, ConfigDict, Field

from reko_core.clients.http.http_request import (
    HttpRequest,
    HttpResponse,
    RequestFailed,
    http_request,
)
from reko_core.clients.parsing.json_objects import json_object
from reko_core.domain.sites import Site
from reko_core.errors import SiteError, SiteRateLimited, SiteRefused, SiteUnavailable

__all__ = ["TIMEOUT_S", "Tokens", "request_tokens"]

TIMEOUT_S = 20.0
_MAX_BYTES = 2**16
_MAX_LENGTH = 8192

_Token = Annotated[str, Field(min_length=1, max_length=_MAX_LENGTH, pattern=r"^[!-~]+$")]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a site gives for a code. refresh: None where the site has none.

    expires_in_s: of the access token; None if the site does not say.
    """

    access: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)
    expires_in_s: float | None = None


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    access_token: _Token
    refresh_token: _Token | None = None
    expires_in: Annotated[float, Field(gt=0, le=1e10, allow_inf_nan=False)] | None = None


async def request_tokens(
    session: aiohttp.ClientSession, site: Site, request: HttpRequest
) -> Tokens:
    """Send one request for tokens. Raises SiteUnavailable, SiteRateLimited, SiteRefused."""
    try:
        response = await http_request(session, request, TIMEOUT_S, _MAX_BYTES)
    except RequestFailed as error:
        raise SiteUnavailable(str(error), site=site) from None
    if (refusal := _refusal(response, site)) is not None:
        raise refusal
    try:
        answer = _Answer.model_validate_json(response.body)
    except ValueError:
        raise SiteUnavailable("malformed response", site=site) from None
    return Tokens(answer.access_token, answer.refresh_token, answer.expires_in)


def _refusal(response: HttpResponse, site: Site) -> SiteError | None:
    """Return the error of a response; pages of HTML come from a firewall and are temporary."""
    status = response.status
    if status == HTTPStatus.OK:
        return None
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return SiteRateLimited(response.retry_after_s, site=site)
    is_refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    if is_refused and json_object(response.body) is not None:
        return SiteRefused(status, "no tokens", site=site)
    return SiteUnavailable(f"status {status}", response.retry_after_s, site=site)
