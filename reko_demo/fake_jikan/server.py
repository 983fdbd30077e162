"""A fake Jikan: a small HTTP server with the endpoints that Reko uses, under `/v4`."""

import math
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import numpy as np
from aiohttp import web

from reko_core.domain.models import Anime, Entries, normalise_name
from reko_demo.fake_jikan.payloads import friend_json, page_json, profile_json, update_json
from reko_demo.fake_server import Fault, serve

__all__ = ["FakeJikan"]

PAGE_SIZE = 75
N_FRIENDS = 12
# One in so many of `others` appears in the updates of a title.
OTHERS_STEP = 5

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FakeJikan:
    """Serves the names of the owners of `lists` and of `others`, who have none.

    requests: the number of requests by endpoint (userupdates, friends, random).
    """

    def __init__(
        self,
        lists: Mapping[str, Entries],
        titles: Mapping[int, Anime],
        others: Sequence[str] = (),
        *,
        seed: int = 1,
    ) -> None:
        self.requests: Counter[str] = Counter()
        self._lists = lists
        self._titles = titles
        self._others = others
        self._names = [*lists, *others]
        self._known = {normalise_name(name): at for at, name in enumerate(self._names)}
        self._owners: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for name, entries in lists.items():
            for index, anime_id in enumerate(entries.anime_ids.tolist()):
                self._owners[anime_id].append((name, index))
        self._rng = np.random.default_rng(seed)
        self._faults: dict[str, list[Fault]] = defaultdict(list)

    def fail(self, fault: Fault, *endpoints: str) -> None:
        """Let the next requests to these endpoints (none given = all) fail."""
        for endpoint in endpoints or ("userupdates", "friends", "random"):
            self._faults[endpoint] += [fault] * (fault.times or 1)

    def recover(self) -> None:
        """Respond normally again."""
        self._faults.clear()

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Listen and yield the base URL; port 0 = any free one. Raises OSError when taken."""
        app = web.Application()
        for path, endpoint, handler in (
            ("/v4/anime/{id:[0-9]{1,9}}/userupdates", "userupdates", self._user_updates),
            ("/v4/users/{name}/friends", "friends", self._friends),
            ("/v4/random/users", "random", self._random_user),
        ):
            app.router.add_get(path, self._counted(endpoint, handler))
        async with serve(app, host, port) as url:
            yield f"{url}/v4"

    def _counted(self, endpoint: str, handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            self.requests[endpoint] += 1
            fault = self._next_fault(endpoint)
            return (fault and await fault.respond()) or await handler(request)

        return handle

    def _next_fault(self, endpoint: str) -> Fault | None:
        faults = self._faults[endpoint]
        if not faults:
            return None
        # Without a number of times it lasts until `recover`.
        return faults[0] if faults[0].times is None else faults.pop(0)

    async def _user_updates(self, request: web.Request) -> web.StreamResponse:
        anime_id = int(request.match_info["id"])
        title = self._titles.get(anime_id)
        page = request.query.get("page", "1")
        if title is None:
            return _refusal(404, "Resource does not exist")
        if not page.isdecimal() or int(page) < 1:
            return _refusal(400, "Invalid or incomplete request")
        owners = self._changes(anime_id)
        n_pages = max(1, math.ceil(len(owners) / PAGE_SIZE))
        start = (int(page) - 1) * PAGE_SIZE
        items = [
            update_json(name, title, self._lists.get(name), index)
            for name, index in owners[start : start + PAGE_SIZE]
        ]
        return web.json_response(page_json(items, int(page), n_pages))

    def _changes(self, anime_id: int) -> list[tuple[str, int]]:
        """Return who has a title, and its index on their list, in an order fixed per title."""
        others = self._others[anime_id % OTHERS_STEP :: OTHERS_STEP]
        found = self._owners[anime_id] + [(name, 0) for name in others]
        order = np.random.default_rng(anime_id).permutation(len(found))
        return [found[at] for at in order]

    async def _friends(self, request: web.Request) -> web.StreamResponse:
        at = self._known.get(normalise_name(request.match_info["name"]))
        if at is None:
            return _refusal(404, "Resource does not exist")
        friends = np.random.default_rng(at).choice(
            len(self._names), min(N_FRIENDS, len(self._names)), replace=False
        )
        items = [friend_json(self._names[friend]) for friend in friends if friend != at]
        return web.json_response(page_json(items, 1, 1))

    async def _random_user(self, _: web.Request) -> web.StreamResponse:
        number = int(self._rng.integers(len(self._names)))
        return web.json_response(profile_json(self._names[number], number + 1))


def _refusal(status: int, message: str) -> web.Response:
    body = {"status": status, "type": "HttpException", "message": message, "error": None}
    return web.json_response(body, status=status)
