"""Thousands of bad inputs are refused correctly, and good input still works afterwards."""

import asyncio
import gc
import json
import tracemalloc
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
import structlog
from aiohttp import web
from bad_input import bad_json, bad_text, large_json, spoilt
from structlog.testing import capture_logs

from reko_api import running_api
from reko_api.openapi.examples import (
    example_response,
    example_title_matches,
    example_why_response,
)
from reko_core.clients.mal import MalClient
from reko_core.clients.mal.pages import read_anime, read_last_update, read_list_page, read_titles
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.recommend import Request, Response
from reko_core.contract.title_query import TitleMatches, TitleQuery
from reko_core.domain.text import clean
from reko_core.errors import BackupRefused, BadInput, ConfigurationError, RekoError
from reko_core.guilds.ban_file import parse_bans
from reko_core.observability.metrics import Metrics
from reko_core.operations.backup import back_up, restore
from reko_core.settings import ApiSettings, MalSettings, Settings, load_settings
from reko_core.store import migrate
from tests.fuzz.conftest import share
from tests.reko_cli.conftest import Reko, environ, reko

__all__ = ["environ", "reko"]

QUESTION = {
    "user_name": "Some_User",
    "accuracy": 90.5,
    "banned_ids": [1, 2],
    "banned_users": ["0cc175b9c0f1b6a831c399e269772661"],
    "force_list_update": False,
    "limit": 5,
    "genres": ["Drama"],
    "types": ["tv"],
    "max_episodes": 13,
    "exclude_genres": ["Sports"],
    "year_from": 1998,
    "year_to": 2017,
    "age_ratings": ["pg_13"],
    "popularity": -0.5,
    "include_planned": True,
    "offset": 3,
}
WHY = {"user_name": "Some_User", "anime_id": 1, "banned_users": [], "force_list_update": False}
QUESTIONS = (("/recommendations", QUESTION), ("/recommendations/why", WHY))
NODE = {
    "id": 5,
    "title": "Title",
    "alternative_titles": {"en": "Title", "synonyms": []},
    "media_type": "tv",
    "num_episodes": 12,
    "start_date": "2017-04-12",
    "start_season": {"year": 2017, "season": "spring"},
    "mean": 7.67,
    "rating": "r+",
    "genres": [{"id": 1, "name": "Action"}, {"id": 2, "name": "Drama"}],
    "studios": [{"id": 1, "name": "Madhouse"}],
    "main_picture": {"large": "https://cdn.example/l.jpg", "medium": "https://cdn.example/m.jpg"},
    "average_episode_duration": 1440,
    "related_anime": [{"node": {"id": 6, "title": "Next"}, "relation_type": "sequel"}],
}
ENTRY = {
    "node": NODE,
    "list_status": {
        "status": "completed",
        "score": 8,
        "num_episodes_watched": 12,
        "is_rewatching": False,
        "updated_at": "2023-05-01T12:00:00+00:00",
    },
}
PAGE = {"data": [ENTRY, ENTRY | {"node": NODE | {"id": 7}}], "paging": {}}
BANS = {
    "format": "reko-bans",
    "version": 1,
    "titles": [{"id": 1, "title": "Cowboy Bebop"}, {"id": 2, "title": "Kino"}],
    "users": ["0cc175b9c0f1b6a831c399e269772661"],
}
HEAD = (
    b"POST /recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"X-Request-ID: trace-0123-ABC\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: 26\r\n"
    b'Connection: close\r\n\r\n{"user_name": "Some_User"}'
)
ANSWER_S = 20
LARGE = 900_000
# Requests whose memory is traced, which takes them twice the time.
TRACED = range(500, 1000)
MAX_PROBLEM = 5000


class Answering:
    """A recommender with a constant response."""

    async def recommend(self, _: Request) -> Response:
        return example_response()

    async def why(self, _: WhyRequest) -> WhyResponse:
        return example_why_response()

    # Routes that are not asked.
    groups = similar = seasons = tastes = affinities = titles_to_rate = SimpleNamespace(
        recommend=None, find=None, describe=None, compare=None
    )
    find_genres = None

    async def find_titles(self, _: TitleQuery) -> TitleMatches:
        return example_title_matches()

    async def readiness(self) -> Any:
        raise NotImplementedError


@pytest.fixture
async def url() -> AsyncIterator[str]:
    settings = ApiSettings(port=0, requests_per_minute=1_000_000, burst=100_000)
    async with running_api(Answering(), settings, Metrics()) as url:
        yield url


def made(rng: Random, good: Any) -> bytes:
    return bad_json(rng, good) if rng.random() < 0.6 else spoilt(rng, json.dumps(good).encode())


def assert_is_problem(status: int, body: bytes) -> None:
    problem = json.loads(body)
    assert 400 <= status < 500, problem
    assert problem["status"] == status
    assert problem["type"].startswith("/problems/")
    assert {"title", "detail", "instance"} <= set(problem)
    if problem["type"] == "/problems/bad-input":
        assert problem["errors"]
        assert all(one["field"] and one["reason"] for one in problem["errors"])


async def test_request_bodies(url: str, tried: Counter[str]) -> None:
    rng, statuses, grown = Random(1), Counter[int](), 0
    types = ("application/json",) * 9 + ("text/plain", "application/json; charset=utf-16", "x", "")
    with capture_logs() as logs:
        async with aiohttp.ClientSession() as session:
            for n in range(share("request bodies")):
                path, asked = rng.choice(QUESTIONS)
                body = made(rng, asked)
                headers = {"Content-Type": rng.choice(types)}
                async with asyncio.timeout(ANSWER_S):
                    async with session.post(f"{url}{path}", data=body, headers=headers) as response:
                        answer = await response.read()
                statuses[response.status] += 1
                tried["request bodies"] += 1
                if response.status != 200:
                    assert_is_problem(response.status, answer)
                if n == TRACED.start:
                    tracemalloc.start()
                if n == TRACED.stop:
                    grown, _ = tracemalloc.get_traced_memory()
                    tracemalloc.stop()
                if n % 500 == 0:
                    assert await good(session, url) == example_response().model_dump_json()
    assert statuses.keys() <= {200, 400, 413, 415}
    assert statuses[400] > statuses[200]
    assert {log["log_level"] for log in logs} <= {"info", "debug"}
    # Most of the growth is the log lines captured by this test.
    assert grown < len(TRACED) * 16 * 2**10


async def test_large_request_bodies(url: str, tried: Counter[str]) -> None:
    rng = Random(8)
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        for _ in range(share("request bodies") // 60):
            path, asked = rng.choice(QUESTIONS)
            body = BytesIO(large_json(rng, asked, LARGE))
            async with asyncio.timeout(ANSWER_S):
                async with session.post(f"{url}{path}", data=body, headers=headers) as response:
                    answer = await response.read()
            tried["large request bodies"] += 1
            if response.status != 200:
                assert_is_problem(response.status, answer)
                assert len(answer) < MAX_PROBLEM
        assert await good(session, url) == example_response().model_dump_json()


async def test_values_of_refused_bodies_do_not_wait_for_the_garbage_collector(url: str) -> None:
    body = b'{"user_name":"Some_User","banned_ids":[' + b"0," * 400_000 + b"0]}"
    async with aiohttp.ClientSession(headers={"Content-Type": "application/json"}) as session:
        gc.collect()
        gc.disable()
        tracemalloc.start()
        try:
            for _ in range(10):
                async with session.post(f"{url}/recommendations", data=BytesIO(body)) as response:
                    assert response.status == 400
            grown, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
            gc.enable()
    # The bytes of the bodies may wait; their numbers would take four times as much.
    assert grown < 20 * 2**20


async def good(session: aiohttp.ClientSession, url: str) -> str:
    async with session.post(f"{url}/recommendations", json=QUESTION) as response:
        return await response.text()


async def test_raw_bytes(url: str, tried: Counter[str]) -> None:
    rng = Random(2)
    with capture_logs() as logs:
        for _ in range(share("raw bytes")):
            answer = await exchange(url, spoilt(rng, HEAD))
            tried["raw bytes"] += 1
            if not answer:
                continue
            head, _, body = answer.partition(b"\r\n\r\n")
            status = int(head.split()[1])
            assert status < 500
            if status >= 400 and b"problem+json" in head and b"HTTP/1." not in body:
                assert_is_problem(status, body)
        async with aiohttp.ClientSession() as session:
            assert await good(session, url) == example_response().model_dump_json()
    assert {log["log_level"] for log in logs} <= {"info", "debug"}


async def exchange(url: str, sent: bytes) -> bytes:
    """Send bytes, close the sending side, and read the response."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        async with asyncio.timeout(ANSWER_S):
            writer.write(sent)
            writer.write_eof()
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def test_pages_of_mal(tried: Counter[str]) -> None:
    rng = Random(3)
    for _ in range(share("pages of MAL")):
        tried["pages of MAL"] += 1
        body = made(rng, PAGE)
        try:
            page = read_list_page(body)
        except ValueError:
            continue
        assert all(1 <= i < 2**31 and 0 <= s <= 10 and -1 <= e < 2**15 for i, s, _, e in page.rows)
        for title in read_titles(body, frozenset(row[0] for row in page.rows)):
            texts = (title.title, *title.genres, *title.studios)
            assert all(text == clean(text) and len(text) <= 300 for text in texts)
            json.dumps(texts, allow_nan=False).encode()
        for read, data in ((read_last_update, body), (read_anime, made(rng, NODE))):
            try:
                read(data)
            except ValueError:
                continue
    assert len(read_list_page(json.dumps(PAGE).encode()).rows) == 2


async def test_answers_of_mal(tried: Counter[str]) -> None:
    rng, bodies, output = Random(4), [b""], ""

    async def answer(_: web.BaseRequest) -> web.Response:
        status = rng.choice((200, 200, 200, 400, 403, 404, 429, 500, 302))
        headers = {"Retry-After": rng.choice(("1", "-1", "1e400", "soon", "9" * 400))}
        return web.Response(status=status, body=bodies[0], headers=headers)

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    settings = MalSettings.model_validate(
        {
            "base_url": f"http://127.0.0.1:{runner.addresses[0][1]}/v2",
            "client_id": "test-client",
            "requests_per_second": 1000,
            "burst": 1000,
            "max_attempts": 1,
            "max_wait_s": 0.01,
        }
    )
    with capture_logs():
        async with asyncio.timeout(60):
            for _ in range(share("answers of MAL")):
                tried["answers of MAL"] += 1
                bodies[0] = made(rng, PAGE)
                # A new client each time: one that received a Retry-After would pause.
                async with MalClient.open(settings, Metrics()) as client:
                    output += str(await error_of(client))
        assert "Some_User" not in output
    await runner.cleanup()


async def error_of(client: MalClient) -> RekoError | None:
    try:
        await client.fetch_list("Some_User")
    except RekoError as error:
        return error
    return None


def test_ban_files(tried: Counter[str]) -> None:
    rng, refused = Random(5), []
    for _ in range(share("ban files")):
        tried["ban files"] += 1
        try:
            bans = parse_bans(made(rng, BANS))
        except BadInput as error:
            refused.append(error.field)
            continue
        assert all(1 <= anime_id < 2**31 for anime_id, _ in bans.titles)
    assert len(refused) > share("ban files") / 2
    assert set(refused) == {"file"}
    assert len(parse_bans(json.dumps(BANS).encode()).titles) == 2


def test_large_ban_files(tried: Counter[str]) -> None:
    rng = Random(10)
    for _ in range(share("ban files") // 60):
        tried["large ban files"] += 1
        with suppress(BadInput):
            parse_bans(large_json(rng, BANS, LARGE))
    for text in (b"\n", b"[]", b"{", b'{"a":', b'"a",', b"\r\n", b"\xff"):
        tried["large ban files"] += 1
        with pytest.raises(BadInput):
            parse_bans(text * (LARGE // len(text)))


def test_restored_files(tried: Counter[str], tmp_path: Path) -> None:
    rng, n_restored = Random(11), 0
    settings = settings_in(tmp_path / "good")
    migrate(settings.database)
    back_up(settings, tmp_path / "backup", lambda *_: None)
    backup = (tmp_path / "backup").read_bytes()
    spoilt_file = tmp_path / "spoilt"
    for n in range(share("restored files")):
        tried["restored files"] += 1
        spoilt_file.write_bytes(spoilt(rng, backup) if n else backup)
        target = settings_in(tmp_path / str(n))
        try:
            restore(target, spoilt_file, lambda *_: None)
        except BackupRefused:
            continue
        n_restored += 1
        migrate(target.database)
    assert n_restored


def settings_in(directory: Path) -> Settings:
    directory.mkdir()
    return Settings.model_validate(
        {
            "database": {"url": f"sqlite+aiosqlite:///{directory}/reko.sqlite3"},
            "community": {"snapshot_dir": directory},
        }
    )


def test_settings(tried: Counter[str], tmp_path: Path) -> None:
    rng, n_refused = Random(6), 0
    keys = [
        f"REKO_{section}__{key}".upper()
        for section, table in Settings.model_fields.items()
        for key in type(table.default).model_fields
    ]
    example = (Path(__file__).parents[2] / "config.example.toml").read_bytes()
    path = tmp_path / "config.toml"
    for n in range(share("settings")):
        tried["settings"] += 1
        by_file = n % 4 == 0
        path.write_bytes(spoilt(rng, example) if by_file else b"")
        values = {} if by_file else {rng.choice(keys): bad_text(rng)}
        try:
            load_settings(path, values)
        except ConfigurationError:
            n_refused += 1
    assert n_refused > share("settings") / 2
    assert load_settings(None, {}) == Settings()


def as_argument(text: str) -> str:
    """Return a valid process argument: no NUL, and undecodable bytes as surrogates."""
    return text.encode(errors="surrogatepass").replace(b"\0", b"").decode(errors="surrogateescape")


def test_command_lines(reko: Reko, tried: Counter[str], tmp_path: Path) -> None:
    rng = Random(7)
    (tmp_path / "bad.csv").write_bytes(b"a,b\n\xff")
    commands = (
        ("recommend",), ("recommend", "Some_User"), ("import", "bad.csv"), ("build",), ("migrate",),
        ("key",), ("key", "add"), ("key", "revoke"), ("key", "list"), ("bot",), ("sync",), (),
    )  # fmt: skip
    options = ("--limit", "--ban", "--genre", "--accuracy", "--json", "--burst", "--per-minute")
    for _ in range(share("command lines")):
        tried["command lines"] += 1
        arguments = list(rng.choice(commands))
        for _ in range(rng.randint(0, 4)):
            given = rng.choice(options) if rng.random() < 0.4 else bad_text(rng)
            arguments.insert(rng.randint(min(1, len(arguments)), len(arguments)), given)
        arguments = list(map(as_argument, arguments))
        done = reko(*arguments)
        output = done.stderr
        assert done.returncode in {0, 1, 2}, arguments
        assert "unexpected" not in output, (arguments, output)
        assert "Traceback" not in output, (arguments, output)
        assert len(output.splitlines()) == (done.returncode != 0), (arguments, output)
    structlog.reset_defaults()
    gc.collect()
    assert reko("key", "list").returncode == 0
