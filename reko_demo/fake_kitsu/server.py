"""A fake Kitsu: a small HTTP server with the endpoints that Reko uses, under `/api/edge`.

Besides the given lists it has users whose lists fail (`FAULTS`). Lists have no dates: the entry
with the highest id counts as updated last.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web
from aiohttp.typedefs import Handler

from reko_core.domain.models import Anime, Entries, normalise_name
from reko_demo.fake_kitsu.faults import FAULTS
from reko_demo.fake_kitsu.payloads import (
    Json,
    entry_json,
    errors_json,
    mappings_json,
    title_json,
    user_json,
)
from reko_demo.fake_server import BadQuery, Fault, close_after, parse_number, serve

__all__ = ["FIRST_ID", "N_WITHOUT_MAL", "FakeKitsu", "site_id_of"]

MEDIA_TYPE = "application/vnd.api+json"
LAST_CHANGE = datetime(2024, 1, 1, tzinfo=UTC)
CHANGE_INTERVAL = timedelta(hours=1)
DEFAULT_LIMIT, MAX_LIMIT, MAX_ENTRIES = 10, 20, 500
FIRST_ID = 1_000_000
N_WITHOUT_MAL = 3


def site_id_of(mal_id: int) -> int:
    """Return Kitsu's id of a title."""
    return FIRST_ID + mal_id


class FakeKitsu:
    """Serves `lists`, whose ids are MAL's, as Kitsu would: adult titles are hidden.

    The user `not_on_mal` has the first list, and some titles that MAL does not have.
    faults: users whose lists fail, in addition to and before those of `FAULTS`, which have the
    first list once the fault is over.
    keeps_alive: connections stay open for the next request.
    last_change: `updatedAt` of the entry updated last, the same on every list; it may be set.
    refuses_mappings: requests for mappings are refused; it may be set.
    requests: the number of requests by endpoint (users, library-entries, anime).
    """

    def __init__(
        self,
        lists: Mapping[str, Entries],
        titles: Mapping[int, Anime],
        faults: Mapping[str, Fault] | None = None,
        *,
        keeps_alive: bool = True,
    ) -> None:
        self._keeps_alive = keeps_alive
        self.requests: Counter[str] = Counter()
        self.last_change = LAST_CHANGE
        self.refuses_mappings = False
        self._faults = {**FAULTS, **(faults or {})}
        self._n_faulty: Counter[str] = Counter()
        self._titles = titles
        first = next(iter(lists.values()), Entries.build([]))  # type: ignore[arg-type]
        others = dict.fromkeys(["not_on_mal", *self._faults], first)
        self._lists = {normalise_name(name): one for name, one in {**others, **lists}.items()}
        self._names = [*others, *(name for name in lists if name not in others)]

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Listen and yield the base URL; port 0 = any free one. Raises OSError when taken."""
        app = web.Application(middlewares=[self._check_request])
        if not self._keeps_alive:
            app.on_response_prepare.append(close_after)
        app.router.add_get("/api/edge/users", self._users)
        app.router.add_get("/api/edge/library-entries", self._library)
        app.router.add_get("/api/edge/anime", self._anime)
        async with serve(app, host, port) as url:
            yield f"{url}/api/edge"

    @web.middleware
    async def _check_request(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.requests[request.path.rpartition("/")[2]] += 1
        if request.headers.get("Accept") != MEDIA_TYPE:
            return _answer(errors_json(406, "Not acceptable"), 406)
        try:
            return await handler(request)
        except BadQuery as error:
            return _answer(errors_json(400, f"Invalid {error}"), 400)
        except web.HTTPNotFound:
            return _answer(errors_json(404, "Record not found"), 404)

    async def _users(self, request: web.Request) -> web.StreamResponse:
        slug, name = request.query.get("filter[slug]"), request.query.get("filter[name]")
        if (slug is None) == (name is None):
            raise BadQuery("filter")
        wanted = normalise_name(slug if slug is not None else name or "")
        found = [
            user_json(number, one)
            for number, one in enumerate(self._names, 1)
            if normalise_name(one) == wanted
        ]
        return _answer({"data": found, "meta": {"count": len(found)}, "links": {}})

    async def _library(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        number = parse_number(query, "filter[user_id]", 0, 1, None)
        if query.get("filter[kind]") != "anime" or query.get("sort") != "-updatedAt":
            raise BadQuery("filter or sort")
        limit = parse_number(query, "page[limit]", DEFAULT_LIMIT, 1, MAX_ENTRIES)
        offset = parse_number(query, "page[offset]", 0, 0, None)
        if number > len(self._names):
            raise web.HTTPNotFound
        name = normalise_name(self._names[number - 1])
        fault = self._faults.get(name, Fault())
        if fault.times is None or self._n_faulty[name] < fault.times:
            self._n_faulty[name] += 1
            if (response := await fault.respond()) is not None:
                return response
        everything = self._entries(name, query.get("fields[libraryEntries]", "").split(","))
        page = everything[offset : offset + limit]
        ids = [int(one["relationships"]["anime"]["data"]["id"]) for one in page]
        included = [title_json(one, self._title(one)) for one in dict.fromkeys(ids)]
        links = {"first": str(request.url.update_query({"page[offset]": 0}))}
        if fault.next_url is not None:
            links["next"] = fault.next_url
        elif offset + limit < len(everything):
            links["next"] = str(request.url.update_query({"page[offset]": offset + limit}))
        meta = {"count": len(everything)}
        return _answer({"data": page, "included": included, "meta": meta, "links": links})

    def _entries(self, name: str, fields: list[str]) -> list[Json]:
        """Return all visible entries, the latest change first."""
        entries = self._lists[name]
        ids = entries.anime_ids.tolist()
        visible = [
            (site_id_of(mal_id), index)
            for index, mal_id in enumerate(ids)
            if not self._title(site_id_of(mal_id)).is_adult
        ]
        if name == "not_on_mal":
            visible += [(number, 0) for number in range(1, N_WITHOUT_MAL + 1)]
        changes = (self.last_change - CHANGE_INTERVAL * age for age in range(len(visible)))
        return [
            entry_json(entries, index, site_id, changed_at, fields)
            for (site_id, index), changed_at in zip(reversed(visible), changes, strict=True)
        ]

    async def _anime(self, request: web.Request) -> web.StreamResponse:
        limit = parse_number(request.query, "page[limit]", DEFAULT_LIMIT, 1, MAX_LIMIT)
        if self.refuses_mappings:
            raise BadQuery("filter")
        ids = request.query.get("filter[id]", "").split(",")
        if not all(one.isdecimal() for one in ids) or request.query.get("include") != "mappings":
            raise BadQuery("filter or include")
        found = [(int(one), _mal_id_of(int(one))) for one in ids[:limit]]
        return _answer(mappings_json(found))

    def _title(self, site_id: int) -> Anime:
        mal_id = _mal_id_of(site_id)
        known = None if mal_id is None else self._titles.get(mal_id)
        return known or Anime(site_id, f"Anime {site_id}")


def _mal_id_of(site_id: int) -> int | None:
    return site_id - FIRST_ID if site_id > FIRST_ID else None


def _answer(document: Json, status: int = 200) -> web.Response:
    return web.json_response(document, status=status, content_type=MEDIA_TYPE)
