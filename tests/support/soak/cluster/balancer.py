"""A balancer in front of the APIs, with the rules of deploy/nginx.conf."""

import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from reko_demo.fake_server import serve

__all__ = ["Balancer"]

# As in deploy/nginx.conf: proxy_next_upstream, proxy_connect_timeout, proxy_read_timeout.
NEXT_STATUSES = frozenset({502, 503})
N_TRIES = 2
TIMEOUT = aiohttp.ClientTimeout(total=65, sock_connect=1)
KEPT_HEADERS = ("Content-Type", "Retry-After")


class Balancer:
    """Passes each request on to an API, and to another one if that fails.

    counted: responses by status, and second tries. longest_gap_s: the longest time between two
    successful responses.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self.counted: Counter[str] = Counter()
        self.longest_gap_s = 0.0
        self._ports = ports
        self._turns = itertools.count()
        self._answered_at: float | None = None

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        """Listen and yield the URL."""
        app = web.Application(client_max_size=2**25)
        app.router.add_route("*", "/{path:.*}", self._pass_on)
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as self._session,
            serve(app, "127.0.0.1", 0) as url,
        ):
            yield url

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, first = await request.read(), next(self._turns)
        response = web.Response(status=502, text="no API could be reached")
        for number in range(N_TRIES):
            port = self._ports[(first + number) % len(self._ports)]
            if number:
                self.counted["second tries"] += 1
            try:
                response = await self._ask(port, request, body)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                self.counted[f"an API failed: {type(error).__name__}"] += 1
                continue
            if response.status not in NEXT_STATUSES:
                break
        self._count(response.status)
        return response

    async def _ask(self, port: int, request: web.Request, body: bytes) -> web.Response:
        url = f"http://127.0.0.1:{port}{request.rel_url}"
        headers = {"Content-Type": request.headers.get("Content-Type", "application/json")}
        sent = self._session.request(request.method, url, data=body, headers=headers)
        async with sent as answer:
            kept = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)

    def _count(self, status: int) -> None:
        self.counted[f"status {status}"] += 1
        if status == 200:
            now = time.monotonic()
            if self._answered_at is not None:
                self.longest_gap_s = max(self.longest_gap_s, now - self._answered_at)
            self._answered_at = now
