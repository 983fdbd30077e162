import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
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
    """A recommendation that waits until released."""

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
async def test_what_is_not_http_is_refused_and_not_logged(
    api: Api, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    response = await exchange(api.url, sent)

    assert response.split()[1] == b"400"
    assert caplog.records == []


async def test_an_error_outside_of_the_application_is_logged(
    api: Api, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("outside")

    monkeypatch.setattr(api.metrics.http.seconds, "labels", fail)

    response, _ = await api.send("GET", "/healthz")

    assert response.status == 500
    assert [record.levelname for record in caplog.records] == ["ERROR"]


async def test_a_slow_body_times_out(start_api: StartApi, recommender: FakeRecommender) -> None:
    api = await start_api(request_timeout_s=0.1)

    async with connect(api.url) as (reader, writer):
        writer.write(HEAD % 100 + b"\r\n" + QUESTION)
        answer = await reader.readuntil(b"/problems/body-timeout")

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"Connection: close" in answer
    assert recommender.asked == []


async def test_a_body_with_too_large_a_content_length_is_refused_unread(
    start_api: StartApi,
) -> None:
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


async def test_broken_chunks_are_refused(api: Api) -> None:
    head = HEAD.replace(b"Content-Length: %d", b"Transfer-Encoding: chunked")

    response = await exchange(api.url, head + b"Connection: close\r\n\r\nnonsense\r\n")

    assert response.split()[1] == b"400"


async def test_expect_100_continue_is_supported(api: Api) -> None:
    async with connect(api.url) as (reader, writer):
        writer.write(HEAD % len(QUESTION) + b"Expect: 100-continue\r\n\r\n")

        assert await reader.readline() == b"HTTP/1.1 100 Continue\r\n"
        writer.write(QUESTION)
        assert await reader.readline() == b"\r\n"
        assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"


async def test_an_unknown_expect_header_is_ignored(api: Api) -> None:
    response, _ = await api.send("GET", "/healthz", headers={"Expect": "miracles"})

    assert response.status == 200


async def test_a_disconnected_client_cancels_its_request_without_an_error(
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


async def test_a_disconnect_during_the_body_is_no_error(api: Api) -> None:
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


async def test_after_the_grace_period_running_requests_get_503(
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

    with pytest.raises(ConfigurationError, match=f"^api.port: cannot listen on 127.0.0.1:{port}: "):
        async with running_api(recommender, ApiSettings(port=port), Metrics()):
            pytest.fail("two servers on one port")


async def test_an_invalid_host_is_named(recommender: FakeRecommender) -> None:
    settings = ApiSettings(host="no such host", port=0)

    with pytest.raises(ConfigurationError, match="no such host"):
        async with running_api(recommender, settings, Metrics()):
            pytest.fail("a server on no host")


@pytest.mark.parametrize(
    ("host", "start"), [("0.0.0.0", "http://127.0.0.1:"), ("127.0.0.1", "http://127.0.0.1:")]
)
async def test_the_base_url_can_be_requested(
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
async def test_ambiguous_requests_are_refused_against_request_smuggling(
    api: Api, smuggled: bytes
) -> None:
    answer = await exchange(api.url, smuggled)

    assert re.findall(rb"HTTP/1\.[01] (\d+)", answer) == [b"400"]
