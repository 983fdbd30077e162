"""Accounts at MAL: OAuth 2 with PKCE, and `my_list_status`."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Annotated, TypeVar

import aiohttp
from pydantic import AliasChoices, Field, StringConstraints
from yarl import URL

from reko_core.clients.accounts.own_title import OwnEntry, OwnTitle
from reko_core.clients.accounts.tokens import Tokens, request_tokens
from reko_core.clients.http.http_request import HttpRequest
from reko_core.clients.mal import MalClient
from reko_core.clients.parsing.lenient import Count, Lenient, Schema
from reko_core.contract.fields import USER_NAME_PATTERN
from reko_core.domain.models import UserList
from reko_core.domain.sites import Site
from reko_core.errors import AnimeNotFound, SiteRefused
from reko_core.settings import MalSettings, OAuthSettings

__all__ = ["MalAccounts"]

T = TypeVar("T")

_FIELDS = "my_list_status{status,score,num_episodes_watched,is_rewatching},num_episodes"
_POINTS = 10


class MalAccounts:
    """MAL on behalf of people, by the requests of `client`; see `AccountSite`."""

    site = Site.MAL

    def __init__(
        self,
        client: MalClient,
        session: aiohttp.ClientSession,
        settings: MalSettings,
        oauth: OAuthSettings,
    ) -> None:
        self._client = client
        self._session = session
        self._client_id = settings.client_id.get_secret_value().strip()
        self._client_secret = oauth.mal_client_secret.get_secret_value().strip()
        self._oauth_url = URL(oauth.mal_url.rstrip("/"))
        self._api_url = URL(settings.base_url.rstrip("/"))

    def authorize_url(self, state: str, verifier: str, redirect_uri: str) -> str:
        """Return the address where a person allows access."""
        # MAL knows no other method of PKCE than plain.
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "state": state,
            "redirect_uri": redirect_uri,
            "code_challenge": verifier,
            "code_challenge_method": "plain",
        }
        return str((self._oauth_url / "authorize").with_query(query))

    async def exchange(self, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """Return the tokens for a code."""
        return await self._tokens(
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            redirect_uri=redirect_uri,
        )

    async def refresh(self, tokens: Tokens) -> Tokens:
        """Return new tokens; both are new."""
        if tokens.refresh is None:
            raise SiteRefused(HTTPStatus.UNAUTHORIZED, "no refresh token")
        return await self._tokens(grant_type="refresh_token", refresh_token=tokens.refresh)

    async def own_name(self, access_token: str) -> str:
        """Return the name of the account."""
        request = _request(self._api_url / "users" / "@me", access_token)
        return await self._client.requests.send("own_name", request, _read_name)

    async def own_list(self, access_token: str, user_name: str) -> UserList:
        """Return the list of the account, which may be private."""
        client = self._client.on_behalf_of(access_token)
        return (await client.fetch_list(user_name, wanted=_no_titles)).user_list

    async def title(self, access_token: str, anime_id: int) -> OwnTitle:
        """Return a title with its entry on the list."""
        url = (self._api_url / "anime" / str(anime_id)).with_query(fields=_FIELDS)
        try:
            node = await self._send("own_entry", _request(url, access_token), _Node)
        except SiteRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise AnimeNotFound(anime_id) from error
            raise
        entry = None if node.my_list_status is None else node.my_list_status.entry
        return OwnTitle(anime_id, entry, node.num_episodes)

    async def save(self, access_token: str, title: OwnTitle, entry: OwnEntry) -> OwnEntry:
        """Write an entry; return it as MAL has stored it."""
        form = {
            "status": entry.status,
            "score": str(entry.score),
            "num_watched_episodes": str(entry.n_episodes),
            "is_rewatching": str(entry.is_rewatching).lower(),
        }
        request = _request(self._status_url(title), access_token, "PATCH", form)
        return (await self._send("save_entry", request, _Status)).entry

    async def delete(self, access_token: str, title: OwnTitle) -> None:
        """Take a title off the list."""
        request = _request(self._status_url(title), access_token, "DELETE")
        try:
            await self._client.requests.send("delete_entry", request, bytes)
        except SiteRefused as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise

    async def _send(self, endpoint: str, request: HttpRequest, schema: type[T]) -> T:
        read: Callable[[bytes], T] = schema.model_validate_json  # type: ignore[attr-defined]
        return await self._client.requests.send(endpoint, request, read)

    async def _tokens(self, **fields: str) -> Tokens:
        form = {"client_id": self._client_id, **fields}
        if self._client_secret:
            form["client_secret"] = self._client_secret
        request = HttpRequest(self._oauth_url / "token", method="POST", form=form)
        return await request_tokens(self._session, self.site, request)

    def _status_url(self, title: OwnTitle) -> URL:
        return self._api_url / "anime" / str(title.anime_id) / "my_list_status"


def _request(
    url: URL, access_token: str, method: str = "GET", form: Mapping[str, str] | None = None
) -> HttpRequest:
    headers = {"Authorization": f"Bearer {access_token}"}
    return HttpRequest(url, headers, method, form=form)


async def _no_titles(_: object) -> tuple[int, ...]:
    return ()


class _Status(Schema):
    status: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]
    score: Annotated[int, Field(ge=0, le=_POINTS)] = 0
    # MAL's documents name it in both ways.
    num_episodes_watched: Annotated[int, Field(ge=0)] = Field(
        0, validation_alias=AliasChoices("num_episodes_watched", "num_watched_episodes")
    )
    is_rewatching: bool = False

    @property
    def entry(self) -> OwnEntry:
        """The entry."""
        points = _POINTS * self.score
        return OwnEntry(self.status, points, self.num_episodes_watched, self.is_rewatching)


class _Node(Schema):
    my_list_status: _Status | None = None
    num_episodes: Lenient[Count] = None


class _User(Schema):
    name: Annotated[str, StringConstraints(pattern=USER_NAME_PATTERN)]


def _read_name(body: bytes) -> str:
    return _User.model_validate_json(body).name
