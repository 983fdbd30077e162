"""Routes that answer a JSON question, all under the same limits."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from aiohttp import web
from pydantic import BaseModel

from reko_api.middleware.authentication import AccessControl
from reko_api.routes.body import JSON_MEDIA_TYPE, read_request
from reko_core.runtime.shutdown import GracefulShutdown

__all__ = ["JsonEndpoint"]

MAX_BODY_WAIT_S = 10

Question = TypeVar("Question", bound=BaseModel)


class JsonEndpoint(Generic[Question]):
    """A route to which questions of one kind are posted."""

    def __init__(
        self,
        model: type[Question],
        answer: Callable[[Question], Awaitable[BaseModel]],
        admission: AccessControl,
        shutdown: GracefulShutdown,
        timeout_s: float,
    ) -> None:
        self._model = model
        self._answer = answer
        self._admission = admission
        self._shutdown = shutdown
        self._timeout_s = timeout_s

    async def post(self, request: web.Request) -> web.Response:
        """Answer a question. Raises Refused, TimeoutError and the core's errors."""
        await self._admission.admit(request)
        async with self._shutdown.work(self._timeout_s):
            body_wait_s = min(MAX_BODY_WAIT_S, self._timeout_s / 2)
            question = await read_request(request, self._model, body_wait_s)
            answer = await self._answer(question)
        return web.Response(body=answer.model_dump_json().encode(), content_type=JSON_MEDIA_TYPE)
