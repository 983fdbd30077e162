"""Routes that take their request in the query of the URL and return JSON."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from reko_api.errors import validation_problem
from reko_api.middleware.authentication import AccessControl
from reko_api.routes.body import JSON_MEDIA_TYPE
from reko_core.errors import BadInput
from reko_core.runtime.client_scope import client_scope
from reko_core.runtime.shutdown import GracefulShutdown

__all__ = ["QueryEndpoint"]

RequestModel = TypeVar("RequestModel", bound=BaseModel)


class QueryEndpoint(Generic[RequestModel]):
    """A route that takes one kind of request by GET."""

    def __init__(
        self,
        model: type[RequestModel],
        handle: Callable[[RequestModel], Awaitable[BaseModel]],
        access: AccessControl,
        shutdown: GracefulShutdown,
        timeout_s: float,
    ) -> None:
        self._model = model
        self._handle = handle
        self._access = access
        self._shutdown = shutdown
        self._timeout_s = timeout_s

    async def get(self, request: web.Request) -> web.Response:
        """Handle a request. Raises ProblemError, TimeoutError and the core's errors."""
        client = await self._access.authenticate_and_limit(request)
        with client_scope(client):
            async with self._shutdown.work(self._timeout_s):
                response = await self._handle(_read_query(request, self._model))
        return web.Response(body=response.model_dump_json().encode(), content_type=JSON_MEDIA_TYPE)


def _read_query(request: web.Request, model: type[RequestModel]) -> RequestModel:
    """Validate the query. Raises ProblemError, and BadInput for a parameter given twice."""
    values = dict(request.query)
    for name in values:
        if len(request.query.getall(name)) > 1:
            raise BadInput(name if name in model.model_fields else "query", "is given twice")
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise validation_problem(error) from None
