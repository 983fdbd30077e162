"""A fake AniList: a small HTTP server that answers the queries that Reko sends.

Besides the given lists it has users whose lists fail (`FAULTS`). Lists have no dates: the entry
with the highest id counts as updated last.
"""

import json
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from reko_core.domain.models import Entries, normalise_name
from reko_demo.fake_anilist.accounts import FakeAniListAccounts, Resolver
from reko_demo.fake_anilist.faults import FAULTS, errors_body
from reko_demo.fake_anilist.graphql import Field, GraphQLError, parse_query, select
from reko_demo.fake_anilist.media_lists import Json, MediaEntry, list_groups, media_entries
from reko_demo.fake_server import Fault, serve

__all__ = ["FakeAniList"]

LAST_CHANGE = datetime(2024, 1, 1, tzinfo=UTC)
MAX_CHUNK = 500
# Of a longer list, AniList sends the latest changes.
MAX_ENTRIES = 11_000
SPECIAL_USERS = ("not_on_mal", "custom_lists", "half_points", "rewatching")


class FakeAniList:
    """Serves `lists`, whose ids are MAL's, as AniList would.

    The users `not_on_mal`, `custom_lists`, `half_points` and `rewatching` have the first list, in
    the way that their names say.
    faults: users whose lists fail, in addition to and before those of `FAULTS`, which have the
    first list once the fault is over.
    n_per_minute, window_s: how many requests are allowed within how many seconds; None = any
    number.
    last_change: `updatedAt` of the entry updated last, the same on every list; it may be set.
    accounts: of people who can allow access; None = nobody can.
    fault: what every request meets while it is set.
    resolvers: what answers further fields at the root, by name.
    requests: the number of requests by field at the root.
    """

    def __init__(
        self,
        lists: Mapping[str, Entries],
        faults: Mapping[str, Fault] | None = None,
        *,
        n_per_minute: int | None = None,
        window_s: float = 60.0,
        accounts: FakeAniListAccounts | None = None,
    ) -> None:
        self.requests: Counter[str] = Counter()
        self.last_change = LAST_CHANGE
        self.fault: Fault | None = None
        self.resolvers: dict[str, Resolver] = {
            "MediaListCollection": self._collection,
            "Media": lambda arguments, _: {"id": arguments["id"]},
        }
        self._faults = {**FAULTS, **(faults or {})}
        self._n_faulty: Counter[str] = Counter()
        first = next(iter(lists.values()), Entries.build([]))  # type: ignore[arg-type]
        others = dict.fromkeys([*SPECIAL_USERS, *self._faults], first)
        self._lists = {normalise_name(name): one for name, one in {**others, **lists}.items()}
        self._names = {normalise_name(name): name for name in (*others, *lists)}
        self._made: dict[tuple[str, datetime, int], list[MediaEntry]] = {}
        self._n_per_minute = n_per_minute
        self._window_s = window_s
        self._arrivals: deque[float] = deque()
        self._accounts = accounts
        if accounts is not None:
            accounts.entries = self._lists
            self.resolvers |= accounts.resolvers

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Listen and yield the base URL; port 0 = any free one. Raises OSError when taken."""
        app = web.Application()
        app.router.add_post("/", self._answer)
        if self._accounts is not None:
            self._accounts.authorization.add_routes(app, "/api/v2/oauth")
        async with serve(app, host, port) as url:
            yield url

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        headers, is_allowed = self._count()
        if not is_allowed:
            body = errors_body(429, "Too Many Requests.")
            return web.Response(
                status=429, text=body, content_type="application/json", headers=headers
            )
        try:
            fields = await _read(request)
            for field in fields:
                self.requests[field.name] += 1
            _, _, token = request.headers.get("Authorization", "").partition("Bearer ")
            if (response := await self._fault(fields, token)) is not None:
                return response
            data = {field.name: self._resolve(field, token or None) for field in fields}
        except GraphQLError as error:
            body = errors_body(error.status, error.message)
            return web.Response(
                status=error.status, text=body, content_type="application/json", headers=headers
            )
        return web.json_response({"data": data}, headers=headers)

    def _resolve(self, field: Field, token: str | None) -> Any:
        if field.name not in self.resolvers:
            raise GraphQLError(400, f'Cannot query field "{field.name}"')
        return select(self.resolvers[field.name](field.arguments, token), field.fields)

    async def _fault(self, fields: tuple[Field, ...], token: str) -> web.Response | None:
        name = normalise_name(str(fields[0].arguments.get("userName", "")))
        if self._accounts is not None and self._accounts.is_owner(token, name):
            return None
        fault = self.fault or self._faults.get(name, Fault())
        if fault.times is not None and self._n_faulty[name] >= fault.times:
            return None
        self._n_faulty[name] += 1
        return await fault.respond()

    def _collection(self, arguments: Mapping[str, Any], _: str | None) -> Json:
        size, number = arguments.get("perChunk", MAX_CHUNK), arguments.get("chunk", 1)
        if not 1 <= size <= MAX_CHUNK or number < 1 or arguments.get("type") != "ANIME":
            raise GraphQLError(400, "validation")
        name = normalise_name(str(arguments.get("userName", "")))
        if name not in self._lists:
            raise GraphQLError(404, "User not found")
        entries = self._entries(name)
        end = number * size
        return {
            "lists": list_groups(entries[end - size : end]),
            "hasNextChunk": end < len(entries),
            "user": {
                "id": 1,
                "name": self._names[name],
                "mediaListOptions": {"scoreFormat": "POINT_10_DECIMAL"},
            },
        }

    def _entries(self, name: str) -> list[MediaEntry]:
        """Return a user's entries, made once for each change."""
        key = name, self.last_change, id(self._lists[name])
        if key not in self._made:
            found = media_entries(name, self._lists[name], self.last_change)
            self._made = {key: found[:MAX_ENTRIES]}
        return self._made[key]

    def _count(self) -> tuple[dict[str, str], bool]:
        """Count a request; return the headers of the rate limit and whether it is kept."""
        if self._n_per_minute is None:
            return {}, True
        now = time.monotonic()
        while self._arrivals and now - self._arrivals[0] >= self._window_s:
            self._arrivals.popleft()
        is_allowed = len(self._arrivals) < self._n_per_minute
        if is_allowed:
            self._arrivals.append(now)
        headers = {
            "X-RateLimit-Limit": str(self._n_per_minute),
            "X-RateLimit-Remaining": str(self._n_per_minute - len(self._arrivals)),
        }
        if not is_allowed:
            wait_s = self._arrivals[0] + self._window_s - now
            headers |= {
                "Retry-After": f"{wait_s:.2f}",
                "X-RateLimit-Reset": str(int(time.time() + wait_s)),
            }
        return headers, is_allowed


async def _read(request: web.Request) -> tuple[Field, ...]:
    try:
        document = json.loads(await request.text())
        query, variables = document["query"], document.get("variables") or {}
    except (ValueError, KeyError, TypeError) as error:
        raise GraphQLError(400, "Bad Request") from error
    return parse_query(query, variables)
