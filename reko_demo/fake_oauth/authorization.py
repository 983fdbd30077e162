"""A fake authorization server of OAuth 2: asks who somebody is, and gives codes and tokens."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from aiohttp import web
from yarl import URL

from reko_demo.fake_server import HTML, Fault

__all__ = ["FakeAuthorization"]

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{site}</title>
<h1>{site} (a fake)</h1><p>Reko wants to read and change your list. Who are you?</p>
<form method="post">{buttons}</form></html>
"""
_BUTTON = '<p><button name="user_name" value="{name}">{label}</button></p>'


@dataclass(frozen=True, slots=True)
class _Grant:
    """What a code or a refresh token stands for."""

    user_name: str
    redirect_uri: str = ""
    challenge: str | None = None


class FakeAuthorization:
    """Gives access to the accounts of `user_names`.

    uses_pkce: codes need the verifier (plain). gives_refresh: with refresh tokens, each of which
    works once and voids the access token before it.
    client_secret: that must be sent; "" = none.
    token_fault: the response to requests for tokens in place of the right one; it may be set.
    lifetime_s: of access tokens, as the answer says it; they work until `expire`.
    requests: the number of requests for tokens by grant type.
    """

    def __init__(
        self,
        site: str,
        user_names: Sequence[str],
        *,
        client_id: str,
        client_secret: str = "",
        uses_pkce: bool = False,
        gives_refresh: bool = False,
        lifetime_s: int = 3600,
    ) -> None:
        self.requests: Counter[str] = Counter()
        self.token_fault: Fault | None = None
        self.lifetime_s = lifetime_s
        self._site = site
        self._user_names = user_names
        self._client = (client_id, client_secret)
        self._uses_pkce = uses_pkce
        self._gives_refresh = gives_refresh
        self._codes: dict[str, _Grant] = {}
        self._access: dict[str, str] = {}
        self._refresh: dict[str, _Grant] = {}

    def add_routes(self, app: web.Application, prefix: str) -> None:
        """Serve `authorize` and `token` under a prefix."""
        app.router.add_get(f"{prefix}/authorize", self._ask)
        app.router.add_post(f"{prefix}/authorize", self._allow)
        app.router.add_post(f"{prefix}/token", self._token)

    def user_of(self, request: web.Request) -> str | None:
        """Return whose access token a request has sent, None for one that is not valid."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return self.owner_of(token) if scheme == "Bearer" else None

    def owner_of(self, access_token: str) -> str | None:
        """Return whose access token this is, None for one that is not valid."""
        return self._access.get(access_token)

    def expire(self) -> None:
        """Make all access tokens invalid; refresh tokens go on."""
        self._access.clear()

    def revoke(self) -> None:
        """Make all tokens invalid, as when people withdraw access at the site."""
        self._access.clear()
        self._refresh.clear()

    async def _ask(self, request: web.Request) -> web.Response:
        self._check_question(request.query)
        buttons = "".join(
            _BUTTON.format(name=escape(name), label=escape(name)) for name in self._user_names
        )
        buttons += _BUTTON.format(name="", label="Do not allow it")
        page = _PAGE.format(site=escape(self._site), buttons=buttons)
        return web.Response(text=page, content_type=HTML)

    async def _allow(self, request: web.Request) -> web.Response:
        query = request.query
        self._check_question(query)
        user_name = str((await request.post()).get("user_name", ""))
        answer = {"state": query["state"]}
        if user_name not in self._user_names:
            answer["error"] = "access_denied"
        else:
            answer["code"] = code = secrets.token_urlsafe(600)
            challenge = query.get("code_challenge")
            self._codes[code] = _Grant(user_name, query["redirect_uri"], challenge)
        target = URL(query["redirect_uri"]).update_query(answer)
        return web.Response(status=302, headers={"Location": str(target)})

    def _check_question(self, query: Mapping[str, str]) -> None:
        wanted = {"response_type": "code", "client_id": self._client[0]}
        if self._uses_pkce:
            wanted["code_challenge_method"] = "plain"
        is_right = all(query.get(name) == value for name, value in wanted.items())
        is_right = is_right and "state" in query and "redirect_uri" in query
        if self._uses_pkce:
            is_right = is_right and 43 <= len(query.get("code_challenge", "")) <= 128  # noqa: PLR2004
        if not is_right:
            raise web.HTTPBadRequest(text="invalid request")

    async def _token(self, request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            fields = await request.json()
        else:
            fields = dict(await request.post())
        grant_type = str(fields.get("grant_type"))
        self.requests[grant_type] += 1
        if self.token_fault is not None and (response := await self.token_fault.respond()):
            return response
        client = (str(fields.get("client_id")), fields.get("client_secret", ""))
        if client != self._client:
            return _refused(401, "invalid_client", "Client authentication failed")
        if grant_type == "refresh_token" and self._gives_refresh:
            grant = self._refresh.pop(str(fields.get("refresh_token")), None)
            fault = "The refresh token is invalid."
        else:
            grant = self._codes.pop(str(fields.get("code")), None)
            fault = "The authorization code is invalid."
            if grant is not None and not self._is_right(grant, fields):
                grant = None
        return self._answer(grant) if grant else _refused(401, "invalid_request", fault)

    def _is_right(self, grant: _Grant, fields: Mapping[str, object]) -> bool:
        is_verified = not self._uses_pkce or grant.challenge == fields.get("code_verifier")
        return is_verified and grant.redirect_uri == fields.get("redirect_uri")

    def _answer(self, grant: _Grant) -> web.Response:
        for token in [one for one, name in self._access.items() if name == grant.user_name]:
            if self._gives_refresh:
                del self._access[token]
        access = secrets.token_urlsafe(700)
        self._access[access] = grant.user_name
        answer = {"token_type": "Bearer", "expires_in": self.lifetime_s, "access_token": access}
        if self._gives_refresh:
            answer["refresh_token"] = refresh = secrets.token_urlsafe(700)
            self._refresh[refresh] = grant
        return web.json_response(answer)


def _refused(status: int, error: str, message: str) -> web.Response:
    return web.json_response({"error": error, "message": message}, status=status)
