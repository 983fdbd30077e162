"""`/metrics`, `/healthz` and `/readyz` on a port of their own, for processes without the API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from reko_api.middleware.problems import problems_middleware
from reko_api.middleware.request_log import request_log_middleware
from reko_api.routes.health import HealthHandlers
from reko_core.errors import ConfigurationError
from reko_core.observability.metrics import Metrics
from reko_core.settings import OperationsSettings

__all__ = ["running_metrics_server"]

SHUTDOWN_TIMEOUT_S = 1.0
# For slow headers and between requests.
IDLE_TIMEOUT_S = 10

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@asynccontextmanager
async def running_metrics_server(
    settings: OperationsSettings, metrics: Metrics
) -> AsyncIterator[None]:
    """Serve the metrics until the context ends; do nothing if no port is set.

    Raises ConfigurationError when it cannot listen.
    """
    if not settings.metrics_port:
        yield
        return
    runner = web.AppRunner(
        _make_app(metrics),
        access_log=None,
        shutdown_timeout=SHUTDOWN_TIMEOUT_S,
        keepalive_timeout=IDLE_TIMEOUT_S,
    )
    await runner.setup()
    try:
        await _listen(runner, settings)
        _log.info("metrics served", host=settings.metrics_host, port=settings.metrics_port)
        yield
    finally:
        await runner.cleanup()


def _make_app(metrics: Metrics) -> web.Application:
    app = web.Application(middlewares=[request_log_middleware(metrics), problems_middleware()])
    health = HealthHandlers(metrics)
    app.router.add_get("/healthz", health.live)
    app.router.add_get("/readyz", health.bot_ready)
    app.router.add_get("/metrics", health.metrics)
    return app


async def _listen(runner: web.AppRunner, settings: OperationsSettings) -> None:
    host, port = settings.metrics_host, settings.metrics_port
    try:
        await web.TCPSite(runner, host, port, reuse_address=True).start()
    except OSError as error:
        reason = f"cannot listen on {host}:{port}: {error.strerror}"
        raise ConfigurationError("operations.metrics_port", reason) from error
    except ValueError as error:
        reason = "is no host name or address"
        raise ConfigurationError("operations.metrics_host", reason) from error
