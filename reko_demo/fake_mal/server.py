"""A fake MAL: a small HTTP server with the endpoints that Reko uses, under `/v2`.

    python -m reko_demo.fake_mal.server --ratings FILE --titles FILE --port 8081

Besides the given lists it has users whose lists fail (`FAULTS`). Lists have
no dates: the entry with the highest id counts as updated last.
"""

import argparse
import asyncio
import signal
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from aiohttp import web
from aiohttp.typedefs import Handler

from reko_core.domain.models import Anime, Entries, Status, normalise_name
from reko_core.domain.season import SEASON_NAMES, Season
from reko_demo.fake_mal.accounts import FakeMalAccounts
from reko_demo.fake_mal.faults import FAULTS
from reko_demo.fake_mal.lists import ListSource, ParquetLists
from reko_demo.fake_mal.payloads import (
    Json,
    entry_json,
    node_json,
    parse_fields,
    related_json,
    sparse_json,
)
from reko_demo.fake_mal.query import ListQuery
from reko_demo.fake_mal.seasons import SeasonQuery, season_json
from reko_demo.fake_mal.titles import read_titles
from reko_demo.fake_server import BadQuery, Fault, close_after, serve

__all__ = ["FakeMal"]

CLIENT_ID_HEADER = "X-MAL-CLIENT-ID"
OWN = "@me"
LAST_CHANGE = datetime(2024, 1, 1, tzinfo=UTC)
CHANGE_INTERVAL = timedelta(hours=1)
N_FALLBACK_TITLES = 20


class FakeMal:
    """Serves `lists` and `titles` as MAL would.

    faults: users whose lists fail, in addition to and before those of `FAULTS`.
    fallback_user: whose list is served for a faulty user once the fault is over; None = a list
    of the first titles.
    client_ids: those that are registered; None = any.
    keeps_alive: connections stay open for the next request.
    accounts: of people who can allow access; None = nobody can.
    last_change: `updated_at` of the entry updated last, the same on every list; it may be set.
    title_faults, season_faults: requests for titles, by id, and for seasons that fail; they may be
    changed.
    requests: the number of requests by endpoint (animelist, anime, season).
    arrivals: when the last 10,000 requests arrived, in seconds of a monotonic clock.
    """

    def __init__(
        self,
        lists: ListSource,
        titles: Mapping[int, Anime],
        faults: Mapping[str, Fault] | None = None,
        *,
        fallback_user: str | None = None,
        client_ids: Collection[str] | None = None,
        keeps_alive: bool = True,
        last_change: datetime = LAST_CHANGE,
        accounts: FakeMalAccounts | None = None,
    ) -> None:
        self.requests: Counter[str] = Counter()
        self.arrivals: deque[float] = deque(maxlen=10_000)
        self._lists = lists
        self._titles = titles
        self._faults = {**FAULTS, **(faults or {})}
        self.title_faults: dict[int, Fault] = {}
        self.season_faults: dict[Season, Fault] = {}
        self._n_faulty: Counter[str] = Counter()
        self._fallback_user = fallback_user
        self._client_ids = client_ids
        self._keeps_alive = keeps_alive
        self.last_change = last_change
        self._accounts = accounts

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Listen and yield the base URL; port 0 = any free one. Raises OSError when taken."""
        app = web.Application(middlewares=[self._check_request])
        if not self._keeps_alive:
            app.on_response_prepare.append(close_after)
        app.router.add_get("/v2/users/{name}/animelist", self._anime_list)
        app.router.add_get("/v2/anime/{id:[0-9]{1,9}}", self._anime)
        season = f"{{year:[12][0-9]{{3}}}}/{{name:{'|'.join(SEASON_NAMES)}}}"
        app.router.add_get(f"/v2/anime/season/{season}", self._season)
        if self._accounts is not None:
            self._accounts.add_routes(app)
        async with serve(app, host, port) as url:
            yield f"{url}/v2"

    @web.middleware
    async def _check_request(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.arrivals.append(time.monotonic())
        client_id = request.headers.get(CLIENT_ID_HEADER)
        if request.path.startswith("/v1/") or "Authorization" in request.headers:
            # OAuth, or a token, which is checked where it is used.
            client_id = None
        elif client_id is None:
            return _refusal(403, "forbidden")
        if self._client_ids is not None and client_id not in {None, *self._client_ids}:
            return _refusal(400, "bad_request", "Invalid client id")
        try:
            return await handler(request)
        except BadQuery as error:
            return _refusal(400, "bad_request", f"invalid {error}")
        except web.HTTPNotFound:
            return _refusal(404, "not_found")

    async def _anime(self, request: web.Request) -> web.StreamResponse:
        self.requests["anime"] += 1
        anime_id = int(request.match_info["id"])
        fault = self.title_faults.get(anime_id)
        if fault is not None and (response := await fault.respond()):
            return response
        title = self._titles.get(anime_id)
        if title is None:
            raise web.HTTPNotFound
        fields = parse_fields(request.query.get("fields", ""))
        body = node_json(title, fields)
        if "my_list_status" in fields and self._accounts is not None:
            owner = self._accounts.owner(request)
            if status := await self._accounts.lists.status(owner, anime_id):
                body["my_list_status"] = status
        if "related_anime" in fields:
            body["related_anime"] = related_json(title, self._titles)
        return web.json_response(body)

    async def _season(self, request: web.Request) -> web.StreamResponse:
        self.requests["season"] += 1
        query = SeasonQuery.parse(request.query)
        name = next(one for one in SEASON_NAMES if one == request.match_info["name"])
        season = Season(int(request.match_info["year"]), name)
        fault = self.season_faults.get(season)
        if fault is not None and (response := await fault.respond()):
            return response
        return web.json_response(season_json(self._titles.values(), season, query))

    async def _anime_list(self, request: web.Request) -> web.StreamResponse:
        self.requests["animelist"] += 1
        query = ListQuery.parse(request.query)
        name = normalise_name(request.match_info["name"])
        if name == OWN and self._accounts is not None:
            entries = await self._lists.get(self._accounts.owner(request))
            assert entries is not None
            return web.json_response(self._page(request, entries, query, Fault()))
        fault = self._faults.get(name)
        if fault is not None and (fault.times is None or self._n_faulty[name] < fault.times):
            self._n_faulty[name] += 1
            if (response := await fault.respond()) is not None:
                return response
        entries = await (self._lists.get(name) if fault is None else self._fallback_list())
        if entries is None:
            raise web.HTTPNotFound
        return web.json_response(self._page(request, entries, query, fault or Fault()))

    async def _fallback_list(self) -> Entries | None:
        if self._fallback_user is not None:
            return await self._lists.get(self._fallback_user)
        ids = np.array(sorted(self._titles)[:N_FALLBACK_TITLES], np.int32)
        return Entries.build(ids, 5 + ids % 6, np.full_like(ids, Status.COMPLETED))

    def _page(self, request: web.Request, entries: Entries, query: ListQuery, fault: Fault) -> Json:
        indexes = self._ordered(entries, query)
        end = query.offset + query.limit
        data = [
            self._item(entries, index, query, position if fault.is_sparse else None)
            for position, index in enumerate(indexes[query.offset : end])
        ]
        paging: Json = {}
        if query.offset:
            before = max(0, query.offset - query.limit)
            paging["previous"] = str(request.url.update_query(offset=before))
        if fault.next_url is not None:
            paging["next"] = fault.next_url
        elif end < len(indexes):
            paging["next"] = str(request.url.update_query(offset=end))
        return {"data": data, "paging": paging}

    def _ordered(self, entries: Entries, query: ListQuery) -> Sequence[int]:
        ids = entries.anime_ids.tolist()
        visible = [
            index
            for index, anime_id in enumerate(ids)
            if query.is_nsfw_wanted or not self._title(anime_id).is_adult
        ]
        return visible if query.sort == "anime_id" else visible[::-1]

    def _item(
        self, entries: Entries, index: int, query: ListQuery, sparse_position: int | None
    ) -> Json:
        title = self._title(int(entries.anime_ids[index]))
        if sparse_position is None:
            item: Json = {"node": node_json(title, query.fields)}
        else:
            item = {"node": sparse_json(title, sparse_position)}
        if "list_status" in query.fields:
            age = CHANGE_INTERVAL * (len(entries) - 1 - index)
            wanted = query.fields["list_status"]
            item["list_status"] = entry_json(entries, index, self.last_change - age, wanted)
        return item

    def _title(self, anime_id: int) -> Anime:
        return self._titles.get(anime_id) or Anime(anime_id, f"Anime {anime_id}")


def _refusal(status: int, error: str, message: str = "") -> web.Response:
    return web.json_response({"message": message, "error": error}, status=status)


async def _run(mal: FakeMal, host: str, port: int) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with mal.serve(host, port) as base_url:
        print(base_url, flush=True)  # noqa: T201  what the program is for
        await stopped.wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve files of lists and titles until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m reko_demo.fake_mal.server",
        description="Serve lists and titles as MyAnimeList would, offline.",
    )
    parser.add_argument("--ratings", type=Path, required=True, help="parquet file of lists")
    parser.add_argument("--titles", type=Path, required=True, help="parquet file of titles")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8081, help="port; 0 = any free one")
    parser.add_argument("--fallback-user", help="whose list is served for faulty users at last")
    options = parser.parse_args(arguments)
    for path in (options.ratings, options.titles):
        if not path.is_file():
            parser.error(f"{path}: no such file")
    lists, titles = ParquetLists(options.ratings), read_titles(options.titles)
    mal = FakeMal(lists, titles, fallback_user=options.fallback_user)
    asyncio.run(_run(mal, options.host, options.port))


if __name__ == "__main__":
    main()
