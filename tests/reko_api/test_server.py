import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from urllib.parse import urlsplit

import aiohttp
import pytest
from structlog.testing import capture_logs

from reko_api import running_api
from reko_api.openapi.examples import example_response
from reko_core.contract.recommend import Request, Response
from reko_core.errors import ConfigurationError
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings
from tests.reko_api.conftest import Api, FakeRecommender, StartApi

QUESTION = b'{"user_name": "Some_User"}'
HEAD = (
    b"POST /recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n"
)


class Gate:
    """A recommendation that waits to be let through."""

    def __init__(self) -> None:
        self.entered = asyncio.Event()
        self.opened = asyncio.Event()
        self.left = asyncio.Event()

    async def answer(self, _: Request) -> Response:
        self.entered.set()
        try:
            await self.opened.wait()
        finally:
            self.left.set()
        return example_response()


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def exchange(url: str, sent: bytes) -> bytes:
    """Send bytes and read until the server closes."""
    async with connect(url) as (reader, writer):
        writer.write(sent)
        return await reader.read()


@pytest.mark.parametrize(
    "sent",
    [
        b"hello\r\n\r\n",
        b"GET /healthz HTTP/9.9\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nBad Name: Hidden_Name\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
async def test_what_is_no_http_gets_a_problem_and_no_echo(api: Api, sent: bytes) -> None:
    with capture_logs() as logs:
        answer = await exchange(api.url, sent)

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] == b"400"
    assert json.loads(body)["type"] == "/problems/malformed-request"
    assert b"Hidden_Name" not in answer
    assert {log["log_level"] for log in logs} <= {"debug"}


async def test_a_slow_body_is_not_waited_for(
    start_api: StartApi, recommender: FakeRecommender
) -> None:
    api = await start_api(request_timeout_s=0.1)

    async with connect(api.url) as (reader, writer):
        writer.write(HEAD % 100 + b"\r\n" + QUESTION)
        answer = await reader.readuntil(b"/problems/body-timeout")

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"Connection: close" in answer
    assert recommender.asked == []


async def test_a_body_that_is_announced_too_large_is_refused_unread(start_api: StartApi) -> None:
    api = await start_api(max_body_bytes=1024)
    async with connect(api.url) as (reader, writer):
        writer.write(HEAD % 5000 + b"Expect: 100-continue\r\n\r\n")

        status = await reader.readline()

    assert status.startswith(b"HTTP/1.1 413")


async def test_a_body_that_grows_too_large_is_refused(start_api: StartApi) -> None:
    api = await start_api(max_body_bytes=1024)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 100

    response, body = await api.ask_raw(chunks())

    assert response.status == 413
    assert json.loads(body)["type"] == "/problems/body-too-large"


async def test_a_body_as_large_as_allowed_is_read(start_api: StartApi) -> None:
    api = await start_api(max_body_bytes=1024)

    assert (await api.ask_raw(QUESTION.ljust(1024)))[0].status == 200
    assert (await api.ask_raw(QUESTION.ljust(1025)))[0].status == 413


async def test_broken_chunks_are_a_problem(api: Api) -> None:
    head = HEAD.replace(b"Content-Length: %d", b"Transfer-Encoding: chunked")

    answer = await exchange(api.url, head + b"Connection: close\r\n\r\nnonsense\r\n")

    assert answer.split()[1] == b"400"
    assert b"application/problem+json" in answer


async def test_a_client_that_asks_first_is_told_to_continue(api: Api) -> None:
    async with connect(api.url) as (reader, writer):
        writer.write(HEAD % len(QUESTION) + b"Expect: 100-continue\r\n\r\n")

        assert await reader.readline() == b"HTTP/1.1 100 Continue\r\n"
        writer.write(QUESTION)
        assert await reader.readline() == b"\r\n"
        assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"


async def test_an_unknown_expectation_is_ignored(api: Api) -> None:
    response, _ = await api.send("GET", "/healthz", headers={"Expect": "miracles"})

    assert response.status == 200


async def test_a_client_that_leaves_ends_its_request_quietly(
    api: Api, recommender: FakeRecommender
) -> None:
    gate = Gate()
    recommender.answer = gate.answer
    with capture_logs() as logs:
        async with connect(api.url) as (_, writer):
            writer.write(HEAD % len(QUESTION) + b"\r\n" + QUESTION)
            await gate.entered.wait()
        await gate.left.wait()

    assert [(log["event"], log["log_level"]) for log in logs] == [("request", "info")]
    assert api.count("POST", "/recommendations", 499) == 1


async def test_a_client_that_leaves_in_its_body_is_no_error(api: Api) -> None:
    with capture_logs() as logs:
        async with connect(api.url) as (_, writer):
            writer.write(HEAD % 100 + b"\r\n" + QUESTION)
            await writer.drain()
        while not api.count("POST", "/recommendations", 499):
            await api.send("GET", "/healthz")

    assert {log["log_level"] for log in logs} == {"info", "debug"}


@pytest.fixture
def gate(recommender: FakeRecommender) -> Gate:
    gate = Gate()
    recommender.answer = gate.answer
    return gate


async def ask(session: aiohttp.ClientSession, url: str) -> tuple[int, bytes]:
    async with session.post(url + "/recommendations", json={"user_name": "Some_User"}) as response:
        return response.status, await response.read()


async def test_stopping_lets_running_requests_finish_and_refuses_new_ones(
    recommender: FakeRecommender, gate: Gate
) -> None:
    serving = running_api(recommender, ApiSettings(port=0, shutdown_grace_s=60), Metrics())
    url = await serving.__aenter__()
    async with aiohttp.ClientSession() as session:
        running = asyncio.create_task(ask(session, url))
        await gate.entered.wait()
        stopping = asyncio.create_task(serving.__aexit__(None, None, None))
        await asyncio.sleep(0)

        status, body = await ask(session, url)
        assert status == 503
        assert json.loads(body)["type"] == "/problems/shutting-down"
        async with session.get(url + "/readyz") as response:
            assert response.status == 503
            assert response.headers["Retry-After"]
        async with session.get(url + "/healthz") as response:
            assert response.status == 200

        gate.opened.set()
        status, body = await running
        assert status == 200
        assert body == example_response().model_dump_json().encode()
        await stopping


async def test_after_the_grace_running_requests_are_told_so(
    recommender: FakeRecommender, gate: Gate
) -> None:
    async with aiohttp.ClientSession() as session:
        async with running_api(
            recommender, ApiSettings(port=0, shutdown_grace_s=0), Metrics()
        ) as url:
            running = asyncio.create_task(ask(session, url))
            await gate.entered.wait()

        status, body = await running

    assert status == 503
    assert json.loads(body)["type"] == "/problems/shutting-down"
    assert gate.left.is_set()


async def test_a_port_in_use_is_named(api: Api, recommender: FakeRecommender) -> None:
    port = urlsplit(api.url).port

    with pytest.raises(ConfigurationError, match=f"cannot listen on 127.0.0.1:{port}"):
        async with running_api(recommender, ApiSettings(port=port), Metrics()):
            pytest.fail("two servers on one port")


async def test_a_host_that_is_none_is_named(recommender: FakeRecommender) -> None:
    settings = ApiSettings(host="no such host", port=0)

    with pytest.raises(ConfigurationError, match="no such host"):
        async with running_api(recommender, settings, Metrics()):
            pytest.fail("a server on no host")


@pytest.mark.parametrize(
    ("host", "start"), [("0.0.0.0", "http://127.0.0.1:"), ("127.0.0.1", "http://127.0.0.1:")]
)
async def test_the_base_url_can_be_asked(
    recommender: FakeRecommender, host: str, start: str
) -> None:
    settings = ApiSettings(host=host, port=0)
    async with (
        running_api(recommender, settings, Metrics()) as url,
        aiohttp.ClientSession() as session,
        session.get(url + "/healthz") as response,
    ):
        assert url.startswith(start)
        assert response.status == 200


async def is_served(url: str) -> bool:
    try:
        answer = await exchange(
            url, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
    except ConnectionError:
        return False
    return answer.startswith(b"HTTP/1.1 200")


async def test_idle_connections_of_one_address_are_bounded(start_api: StartApi) -> None:
    api = await start_api(max_connections_per_client=3)
    async with AsyncExitStack() as stack:
        for _ in range(3):
            _, writer = await stack.enter_async_context(connect(api.url))
            writer.write(b"GET /healthz HT")
            await writer.drain()
        assert not await is_served(api.url)
    while not await is_served(api.url):
        pass


async def test_behind_a_proxy_only_all_connections_together_are_bounded(
    start_api: StartApi,
) -> None:
    api = await start_api(max_connections=5, max_connections_per_client=1, trusted_proxies=1)
    async with AsyncExitStack() as stack:
        for _ in range(4):
            await stack.enter_async_context(connect(api.url))
        assert await is_served(api.url)
        await stack.enter_async_context(connect(api.url))
        assert not await is_served(api.url)


async def ask_for_ever(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 100)
        await writer.drain()
        await asyncio.sleep(0)


async def test_a_client_that_takes_nothing_of_its_answers_is_left(
    start_api: StartApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reko_api.server.STALLED_S", 0.05)
    api = await start_api()
    async with connect(api.url) as (reader, writer):
        # More than the system keeps for somebody who does not read.
        reader._transport.pause_reading()  # type: ignore[attr-defined]
        with pytest.raises(ConnectionError):
            await ask_for_ever(writer)
    assert await is_served(api.url)


@pytest.mark.parametrize(
    "smuggled",
    [
        HEAD % 5 + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n",
        HEAD % 5 + b"Content-Length: 6\r\n\r\n{}    ",
        HEAD.replace(b"%d", b"+5") + b"\r\n{}   ",
        HEAD.replace(b"%d", b"5, 5") + b"\r\n{}   ",
        HEAD.replace(b"Content-Length: %d", b"Transfer-Encoding: xchunked") + b"\r\n0\r\n\r\n",
        HEAD.replace(b"Content-Length: %d", b"Transfer-Encoding: chunked, chunked")
        + b"\r\n0\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-ID : a\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + b"X-Many: 1\r\n" * 500 + b"\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: " + b"x" * 20_000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    ],
)
async def test_requests_that_two_servers_could_read_in_two_ways_are_refused(
    api: Api, smuggled: bytes
) -> None:
    answer = await exchange(api.url, smuggled)

    assert re.findall(rb"HTTP/1\.[01] (\d+)", answer) == [b"400"]
    assert b"malformed-request" in answer
