"""A proxy before a fake site that makes many of its answers wrong in some way."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

import aiohttp
from aiohttp import web
from bad_input import bad_json, bad_text, spoilt

from reko_demo.fake_server import serve

__all__ = ["SpoiltSite"]

GOOD_SHARE = 0.6
FORWARDED = ("Accept", "Content-Type", "X-MAL-CLIENT-ID")
STATUSES = (200, 200, 200, 201, 204, 301, 304, 400, 401, 403, 404, 406, 410, 418, 429, 500, 503)
PAGES = (b"", b"<html><h1>403</h1></html>", b'{"errors": [{"status": "404"}]}', b"[]", b"null")
WAITS = ("0", "1", "86400", "-5", "nan", "1e400", "soon", "9" * 400)
WAITS += ("Wed, 21 Oct 2015 07:28:00 GMT",)


@dataclass
class SpoiltSite:
    """Forwards requests to `target`, and spoils what comes back.

    n_answers: how many have been sent.
    """

    rng: Random
    target: str
    n_answers: int = 0

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        """Listen and yield the base URL."""
        async with aiohttp.ClientSession(auto_decompress=True) as self._session:
            app = web.Application()
            app.router.add_route("*", "/{path:.*}", self._forward)
            async with serve(app, "127.0.0.1", 0) as url:
                yield url

    async def _forward(self, request: web.Request) -> web.StreamResponse:
        headers = {name: request.headers[name] for name in FORWARDED if name in request.headers}
        async with self._session.request(
            request.method,
            self.target + request.raw_path,
            headers=headers,
            data=await request.read(),
        ) as response:
            status, body = response.status, await response.read()
        self.n_answers += 1
        if self.rng.random() < GOOD_SHARE:
            return _answer(status, body)
        return self._spoilt(status, body)

    def _spoilt(self, status: int, body: bytes) -> web.StreamResponse:
        rng, headers = self.rng, {}
        what = rng.randrange(5)
        if what == 0:
            body = spoilt(rng, body)
        elif what <= 2:
            body = bad_json(rng, json.loads(body))
        elif what == 3:
            status = rng.choice(STATUSES)
        else:
            status, body = rng.choice(STATUSES), rng.choice(PAGES)
        if rng.random() < 0.2:
            for name in ("Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Limit"):
                headers[name] = rng.choice(WAITS)
        if rng.random() < 0.05:
            headers["Location"] = "/" + bad_text(rng).encode("ascii", "ignore").decode().strip()
        return _answer(status, body, headers)


def _answer(
    status: int, body: bytes, headers: Mapping[str, str] | None = None
) -> web.StreamResponse:
    kind = "application/json" if body[:1] in b"{[" else "text/html"
    return web.Response(status=status, body=body, content_type=kind, headers=headers)
