"""A proxy before a server that injects faults: bad responses, slow ones, cut connections."""

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from types import MappingProxyType

__all__ = ["PROXY_FAULTS", "REFUSED", "FaultProxy"]

Writer = asyncio.StreamWriter
Inject = Callable[[Writer], Awaitable[None]]

CHUNK = 2**16
PAGE = b"<html><head><title>%d</title></head><body>Unusual traffic, or none.</body></html>"
REFUSED = "connection refused"
PRIVATE = "403 private"
# Longer than any client's timeout.
SLOW_S = 30.0


class FaultProxy:
    """Passes requests (without bodies) on to the server at `port`, unless `fault` is set.

    fault: the name of what happens instead, one of PROXY_FAULTS. n_injected: how often it did.
    """

    def __init__(self, port: int) -> None:
        self.fault: str | None = None
        self.n_injected: Counter[str] = Counter()
        self.port = 0
        self._upstream = port
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[int]:
        """Listen and yield the port."""
        await self.open()
        try:
            yield self.port
        finally:
            await self.close()

    async def open(self) -> None:
        """Listen, on the previous port if there was one."""
        self._server = await asyncio.start_server(self._serve_client, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Refuse connections, and close the open ones."""
        assert self._server is not None
        self._server.close()
        clients = list(self._clients)
        for client in clients:
            client.cancel()
        await asyncio.gather(*clients, return_exceptions=True)

    async def _serve_client(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._clients.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._answer(await reader.readuntil(b"\r\n\r\n"), writer)
        except asyncio.CancelledError:
            # `close` cancelled it and waits for the task.
            pass
        finally:
            self._clients.discard(task)
            writer.close()

    async def _answer(self, head: bytes, writer: Writer) -> None:
        fault = self.fault
        # Only lists are private.
        is_hidden = fault != PRIVATE or b"/animelist" in head.partition(b"\r\n")[0]
        if fault in PROXY_FAULTS and is_hidden:
            self.n_injected[fault] += 1
            await PROXY_FAULTS[fault](writer)
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


def _page(status: int) -> Inject:
    async def answer(writer: Writer) -> None:
        await _send(writer, status, PAGE % status, "text/html")

    return answer


def _json(status: int, error: str, *headers: str) -> Inject:
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
    # With a linger time of 0, closing resets the connection.
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


PROXY_FAULTS: Mapping[str, Inject] = MappingProxyType(
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
"""Faults by name. 403 and 404 in JSON are the responses of MAL itself."""
