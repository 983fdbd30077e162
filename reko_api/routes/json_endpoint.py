"""Routes that take JSON and return JSON or a picture, all under the same limits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from aiohttp import web
from pydantic import BaseModel

from reko_api.middleware.authentication import AccessControl
from reko_api.routes.body import JSON_MEDIA_TYPE, MAX_BODY_WAIT_S, BodyReader
from reko_api.routes.progress import accepts_progress, respond_with_progress
from reko_api.routes.query import read_query
from reko_core.runtime.client_scope import client_scope
from reko_core.runtime.shutdown import GracefulShutdown

__all__ = ["JsonEndpoint", "Limits"]

PNG_MEDIA_TYPE = "image/png"
# Kept by the client that sent the request, which asks whether it has changed (by the ETag).
OWN_CACHE_ONLY = "private, no-cache"

RequestModel = TypeVar("RequestModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Limits:
    """What all endpoints share: who may ask how often, for how long, and how bodies are read."""

    access: AccessControl
    shutdown: GracefulShutdown
    timeout_s: float
    bodies: BodyReader = field(default_factory=BodyReader)


class JsonEndpoint(Generic[RequestModel]):
    """A route that takes one kind of request, in the body of a POST or in the query of a GET.

    draw: makes a picture of the response, as PNG, which is returned instead.
    """

    def __init__(
        self,
        model: type[RequestModel],
        handle: Callable[[RequestModel], Awaitable[BaseModel]],
        limits: Limits,
        *,
        draw: Callable[[BaseModel], Awaitable[bytes]] | None = None,
    ) -> None:
        self._model = model
        self._handle = handle
        self._limits = limits
        self._draw = draw

    async def post(self, request: web.Request) -> web.Response:
        """Handle a request. Raises ProblemError, TimeoutError and the core's errors."""
        return await self._respond(request, self._read_body)

    async def get(self, request: web.Request) -> web.Response:
        """Handle a request. Raises ProblemError, TimeoutError and the core's errors."""
        response = await self._respond(request, self._read_query)
        response.headers["Cache-Control"] = OWN_CACHE_ONLY
        return response

    async def _respond(
        self, request: web.Request, read: Callable[[web.Request], Awaitable[RequestModel]]
    ) -> web.Response:
        client = await self._limits.access.authenticate_and_limit(request)

        async def work() -> web.Response:
            with client_scope(client):
                async with self._limits.shutdown.work(self._limits.timeout_s):
                    return await self._encode(await self._handle(await read(request)))

        if self._draw is None and accepts_progress(request):
            return await respond_with_progress(work)
        return await work()

    async def _encode(self, response: BaseModel) -> web.Response:
        if self._draw is not None:
            return web.Response(body=await self._draw(response), content_type=PNG_MEDIA_TYPE)
        return web.Response(body=response.model_dump_json().encode(), content_type=JSON_MEDIA_TYPE)

    async def _read_body(self, request: web.Request) -> RequestModel:
        wait_s = min(MAX_BODY_WAIT_S, self._limits.timeout_s / 2)
        return await self._limits.bodies.read(request, self._model, wait_s)

    async def _read_query(self, request: web.Request) -> RequestModel:
        return read_query(request, self._model)
