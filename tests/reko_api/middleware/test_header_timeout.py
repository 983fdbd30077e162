import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest

from reko_api.middleware import header_timeout
from reko_core.contract.recommend import Request, Response
from tests.reko_api.conftest import Api, FakeRecommender, StartApi, answer_with_example

LINE = b"GET /healthz HTTP/1.1\r\n"
WHOLE = LINE + b"Host: localhost\r\n\r\n"
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture
async def api(start_api: StartApi, monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.setattr(header_timeout, "HEADER_TIMEOUT_S", 0.05)
    return await start_api()


@asynccontextmanager
async def connect(api: Api) -> AsyncIterator[Streams]:
    parts = urlsplit(api.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    yield reader, writer
    writer.close()


async def closed(reader: asyncio.StreamReader) -> bytes:
    """Return what is still sent before the server closes the connection."""
    async with asyncio.timeout(10):
        return await reader.read()


@pytest.mark.parametrize("sent", [b"", b"G", LINE, LINE + b"Host: localhost\r\nX: "])
async def test_slow_headers_close_the_connection(api: Api, sent: bytes) -> None:
    async with connect(api) as (reader, writer):
        writer.write(sent)
        assert await closed(reader) == b""


async def test_one_byte_at_a_time_gives_no_more_time(api: Api) -> None:
    async with connect(api) as (reader, writer):
        writer.write(LINE + b"X: ")
        reading = asyncio.create_task(closed(reader))
        async with asyncio.timeout(10):
            while not reading.done():
                writer.write(b"a")
                await asyncio.sleep(0.001)
        with suppress(ConnectionError):
            assert await reading == b""


@pytest.mark.parametrize("sent", [b"G", LINE, LINE + b"Host: localhost\r\nX: "])
async def test_slow_headers_of_a_later_request_close_the_connection(api: Api, sent: bytes) -> None:
    async with connect(api) as (reader, writer):
        for _ in range(2):
            writer.write(WHOLE)
            assert b" 200 " in await reader.readuntil(b'{"status": "ok"}')
        writer.write(sent)
        assert await closed(reader) == b""


async def test_a_connection_may_be_idle_for_longer(api: Api) -> None:
    async with connect(api) as (reader, writer):
        for _ in range(2):
            writer.write(WHOLE)
            assert b" 200 " in await reader.readuntil(b'{"status": "ok"}')
            await longer_than_allowed()


async def test_a_slow_answer_is_not_affected(api: Api, recommender: FakeRecommender) -> None:
    async def answer(request: Request) -> Response:
        await longer_than_allowed()
        return await answer_with_example(request)

    recommender.answer = answer

    response, _ = await api.ask()

    assert response.status == 200


async def longer_than_allowed() -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(2 * header_timeout.HEADER_TIMEOUT_S):
            await asyncio.Event().wait()
