"""What the routes do."""

import asyncio

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from reko_api.errors import KINDS, NOT_READY, SHUTTING_DOWN, Refused
from reko_api.middleware.problems import problem_response
from reko_api.protocols import Recommender
from reko_api.routes.body import JSON_MEDIA_TYPE
from reko_core.observability.metrics import Metrics
from reko_core.observability.request_id import current_request_id
from reko_core.runtime.shutdown import GracefulShutdown

__all__ = ["Documents", "Figures", "Readiness"]

READINESS_TIMEOUT_S = 5


class Figures:
    """`/healthz` and `/metrics`: what can be asked of every running program."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def live(self, _: web.Request) -> web.Response:
        """Say that the process lives."""
        return web.json_response({"status": "ok"})

    async def metrics(self, _: web.Request) -> web.Response:
        """Give the figures to Prometheus."""
        # Some hundred series take more than 5 ms.
        body = await asyncio.to_thread(generate_latest, self._metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


class Readiness:
    """`/readyz`: whether the API can answer."""

    def __init__(self, recommender: Recommender, shutdown: GracefulShutdown) -> None:
        self._recommender = recommender
        self._shutdown = shutdown

    async def ready(self, _: web.Request) -> web.Response:
        """Say whether requests can be answered, and what is missing if not."""
        if self._shutdown.is_shutting_down:
            raise Refused(SHUTTING_DOWN)
        async with asyncio.timeout(READINESS_TIMEOUT_S):
            readiness = await self._recommender.readiness()
        checks = dict(readiness.checks)
        if not readiness.is_ready:
            return problem_response(Refused(NOT_READY), current_request_id() or "", checks)
        return web.json_response({"status": "ok", "checks": checks})


class Documents:
    """`/`, `/docs`, `/openapi.json` and the types of problems, rendered once."""

    def __init__(self, openapi: bytes, page: bytes, page_policy: str) -> None:
        self._openapi = openapi
        self._page = page
        self._page_policy = page_policy
        self._slugs = frozenset(kind.slug for kind in KINDS)

    async def openapi(self, _: web.Request) -> web.Response:
        """Give the OpenAPI document."""
        return web.Response(body=self._openapi, content_type=JSON_MEDIA_TYPE)

    async def page(self, _: web.Request) -> web.Response:
        """Give the documentation for people."""
        return web.Response(
            body=self._page,
            content_type="text/html",
            charset="utf-8",
            headers={"Content-Security-Policy": self._page_policy},
        )

    async def home(self, _: web.Request) -> web.Response:
        """Lead to the documentation."""
        return web.Response(status=302, headers={"Location": "/docs"})

    async def problem(self, request: web.Request) -> web.Response:
        """Lead from the type of a problem to its explanation."""
        slug = request.match_info["slug"]
        if slug not in self._slugs:
            raise web.HTTPNotFound
        return web.Response(status=302, headers={"Location": f"/docs#problem-{slug}"})
