"""Validation of requests: pydantic's errors become BadInput."""

from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from reko_core.contract.fields import UserName
from reko_core.errors import BadInput

__all__ = ["parse_as", "parse_user_name"]

Model = TypeVar("Model", bound=BaseModel)
_USER_NAME: TypeAdapter[str] = TypeAdapter(UserName)


def parse_as(model: type[Model], data: object) -> Model:
    """Validate decoded JSON. Raises BadInput naming the first field that is wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "body"
        raise BadInput(field, first["msg"]) from error


def parse_user_name(name: str, field: str = "user_name") -> str:
    """Return the name of a MAL user without the space around it. Raises BadInput naming `field`."""
    try:
        return _USER_NAME.validate_python(name)
    except ValidationError as error:
        raise BadInput(field, "must be 2-16 letters, digits, - or _") from error
