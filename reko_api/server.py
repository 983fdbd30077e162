"""The API on a socket, from start to graceful shutdown.

Slow and idle clients are bounded by timeouts here; many connections, slow readers and TLS are the
job of the reverse proxy in front (docs/operating.md).
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from aiohttp.http import HttpProcessingError

from reko_api.app import SHUTDOWN, make_app
from reko_api.middleware.header_timeout import Connection
from reko_api.protocols import ApiKeys, Connecting, Recommender
from reko_core.errors import ConfigurationError
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings

__all__ = ["running_api"]

# Closes idle connections; proxies commonly use 60 s.
KEEPALIVE_TIMEOUT_S = 75
# After an early response the rest of the body is read and dropped for this long: closing on unread
# bytes would reset the connection, and the client would never see the response.
LINGERING_TIME_S = 3
# For the last bytes of finished responses at shutdown.
FLUSH_TIMEOUT_S = 2
BACKLOG = 512
# Addresses to connect to where the server listens on all.
LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound to

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@asynccontextmanager
async def running_api(
    recommender: Recommender,
    settings: ApiSettings,
    metrics: Metrics,
    keys: ApiKeys | None = None,
    docs_url: str = "",
    *,
    connecting: Connecting | None = None,
) -> AsyncIterator[str]:
    """Serve the API; yields its base URL, such as `http://127.0.0.1:8080`.

    Without `keys` every key is unknown; `docs_url` is where terms and privacy policy can be read.
    Without `connecting` nobody can connect an account. On leaving, new requests are refused and
    running ones may finish within `settings.shutdown_grace_s`. Raises ConfigurationError when it
    cannot listen.
    """
    app = make_app(recommender, settings, metrics, keys, docs_url, connecting=connecting)
    logger = logging.getLogger(__name__)
    logger.addFilter(_is_worth_logging)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=FLUSH_TIMEOUT_S)
    await runner.setup()
    try:
        listening = await _listen(runner, settings, logger)
        url = _base_url(*listening.sockets[0].getsockname()[:2])
        _log.info("api listens", url=url)
        try:
            yield url
        finally:
            await app[SHUTDOWN].close(settings.shutdown_grace_s)
            listening.close()
    finally:
        await runner.cleanup()
        _log.info("api stopped")


async def _listen(
    runner: web.AppRunner, settings: ApiSettings, logger: logging.Logger
) -> asyncio.Server:
    """Listen as `web.TCPSite` does, with connections that are closed when headers are slow."""
    loop, server = asyncio.get_running_loop(), runner.server
    host, port = settings.host, settings.port

    def connect() -> Connection:
        return Connection(
            server,
            loop=loop,
            access_log=None,
            logger=logger,
            keepalive_timeout=KEEPALIVE_TIMEOUT_S,
            lingering_time=LINGERING_TIME_S,
            auto_decompress=False,  # a small compressed body may hold gigabytes
        )

    if not host:
        raise ConfigurationError("api.host", "must not be empty: no address would be every one")
    try:
        return await loop.create_server(connect, host, port, reuse_address=True, backlog=BACKLOG)
    except OSError as error:
        reason = f"cannot listen on {host}:{port}: {error.strerror}"
        raise ConfigurationError("api.port", reason) from error
    except ValueError as error:
        raise ConfigurationError("api.host", "is no host name or address") from error


def _is_worth_logging(record: logging.LogRecord) -> bool:
    """Drop aiohttp's errors about requests that are not HTTP: scanners send them all day."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _base_url(host: str, port: int) -> str:
    host = LOOPBACK.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
