"""`/healthz`, `/readyz` and `/metrics`: what machines poll."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from reko_api.errors import ProblemError
from reko_api.middleware.problems import problem_response
from reko_api.problem_types import ProblemType
from reko_api.protocols import Readiness, Recommender
from reko_core.observability.metrics import Metrics
from reko_core.runtime.shutdown import GracefulShutdown

__all__ = ["HealthHandlers", "ReadinessHandler"]

READINESS_TIMEOUT_S = 5
MAX_AGE_S = 1.0

Value = TypeVar("Value")


class RecentValue(Generic[Value]):
    """A value that is computed at most once in MAX_AGE_S, however many clients ask for it."""

    def __init__(self, compute: Callable[[], Awaitable[Value]]) -> None:
        self._compute = compute
        self._computing: asyncio.Future[Value] | None = None
        self._expires_at = 0.0

    async def get(self) -> Value:
        """Return the value. Raises what its computation raised."""
        now = asyncio.get_running_loop().time()
        computing = self._computing
        if computing is None or (computing.done() and now >= self._expires_at):
            self._computing = computing = asyncio.ensure_future(self._compute())
            self._expires_at = now + MAX_AGE_S
        # A client that leaves must not stop the computation for the others.
        return await asyncio.shield(computing)


class HealthHandlers:
    """`/healthz` and `/metrics`, which every server process has; `/readyz` of the bot."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._exposition = RecentValue(self._expose)

    async def live(self, _: web.Request) -> web.Response:
        """Report that the process is alive."""
        return web.json_response({"status": "ok"})

    async def bot_ready(self, _: web.Request) -> web.Response:
        """Report whether all shards of the bot in this process are connected to Discord."""
        n_shards = _value(self._metrics.discord.shards)
        n_connected = _value(self._metrics.discord.connected_shards)
        status = "ok" if n_connected >= max(1, n_shards) else "not ready"
        facts = {"status": status, "shards": n_shards, "connected": n_connected}
        return web.json_response(facts, status=200 if status == "ok" else 503)

    async def metrics(self, _: web.Request) -> web.Response:
        """Expose the metrics to Prometheus."""
        body = await self._exposition.get()
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _expose(self) -> bytes:
        # Some hundred series take more than 5 ms.
        return await asyncio.to_thread(generate_latest, self._metrics.registry)


def _value(gauge: Gauge) -> int:
    (family,) = gauge.collect()
    return int(family.samples[0].value)


class ReadinessHandler:
    """`/readyz`: whether the API can serve recommendations."""

    def __init__(self, recommender: Recommender, shutdown: GracefulShutdown) -> None:
        self._recommender = recommender
        self._shutdown = shutdown
        self._readiness = RecentValue(self._check)

    async def ready(self, _: web.Request) -> web.Response:
        """Report whether requests can be served, and what is missing if not."""
        if self._shutdown.is_shutting_down:
            raise ProblemError(ProblemType.SHUTTING_DOWN)
        readiness = await self._readiness.get()
        checks = dict(readiness.checks)
        if not readiness.is_ready:
            return problem_response(ProblemError(ProblemType.NOT_READY), checks)
        return web.json_response({"status": "ok", "checks": checks})

    async def _check(self) -> Readiness:
        async with asyncio.timeout(READINESS_TIMEOUT_S):
            return await self._recommender.readiness()
