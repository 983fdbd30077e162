"""The accounts of the fake MAL: OAuth 2, and lists that their owners can change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from aiohttp import web

from reko_core.domain.models import Entries, Status, normalise_name
from reko_demo.fake_mal.lists import ListSource
from reko_demo.fake_mal.payloads import Json, entry_json
from reko_demo.fake_oauth.authorization import FakeAuthorization

__all__ = ["AccountLists", "FakeMalAccounts"]

_FIELDS: Mapping[str, Callable[[str], object]] = {
    "status": str,
    "score": int,
    "num_watched_episodes": int,
    "is_rewatching": lambda text: text == "true",
}


class AccountLists:
    """Lists with the changes that their owners have made."""

    def __init__(self, lists: ListSource) -> None:
        self._lists = lists
        self._changes: dict[str, dict[int, Json | None]] = {}

    async def get(self, user_name: str) -> Entries | None:
        """Return the list of a user, None when there is no such user."""
        entries = await self._lists.get(user_name)
        if entries is None:
            return None
        for anime_id, status in self._changes.get(normalise_name(user_name), {}).items():
            if status is None:
                entries = entries.without(anime_id)
            else:
                entries = entries.with_entry(
                    anime_id,
                    score=int(str(status["score"])),
                    status=Status[str(status["status"]).upper()],
                    n_episodes=int(str(status["num_episodes_watched"])),
                )
        return entries

    async def status(self, user_name: str, anime_id: int) -> Json | None:
        """Return `my_list_status` of a title, None where it is not on the list."""
        changes = self._changes.get(normalise_name(user_name), {})
        if anime_id in changes:
            return changes[anime_id]
        entries = await self._lists.get(user_name)
        if entries is None or anime_id not in entries.anime_ids:
            return None
        index = int((entries.anime_ids == anime_id).argmax())
        wanted = ("status", "score", "num_episodes_watched", "is_rewatching")
        return {"is_rewatching": False} | entry_json(entries, index, datetime.now(UTC), wanted)

    def change(self, user_name: str, anime_id: int, status: Json | None) -> None:
        """Replace the status of a title; None takes it off the list."""
        self._changes.setdefault(normalise_name(user_name), {})[anime_id] = status


class FakeMalAccounts:
    """What MAL lets the owners of accounts do; `lists` are theirs.

    authorization: gives the tokens.
    """

    def __init__(self, lists: AccountLists, user_names: Sequence[str], *, client_id: str) -> None:
        self.lists = lists
        self.authorization = FakeAuthorization(
            "MyAnimeList", user_names, client_id=client_id, uses_pkce=True, gives_refresh=True
        )

    def add_routes(self, app: web.Application) -> None:
        """Serve OAuth 2 and the list of the owner of a token."""
        self.authorization.add_routes(app, "/v1/oauth2")
        app.router.add_get("/v2/users/@me", self._me)
        path = "/v2/anime/{id:[0-9]{1,9}}/my_list_status"
        app.router.add_route("PATCH", path, self._save)
        app.router.add_delete(path, self._delete)

    def owner(self, request: web.Request) -> str:
        """Return the owner of the token of a request. Raises HTTPUnauthorized."""
        user_name = self.authorization.user_of(request)
        if user_name is None:
            header = 'Bearer error="invalid_token",error_description="The access token expired"'
            raise web.HTTPUnauthorized(
                text='{"error":"invalid_token"}',
                content_type="application/json",
                headers={"WWW-Authenticate": header},
            )
        return user_name

    async def _me(self, request: web.Request) -> web.Response:
        return web.json_response({"id": 1, "name": self.owner(request)})

    async def _save(self, request: web.Request) -> web.Response:
        user_name, anime_id = self.owner(request), int(request.match_info["id"])
        sent = await request.post()
        status: Json = await self.lists.status(user_name, anime_id) or {
            "status": "watching",
            "score": 0,
            "num_episodes_watched": 0,
            "is_rewatching": False,
        }
        changed = {name: parse(str(sent[name])) for name, parse in _FIELDS.items() if name in sent}
        if "num_watched_episodes" in changed:
            changed["num_episodes_watched"] = changed.pop("num_watched_episodes")
        status = status | changed
        self.lists.change(user_name, anime_id, status)
        return web.json_response(status)

    async def _delete(self, request: web.Request) -> web.Response:
        user_name, anime_id = self.owner(request), int(request.match_info["id"])
        if await self.lists.status(user_name, anime_id) is None:
            raise web.HTTPNotFound
        self.lists.change(user_name, anime_id, None)
        return web.json_response([])
