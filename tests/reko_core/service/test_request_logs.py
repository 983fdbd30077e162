"""Log lines of a request, from the edge to MAL and back; and data never logged."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from community import SECRET, TITLES, working_copy
from pydantic import SecretStr

from reko_api import running_api
from reko_core.api_keys.key_cache import ApiKeyCache
from reko_core.api_keys.models import ApiKey, digest_of, make_key
from reko_core.app import Core, open_core
from reko_core.contract.recommend import Request
from reko_core.errors import StoreError
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings, DatabaseSettings, Settings
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

CLIENT_ID, API_KEY, TOKEN = "Client_Id_Of_The_Tests", make_key(), "MTE1.made-up.token"
FAULTS = {
    "slow_user": Fault(delay_s=0.3),
    "down_user": Fault(502, "<html>down_user</html>", "text/html"),
    "hidden_user": Fault(403, '{"message": "hidden_user", "error": "not_permitted"}'),
    "odd_user": Fault(400, '{"message": "odd_user", "error": "odd_user"}'),
    "slowed_user": Fault(429, "slowed_user", retry_after="100"),
    "garbled_user": Fault(200, '{"data": [{"garbled_user'),
}
Lines = Callable[[], list[dict[str, Any]]]


@dataclass
class Site:
    core: Core
    url: str
    session: aiohttp.ClientSession
    lines: Lines

    async def ask(self, user_name: object, request_id: str, **fields: object) -> int:
        headers = {"X-Request-ID": request_id, "Authorization": f"Bearer {API_KEY}"}
        async with self.session.post(
            f"{self.url}/recommendations",
            json={"user_name": user_name, **fields},
            headers=headers,
        ) as response:
            return response.status

    def story(self, request_id: str) -> list[str]:
        return [line["event"] for line in self.lines() if line.get("request_id") == request_id]


@pytest.fixture
async def site(built: Settings, tmp_path: Path, logged_lines: Lines) -> AsyncIterator[Site]:
    metrics = Metrics()
    fake_mal = FakeMal(MappingLists(demo_lists(TITLES)), TITLES, FAULTS)
    async with AsyncExitStack() as stack:
        base_url = await stack.enter_async_context(fake_mal.serve())
        settings = working_copy(built, tmp_path, base_url=base_url, client_id=SecretStr(CLIENT_ID))
        core = await stack.enter_async_context(open_core(settings, metrics))
        api = ApiSettings(port=0, requests_per_minute=1_000_000, burst=100_000)
        key = ApiKey("the-tests", 1_000_000, 100_000, datetime.now(UTC))
        await core.store.api_keys.add(key, digest_of(API_KEY))
        keys = ApiKeyCache(core.store.api_keys.find)
        url = await stack.enter_async_context(running_api(core.recommender, api, metrics, keys))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Site(core, url, session, logged_lines)


FETCHED = [
    "list fetch started",
    "site.request",
    "list fetched",
    "list used",
    "computed",
    "titles looked up",
    "recommended",
    "request",
]


async def test_a_request_is_logged_from_the_edge_to_mal_and_back(site: Site) -> None:
    assert await site.ask("demo_sports", "the-first-one") == 200
    assert await site.ask("demo_sports", "the-second-one") == 200

    assert site.story("the-first-one") == FETCHED
    assert site.story("the-second-one") == FETCHED[3:]


async def test_a_joined_fetch_logs_the_id_of_the_request_that_started_it(site: Site) -> None:
    first = asyncio.create_task(site.ask("slow_user", "the-first-one"))
    while "list fetch started" not in site.story("the-first-one"):  # noqa: ASYNC110 - a log, only
        await asyncio.sleep(0.01)
    assert await site.ask("slow_user", "the-second-one") == await first == 200

    assert site.story("the-first-one") == FETCHED
    assert site.story("the-second-one") == ["fetch joined", *FETCHED[3:]]
    (joined,) = [line for line in site.lines() if line["event"] == "fetch joined"]
    assert joined["joined"] == "the-first-one"


async def test_log_lines_of_concurrent_requests_have_separate_ids(site: Site) -> None:
    names = [f"demo_{word}" for word in ("sports", "mecha", "dark")]
    await asyncio.gather(*(site.ask(name, name.replace("_", "-")) for name in names))

    for name in names:
        assert site.story(name.replace("_", "-")) == FETCHED


async def test_attempts_of_a_failing_request_are_logged_with_their_outcome(site: Site) -> None:
    assert await site.ask("down_user", "the-first-one") == 503

    tries = [line for line in site.lines() if line["event"] == "site.request"]
    assert [line["outcome"] for line in tries] == ["unavailable", "unavailable"]
    assert {line["request_id"] for line in tries} == {"the-first-one"}


async def test_no_name_and_no_secret_is_ever_logged(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses = {
        name: await site.ask(name, "a-request-id")
        for name in ("demo_sports", "nobody_there", *FAULTS, "not a name!")
        if name != "slowed_user"
    }
    assert statuses == {
        "demo_sports": 200,
        "nobody_there": 404,
        "slow_user": 200,
        "down_user": 503,
        "hidden_user": 403,
        "odd_user": 502,
        "garbled_user": 503,
        "not a name!": 400,
    }
    assert await site.ask("Odd_Field", "a-request-id", accuracy="Odd_Field") == 400
    _break(tmp_path / "reko.sqlite3")
    assert await site.ask("demo_dark", "a-request-id", force_list_update=True) == 200
    monkeypatch.setattr("reko_core.lists.cache.ListCache.get", no_list)
    assert await site.ask("demo_mecha", "a-request-id") == 500
    monkeypatch.undo()
    await _fail_to_connect()
    assert await site.ask("slowed_user", "a-request-id") == 429

    output = json.dumps(site.lines())
    assert "request failed" in output
    assert "database failed" in output
    assert "list not stored" in output
    for hidden in (
        *("demo_", "nobody_there", "Odd_Field", "not a name", *FAULTS),
        *(CLIENT_ID, API_KEY, SECRET, "Pass_Word"),
    ):
        assert hidden not in output


def _break(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON lists "
            "BEGIN SELECT RAISE(ABORT, 'no lists today'); END"
        )
        connection.execute(
            "CREATE TRIGGER refuse_too BEFORE UPDATE ON lists "
            "BEGIN SELECT RAISE(ABORT, 'no lists today'); END"
        )


async def no_list(*_: object, **__: object) -> str:
    """Return a value that is no list, which is a bug."""
    return "Odd_Field"


async def _fail_to_connect() -> None:
    """Open a program whose database needs a password and is unreachable."""
    url = "sqlite+aiosqlite:////nowhere/at/all.sqlite3?password=Pass_Word"
    settings = Settings(database=DatabaseSettings(url=url))
    with pytest.raises(StoreError):
        async with open_core(settings, Metrics()) as core:
            await core.recommender.recommend(Request(user_name="demo_sports"))
