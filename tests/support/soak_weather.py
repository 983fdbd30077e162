"""Bad weather before a server that Reko asks: a proxy that answers in the server's place."""

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from types import MappingProxyType

__all__ = ["REFUSED", "WEATHER", "Weather"]

Writer = asyncio.StreamWriter
Blow = Callable[[Writer], Awaitable[None]]

CHUNK = 2**16
PAGE = b"<html><head><title>%d</title></head><body>Unusual traffic, or none.</body></html>"
REFUSED = "connection refused"
PRIVATE = "403 private"
# Longer than anybody who asks is willing to wait.
SLOW_S = 30.0


class Weather:
    """Passes requests (without bodies) on to the server at `port`, unless `blow` is set.

    blow: the name of what happens instead, one of WEATHER. n_blown: how often it did.
    """

    def __init__(self, port: int) -> None:
        self.blow: str | None = None
        self.n_blown: Counter[str] = Counter()
        self.port = 0
        self._upstream = port
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[int]:
        """Listen and yield the port."""
        await self.open()
        try:
            yield self.port
        finally:
            await self.close()

    async def open(self) -> None:
        """Listen, on the port of before if there was one."""
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Refuse connections, and cut those that are open."""
        assert self._server is not None
        self._server.close()
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._answer(await reader.readuntil(b"\r\n\r\n"), writer)
        except asyncio.CancelledError:
            # The end of the talk, asked for by `close`: nobody waits for the task itself.
            pass
        finally:
            self._talks.discard(task)
            writer.close()

    async def _answer(self, head: bytes, writer: Writer) -> None:
        blow = self.blow
        # Who hides a list hides nothing else.
        is_hidden = blow != PRIVATE or b"/animelist" in head.partition(b"\r\n")[0]
        if blow in WEATHER and is_hidden:
            self.n_blown[blow] += 1
            await WEATHER[blow](writer)
            return
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        try:
            up_writer.write(head.removesuffix(b"\r\n") + b"Connection: close\r\n\r\n")
            while chunk := await up_reader.read(CHUNK):
                writer.write(chunk)
                await writer.drain()
        finally:
            up_writer.close()


async def _send(
    writer: Writer, status: int, body: bytes, kind: str = "application/json", *more: str
) -> None:
    _begin(writer, status, kind, f"Content-Length: {len(body)}", *more)
    writer.write(body)
    await writer.drain()


def _begin(writer: Writer, status: int, kind: str, *headers: str) -> None:
    lines = (f"HTTP/1.1 {status} X", f"Content-Type: {kind}", "Connection: close", *headers)
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())


def _page(status: int) -> Blow:
    async def answer(writer: Writer) -> None:
        await _send(writer, status, PAGE % status, "text/html")

    return answer


def _json(status: int, error: str, *headers: str) -> Blow:
    async def answer(writer: Writer) -> None:
        body = b'{"message": "", "error": "%s"}' % error.encode()
        await _send(writer, status, body, "application/json", *headers)

    return answer


async def _garbled(writer: Writer) -> None:
    await _send(writer, 200, b'{"data": [{"node": {"id": 1, "ti')


async def _slow(writer: Writer) -> None:
    await asyncio.sleep(SLOW_S)
    await _send(writer, 200, b"{}")


async def _reset(writer: Writer) -> None:
    _begin(writer, 200, "application/json", "Content-Length: 100000")
    writer.write(b'{"data": [')
    await writer.drain()
    raw = writer.get_extra_info("socket")
    # Closed with nothing to linger for, a connection is reset.
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _too_short(writer: Writer) -> None:
    _begin(writer, 200, "application/json", "Content-Length: 500")
    writer.write(b'{"data": [], "paging": {}}')
    await writer.drain()


async def _too_long(writer: Writer) -> None:
    _begin(writer, 200, "application/json", "Content-Length: 12")
    writer.write(b'{"data": [], "paging": {}}')
    await writer.drain()


async def _endless(writer: Writer) -> None:
    _begin(writer, 200, "application/json", "Transfer-Encoding: chunked")
    while True:
        writer.write(b"%x\r\n%s\r\n" % (CHUNK, b" " * CHUNK))
        await writer.drain()


WEATHER: Mapping[str, Blow] = MappingProxyType(
    {
        "429 with Retry-After": _json(429, "slow_down", "Retry-After: 1"),
        "429 without": _json(429, "slow_down"),
        "500 page": _page(500),
        "502 page": _page(502),
        "503 page": _page(503),
        "403 page": _page(403),
        PRIVATE: _json(403, "not_permitted"),
        "404": _json(404, "not_found"),
        "garbled": _garbled,
        "slow": _slow,
        "reset": _reset,
        "body too short": _too_short,
        "body too long": _too_long,
        "endless body": _endless,
    }
)
"""What is answered instead. 403 and 404 in JSON are the server's own word, and believed."""
