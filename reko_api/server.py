"""The application on a socket, from the first request to the last."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from socket import AF_INET6, socket
from typing import Any, cast

import structlog
from aiohttp import web

from reko_api.app import SHUTDOWN, make_app
from reko_api.connections import Connections
from reko_api.errors import INTERNAL, MALFORMED, Refused
from reko_api.middleware.client_address import client_address
from reko_api.middleware.middlewares import SERVER_ERRORS, finish, request_id_of
from reko_api.middleware.problems import problem_response
from reko_api.protocols import Keys, Recommender
from reko_core.errors import ConfigurationError
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings

__all__ = ["running_api"]

# Idle connections and slow headers are ended after so long; proxies commonly use 60 s.
IDLE_TIMEOUT_S = 75
# After a refusal the rest of a body is read and dropped for so long, because a connection
# that is closed on unread bytes is reset, and the client never sees the answer.
LINGERING_S = 3
# A client that takes nothing of its answer for so long is left.
STALLED_S = 30
# For the last bytes of answers that are already made.
FLUSH_TIMEOUT_S = 2
BACKLOG = 512
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound to

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class ProblemProtocol(web.RequestHandler):
    """The server's side of a connection, which answers also what is no HTTP by a problem."""

    __slots__ = ("_address", "_connections", "_stalled")

    def __init__(self, manager: web.Server, *, connections: Connections, **options: Any) -> None:  # noqa: ANN401 - aiohttp's
        super().__init__(manager, **options)
        self._connections = connections
        self._address: str | None = None
        self._stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Serve the connection, unless there are as many as allowed."""
        peer = transport.get_extra_info("peername")
        address = client_address(str(peer[0]) if peer else None, (), 0)
        if not self._connections.take(address):
            _log.debug("too many connections")
            cast(asyncio.Transport, transport).abort()
            return
        self._address = address
        super().connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Make room for another."""
        self._forgive()
        if self._address is not None:
            self._connections.release(self._address)
            self._address = None
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait for a client that takes its answer slowly, but not for ever."""
        super().pause_writing()
        if self.transport is not None and self._stalled is None:
            self._stalled = self._loop.call_later(STALLED_S, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has taken what there was."""
        self._forgive()
        super().resume_writing()

    def _forgive(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - it may quote the request
    ) -> web.StreamResponse:
        """Answer what never reached the application, or got past it."""
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun already")
        request_id = request_id_of(request)
        if status >= SERVER_ERRORS:
            faults = exception_fields(exc) if exc else {}
            _log.error("request failed", request_id=request_id, **faults)
        else:
            _log.debug("no HTTP", request_id=request_id)
        refused = Refused(INTERNAL if status >= SERVER_ERRORS else MALFORMED)
        response = problem_response(refused, request_id)
        finish(response, request_id)
        response.force_close()
        return response


@asynccontextmanager
async def running_api(
    recommender: Recommender,
    settings: ApiSettings,
    metrics: Metrics,
    keys: Keys | None = None,
) -> AsyncIterator[str]:
    """Serve the API; yields its base URL, such as `http://127.0.0.1:8080`.

    Without `keys` none is known. On leaving, new requests are refused and running ones may finish
    for `settings.shutdown_grace_s`. Raises ConfigurationError when the address cannot be had.
    """
    app = make_app(recommender, settings, metrics, keys)
    runner = web.AppRunner(
        app, access_log=None, handler_cancellation=True, shutdown_timeout=FLUSH_TIMEOUT_S
    )
    await runner.setup()
    try:
        server = await _listen(runner, settings)
        url = _base_url(server.sockets[0])
        _log.info("api listens", url=url)
        try:
            yield url
        finally:
            await app[SHUTDOWN].close(settings.shutdown_grace_s)
            server.close()
    finally:
        await runner.cleanup()
        _log.info("api stopped")


async def _listen(runner: web.AppRunner, settings: ApiSettings) -> asyncio.Server:
    assert runner.server is not None
    loop = asyncio.get_running_loop()
    # Behind a proxy all connections come from it.
    max_each = None if settings.trusted_proxies else settings.max_connections_per_client
    # Bodies are not decompressed: a small one may hold gigabytes.
    protocol = partial(
        ProblemProtocol,
        runner.server,
        connections=Connections(settings.max_connections, max_each),
        loop=loop,
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=IDLE_TIMEOUT_S,
        lingering_time=LINGERING_S,
    )
    try:
        return await loop.create_server(
            protocol, settings.host, settings.port, reuse_address=True, backlog=BACKLOG
        )
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise ConfigurationError(
            "api.port", f"cannot listen on {where}: {error.strerror}"
        ) from error


def _base_url(listener: socket) -> str:
    host, port = listener.getsockname()[:2]
    host = ANY_ADDRESS.get(host, host)
    return f"http://[{host}]:{port}" if listener.family == AF_INET6 else f"http://{host}:{port}"
