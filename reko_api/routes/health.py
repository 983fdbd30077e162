"""`/healthz`, `/readyz` and `/metrics`: what machines poll."""

import asyncio

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from reko_api.errors import ProblemError
from reko_api.middleware.problems import problem_response
from reko_api.problem_types import ProblemType
from reko_api.protocols import Recommender
from reko_core.observability.metrics import Metrics
from reko_core.runtime.shutdown import GracefulShutdown

__all__ = ["HealthHandlers", "ReadinessHandler"]

READINESS_TIMEOUT_S = 5


class HealthHandlers:
    """`/healthz` and `/metrics`, which every server process has."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def live(self, _: web.Request) -> web.Response:
        """Report that the process is alive."""
        return web.json_response({"status": "ok"})

    async def metrics(self, _: web.Request) -> web.Response:
        """Expose the metrics to Prometheus."""
        # Some hundred series take more than 5 ms.
        body = await asyncio.to_thread(generate_latest, self._metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


class ReadinessHandler:
    """`/readyz`: whether the API can serve recommendations."""

    def __init__(self, recommender: Recommender, shutdown: GracefulShutdown) -> None:
        self._recommender = recommender
        self._shutdown = shutdown

    async def ready(self, _: web.Request) -> web.Response:
        """Report whether requests can be served, and what is missing if not."""
        if self._shutdown.is_shutting_down:
            raise ProblemError(ProblemType.SHUTTING_DOWN)
        async with asyncio.timeout(READINESS_TIMEOUT_S):
            readiness = await self._recommender.readiness()
        checks = dict(readiness.checks)
        if not readiness.is_ready:
            return problem_response(ProblemError(ProblemType.NOT_READY), checks)
        return web.json_response({"status": "ok", "checks": checks})
