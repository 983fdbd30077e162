"""Accounts at AniList: OAuth 2, and the mutations of list entries."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, TypeVar

import aiohttp
from pydantic import Field, StringConstraints
from yarl import URL

from reko_core.clients.accounts.own_title import OwnEntry, OwnTitle
from reko_core.clients.accounts.tokens import Tokens, request_tokens
from reko_core.clients.anilist import AniListClient
from reko_core.clients.anilist.schemas import STATUSES
from reko_core.clients.http.http_request import HttpRequest
from reko_core.clients.parsing.lenient import AnimeId, Count, Lenient, Schema
from reko_core.domain.models import UserList
from reko_core.domain.sites import Site, qualified_name
from reko_core.errors import AnimeNotFound, SiteRefused, SiteUnavailable
from reko_core.settings import OAuthSettings

__all__ = ["AniListAccounts"]

T = TypeVar("T")

_INVALID_TOKEN = "invalid token"  # noqa: S105  what AniList says of one
_STATUSES = {name: status.name.lower() for name, status in STATUSES.items()}
_REPEATING = "REPEATING"
_NAMES = {status: name for name, status in _STATUSES.items() if name != _REPEATING}

_ENTRY = "id status score(format: POINT_100) progress"
_VIEWER = "query { Viewer { name } }"
# Of several entries that AniList has for one of MAL's titles, it chooses.
_TITLE = f"""
query ($anime: Int) {{
  Media(idMal: $anime, type: ANIME) {{ id episodes mediaListEntry {{ {_ENTRY} }} }}
}}
"""
_SAVE = f"""
mutation ($media: Int, $status: MediaListStatus, $points: Int, $progress: Int) {{
  SaveMediaListEntry(mediaId: $media, status: $status, scoreRaw: $points, progress: $progress) {{
    {_ENTRY}
  }}
}}
"""
_DELETE = "mutation ($id: Int) { DeleteMediaListEntry(id: $id) { deleted } }"


class AniListAccounts:
    """AniList on behalf of people, by the requests of `client`; see `AccountSite`."""

    site = Site.ANILIST

    def __init__(
        self, client: AniListClient, session: aiohttp.ClientSession, oauth: OAuthSettings
    ) -> None:
        self._client = client
        self._session = session
        self._client_id = oauth.anilist_client_id
        self._client_secret = oauth.anilist_client_secret.get_secret_value().strip()
        self._oauth_url = URL(oauth.anilist_url.rstrip("/"))

    def authorize_url(self, state: str, verifier: str, redirect_uri: str) -> str:
        """Return the address where a person allows access; AniList has no PKCE."""
        del verifier
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "state": state,
            "redirect_uri": redirect_uri,
        }
        return str((self._oauth_url / "authorize").with_query(query))

    async def exchange(self, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """Return the token for a code; it is valid for a year."""
        del verifier
        fields = {
            "grant_type": "authorization_code",
            "client_id": self._client_id,
            "client_secret": self._client_secret,
            "redirect_uri": redirect_uri,
            "code": code,
        }
        headers = {"Accept": "application/json"}
        request = HttpRequest(self._oauth_url / "token", headers, "POST", json=fields)
        return await request_tokens(self._session, self.site, request)

    async def refresh(self, tokens: Tokens) -> Tokens:
        """Raise SiteRefused: AniList has no refresh."""
        del tokens
        raise SiteRefused(HTTPStatus.UNAUTHORIZED, "no refresh", site=self.site)

    async def own_name(self, access_token: str) -> str:
        """Return the name of the account."""
        viewer = await self._ask(access_token, "own_name", _VIEWER, {}, _Viewer)
        name = viewer.data.Viewer.name
        return qualified_name(Site.ANILIST, name)

    async def own_list(self, access_token: str, user_name: str) -> UserList:
        """Return the list of the account, which may be private."""
        return (await self._client.on_behalf_of(access_token).fetch_list(user_name)).user_list

    async def title(self, access_token: str, anime_id: int) -> OwnTitle:
        """Return a title with its entry on the list."""
        variables = {"anime": anime_id}
        try:
            found = await self._ask(access_token, "own_entry", _TITLE, variables, _Title)
        except SiteRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise AnimeNotFound(anime_id) from error
            raise
        media = found.data.Media
        if media is None:
            raise AnimeNotFound(anime_id)
        entry = media.mediaListEntry
        return OwnTitle(
            anime_id,
            None if entry is None else entry.to_entry(),
            media.episodes,
            media_id=media.id,
            entry_id=0 if entry is None else entry.id,
        )

    async def save(self, access_token: str, title: OwnTitle, entry: OwnEntry) -> OwnEntry:
        """Write an entry; return it as AniList has stored it."""
        variables = {
            "media": title.media_id,
            "status": _REPEATING if entry.is_rewatching else _NAMES[entry.status],
            "points": entry.points,
            "progress": entry.n_episodes,
        }
        saved = await self._ask(access_token, "save_entry", _SAVE, variables, _Saved)
        return saved.data.SaveMediaListEntry.to_entry()

    async def delete(self, access_token: str, title: OwnTitle) -> None:
        """Take a title off the list."""
        variables = {"id": title.entry_id}
        try:
            await self._ask(access_token, "delete_entry", _DELETE, variables, Schema)
        except SiteRefused as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise

    async def _ask(
        self,
        access_token: str,
        endpoint: str,
        query: str,
        variables: Mapping[str, object],
        schema: type[T],
    ) -> T:
        client = self._client.on_behalf_of(access_token)
        read = schema.model_validate_json  # type: ignore[attr-defined]
        try:
            found: T = await client.query(endpoint, query, variables, read)
        except SiteRefused as error:
            if error.reason == _INVALID_TOKEN:
                # AniList answers with 400.
                status = HTTPStatus.UNAUTHORIZED
                raise SiteRefused(status, error.reason, site=self.site) from error
            raise
        return found


class _Entry(Schema):
    id: AnimeId
    status: str
    score: Annotated[float, Field(ge=0, le=100)] = 0
    progress: Annotated[int, Field(ge=0)] = 0

    def to_entry(self) -> OwnEntry:
        if self.status not in _STATUSES:
            raise SiteUnavailable("malformed response", site=Site.ANILIST)
        is_rewatching = self.status == _REPEATING
        return OwnEntry(
            _STATUSES[self.status], round(self.score), self.progress, is_rewatching=is_rewatching
        )


class _Media(Schema):
    id: AnimeId
    episodes: Lenient[Count] = None
    mediaListEntry: _Entry | None = None  # noqa: N815  AniList's name


class _TitleData(Schema):
    Media: _Media | None = None


class _Title(Schema):
    data: _TitleData


class _SavedData(Schema):
    SaveMediaListEntry: _Entry


class _Saved(Schema):
    data: _SavedData


class _User(Schema):
    name: Annotated[str, StringConstraints(min_length=1, max_length=50)]


class _ViewerData(Schema):
    Viewer: _User


class _Viewer(Schema):
    data: _ViewerData
