"""The drawn covers as pictures on the web, in place of MAL's."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import lru_cache
from urllib.parse import urlsplit

from aiohttp import web

from reko_core.domain.models import Anime
from reko_demo.covers.drawing import draw_cover
from reko_demo.fake_server import serve

__all__ = ["serve_covers"]

KEPT = 1000


@asynccontextmanager
async def serve_covers(titles: Iterable[Anime], host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve the covers of titles, under the paths of their addresses; yield the URL.

    Each is drawn when it is first asked for.
    """
    by_path = {urlsplit(title.picture).path: title for title in titles if title.picture}

    @lru_cache(KEPT)
    def draw(path: str) -> bytes:
        return draw_cover(by_path[path])

    async def respond(request: web.Request) -> web.Response:
        if request.path not in by_path:
            raise web.HTTPNotFound
        body = await asyncio.to_thread(draw, request.path)
        headers = {"Cache-Control": "max-age=3600"}
        return web.Response(body=body, content_type="image/png", headers=headers)

    app = web.Application()
    app.router.add_get("/{path:.*}", respond)
    async with serve(app, host, port=0) as url:
        yield url
