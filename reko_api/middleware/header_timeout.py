"""Connections whose request headers arrive too slowly are closed."""

import asyncio
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

__all__ = ["Connection", "header_timeout_middleware"]

HEADER_TIMEOUT_S = 10.0


class Connection(web.RequestHandler):
    """A connection that is closed when the headers of a request are not complete in time.

    The time counts from its opening, and for further requests from their first byte; between
    requests it may be idle for longer. A handler that runs says so by `is_serving`.
    """

    __slots__ = ("_header_timer", "_is_serving")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base
        super().__init__(*args, **kwargs)
        self._header_timer: asyncio.TimerHandle | None = None
        self._is_serving = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._start_timer()

    def data_received(self, data: bytes) -> None:
        """Take bytes of a request; the first of them start the time."""
        if not self._is_serving and self._header_timer is None:
            self._start_timer()
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget the connection."""
        self._stop_timer()
        super().connection_lost(exc)

    @property
    def is_serving(self) -> bool:
        """Whether a handler is working on a request, whose headers are complete."""
        return self._is_serving

    @is_serving.setter
    def is_serving(self, is_serving: bool) -> None:
        self._is_serving = is_serving
        self._stop_timer()

    def _start_timer(self) -> None:
        loop = asyncio.get_running_loop()
        self._header_timer = loop.call_later(HEADER_TIMEOUT_S, self.force_close)

    def _stop_timer(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None


def header_timeout_middleware() -> Middleware:
    """Tell the connection of a request that its headers are complete."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        connection = request.protocol
        if not isinstance(connection, Connection):
            return await handler(request)
        connection.is_serving = True
        try:
            return await handler(request)
        finally:
            connection.is_serving = False

    return middleware
