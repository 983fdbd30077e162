"""Routes that answer a JSON question, all under the same limits."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from aiohttp import web
from pydantic import BaseModel

from reko_api.body import JSON_MEDIA_TYPE, read_request
from reko_api.client import client_key
from reko_api.errors import TOO_MANY_REQUESTS, Refused
from reko_core.drain import Drain
from reko_core.rate_limit import TokenBuckets
from reko_core.settings import ApiSettings

__all__ = ["Gate", "Questions"]

MAX_BODY_WAIT_S = 10

Question = TypeVar("Question", bound=BaseModel)


class Gate:
    """Lets a client in as often as the settings allow, whichever question it asks."""

    def __init__(self, settings: ApiSettings) -> None:
        self._trusted_proxies = settings.trusted_proxies
        self._buckets = TokenBuckets(settings.requests_per_minute, settings.burst)

    def admit(self, request: web.Request) -> None:
        """Count a request. Raises Refused when its client asks too often."""
        forwarded_for = request.headers.getall("X-Forwarded-For", ())
        client = client_key(request.remote, forwarded_for, self._trusted_proxies)
        wait_s = self._buckets.take(client)
        if wait_s:
            raise Refused(TOO_MANY_REQUESTS, retry_after_s=wait_s)


class Questions(Generic[Question]):
    """A route to which questions of one kind are posted."""

    def __init__(
        self,
        model: type[Question],
        answer: Callable[[Question], Awaitable[BaseModel]],
        gate: Gate,
        drain: Drain,
        timeout_s: float,
    ) -> None:
        self._model = model
        self._answer = answer
        self._gate = gate
        self._drain = drain
        self._timeout_s = timeout_s

    async def post(self, request: web.Request) -> web.Response:
        """Answer a question. Raises Refused, TimeoutError and the core's errors."""
        self._gate.admit(request)
        async with self._drain.work(self._timeout_s):
            body_wait_s = min(MAX_BODY_WAIT_S, self._timeout_s / 2)
            question = await read_request(request, self._model, body_wait_s)
            answer = await self._answer(question)
        return web.Response(body=answer.model_dump_json().encode(), content_type=JSON_MEDIA_TYPE)
