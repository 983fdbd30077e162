"""`/oauth/{site}/callback`: asks whether to connect an account, and connects it."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl

import structlog
from aiohttp import web

from reko_api.middleware.authentication import AccessControl
from reko_api.oauth.answer_page import answer_page
from reko_api.protocols import Connecting
from reko_api.routes.body import MAX_BODY_WAIT_S, read_body
from reko_core.domain.sites import Site, bare_name
from reko_core.errors import (
    AccessDenied,
    RekoError,
    ShuttingDown,
    SiteError,
    StateInvalid,
    StoreError,
    UserClaimed,
    UserOptedOut,
)
from reko_core.runtime.shutdown import GracefulShutdown

__all__ = ["OAuthCallback"]

_PAGES: dict[type[RekoError], tuple[str, HTTPStatus]] = {
    AccessDenied: ("denied", HTTPStatus.OK),
    StateInvalid: ("invalid", HTTPStatus.BAD_REQUEST),
    UserClaimed: ("claimed", HTTPStatus.CONFLICT),
    UserOptedOut: ("opted-out", HTTPStatus.FORBIDDEN),
    SiteError: ("unavailable", HTTPStatus.SERVICE_UNAVAILABLE),
    StoreError: ("failed", HTTPStatus.SERVICE_UNAVAILABLE),
    ShuttingDown: ("failed", HTTPStatus.SERVICE_UNAVAILABLE),
}
_MAX_LENGTH = 4096
_FORM = "application/x-www-form-urlencoded"
# Of state and code, each byte escaped.
_MAX_FORM_BYTES = 8 * _MAX_LENGTH

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_Answer = Callable[[web.Request, Site], Awaitable[web.Response]]


class OAuthCallback:
    """Handlers of the way back; people reach them by a browser, so errors are pages, too."""

    def __init__(
        self,
        connecting: Connecting,
        access: AccessControl,
        shutdown: GracefulShutdown,
        timeout_s: float,
    ) -> None:
        self._connecting = connecting
        self._access = access
        self._shutdown = shutdown
        self._timeout_s = timeout_s

    async def ask(self, request: web.Request) -> web.Response:
        """Ask whether to connect; nothing is used up, as browsers may load a page in advance."""
        return await self._respond(request, self._ask)

    async def connect(self, request: web.Request) -> web.Response:
        """Connect the account."""
        return await self._respond(request, self._connect)

    async def _ask(self, request: web.Request, site: Site) -> web.Response:
        state, code = request.query.get("state", ""), request.query.get("code", "")
        if "error" in request.query:
            await self._connecting.deny(site, state)
        if not 0 < len(code) <= _MAX_LENGTH:
            raise StateInvalid
        found = await self._connecting.find(site, state)
        values = {"site": site.label, "discord": found.discord_name}
        return answer_page("ask", found.locale, values, fields={"state": state, "code": code})

    async def _connect(self, request: web.Request, site: Site) -> web.Response:
        sent = await self._sent(request)
        connected = await self._connecting.finish(site, sent.get("state", ""), sent.get("code", ""))
        values = {
            "site": site.label,
            "discord": connected.discord_name,
            "user": bare_name(connected.user_name),
        }
        return answer_page("done", connected.locale, values)

    async def _sent(self, request: web.Request) -> Mapping[str, str]:
        """Return the fields of a form; what no browser sends has none. Raises ProblemError."""
        wait_s = min(MAX_BODY_WAIT_S, self._timeout_s / 2)
        body = await read_body(request, wait_s, _MAX_FORM_BYTES)
        if request.content_type != _FORM:
            return {}
        return dict(parse_qsl(body.decode("ascii", errors="replace")))

    async def _respond(self, request: web.Request, answer: _Answer) -> web.Response:
        self._access.limit_address(request)
        try:
            site = Site(request.match_info["site"])
        except ValueError:
            raise web.HTTPNotFound from None
        try:
            async with self._shutdown.work(self._timeout_s):
                return await answer(request, site)
        except tuple(_PAGES) as error:
            return _error_page(error, site, request.headers.get("Accept-Language", ""))


def _error_page(error: RekoError, site: Site, locale: str) -> web.Response:
    key, status = next(page for kind, page in _PAGES.items() if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.warning("account not connected", site=site.value, reason=str(error))
    user = bare_name(getattr(error, "user_name", ""))
    return answer_page(key, locale, {"site": site.label, "user": user}, status=status)
