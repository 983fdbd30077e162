"""The query of a request, validated."""

from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from reko_api.errors import validation_problem
from reko_core.errors import BadInput

__all__ = ["read_query"]

RequestModel = TypeVar("RequestModel", bound=BaseModel)


def read_query(request: web.Request, model: type[RequestModel]) -> RequestModel:
    """Validate the query. Raises ProblemError, and BadInput for a parameter given twice."""
    values = dict(request.query)
    for name in values:
        if len(request.query.getall(name)) > 1:
            raise BadInput(name if name in model.model_fields else "query", "is given twice")
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise validation_problem(error) from None
