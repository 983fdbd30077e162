"""What the fake sites share: listening on a port, numbers in queries, and answering with faults."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

__all__ = ["HTML", "BadQuery", "Fault", "close_after", "parse_number", "serve"]

HTML = "text/html"
# Requests still waiting when the server stops do not hold it up.
SHUTDOWN_S = 0.1


class BadQuery(ValueError):
    """A query parameter that the site rejects with 400; the argument is its name."""


@dataclass(frozen=True, slots=True)
class Fault:
    """How a request goes wrong: the response sent in place of the right one, or a delay.

    The response is `body` (None = the right one) with `status`, `content_type` and `retry_after`
    (a `Retry-After` header), `delay_s` late, for the first `times` requests (None = all).
    Of MAL's lists only: `next_url` is the `paging.next` of the list; if it `is_sparse`, its titles
    have hardly any field.
    """

    status: int = 200
    body: str | None = None
    content_type: str = "application/json"
    retry_after: str | None = None
    times: int | None = None
    delay_s: float = 0.0
    next_url: str | None = None
    is_sparse: bool = False

    async def respond(self) -> web.Response | None:
        """Wait for the delay; return the response to send in place of the right one, if any."""
        await asyncio.sleep(self.delay_s)
        if self.body is None:
            return None
        headers = {} if self.retry_after is None else {"Retry-After": self.retry_after}
        return web.Response(
            status=self.status, text=self.body, content_type=self.content_type, headers=headers
        )


@asynccontextmanager
async def serve(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Listen and yield the URL; port 0 = any free one. Raises OSError when the port is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_S)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def close_after(_: web.Request, response: web.StreamResponse) -> None:
    """Close the connection after a response; for the signal `on_response_prepare`."""
    response.force_close()
    # The server has written its own headers by now, and without this one the client keeps it.
    response.headers["Connection"] = "close"


def parse_number(
    query: Mapping[str, str], name: str, default: int, least: int, most: int | None
) -> int:
    """Return a query parameter that is a number in a range. Raises BadQuery with its name."""
    text = query.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise BadQuery(name)
    number = int(text)
    if number < least or (most is not None and number > most):
        raise BadQuery(name)
    return number
