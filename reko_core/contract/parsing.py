"""Validation of requests: pydantic's errors become BadInput, and reasons that people understand."""

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from reko_core.contract.fields import UserName
from reko_core.errors import BadInput

__all__ = [
    "MAX_FIELD_LENGTH",
    "count_marks",
    "field_reasons",
    "parse_as",
    "parse_user_name",
    "reason_of",
]

MAX_FIELD_LENGTH = 64

Model = TypeVar("Model", bound=BaseModel)
_USER_NAME: TypeAdapter[str] = TypeAdapter(UserName)

_REASONS = {
    "missing": "is required",
    "extra_forbidden": "is not a known field",
    "model_type": "must be a JSON object",
    "string_type": "must be a string",
    "string_unicode": "must be valid Unicode",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "literal_error": "must be {expected}",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "tuple_type": "must be an array",
    "greater_than_equal": "must be at least {ge:.10g}",
    "less_than_equal": "must be at most {le:.10g}",
    "too_short": "must have at least {min_length} items",
    "too_long": "must have at most {max_length} items",
}
_USER_NAME_REASON = "must be 2-16 letters, digits, - or _"
_HASH_REASON = "must be 32 characters of 0-9 and a-f"
_PATTERN_REASONS = {
    "user_name": _USER_NAME_REASON,
    "user_names": _USER_NAME_REASON,
    "banned_users": f"{_HASH_REASON}, like users[].hash in a response",
    "users": _HASH_REASON,
}
_PATTERN_REASON = "has characters that are not allowed"


def count_marks(data: bytes, marks: bytes) -> int:
    """Return how many of some ASCII characters JSON has, to refuse what is slow to decode."""
    return sum(map(data.count, marks))


def parse_as(model: type[Model], data: object) -> Model:
    """Validate decoded JSON. Raises BadInput naming the first field that is wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadInput(*next(field_reasons(error))) from error


def parse_user_name(name: str, field: str = "user_name") -> str:
    """Return the name of a user of any site as it was meant. Raises BadInput naming `field`."""
    try:
        return _USER_NAME.validate_python(name)
    except ValidationError as error:
        raise BadInput(field, _USER_NAME_REASON) from error


def field_reasons(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Return each invalid field, `body` for the whole, and the reason in words."""
    errors = error.errors(include_url=False, include_input=False)
    for one in errors:
        if one["type"] == "too_short" and any(_is_within(other, one) for other in errors):
            # The array is read as far as the first wrong item.
            continue
        location = ".".join(str(part)[:MAX_FIELD_LENGTH] for part in one["loc"])
        yield location[:MAX_FIELD_LENGTH] or "body", reason_of(one)


def _is_within(inner: ErrorDetails, outer: ErrorDetails) -> bool:
    n = len(outer["loc"])
    return len(inner["loc"]) > n and inner["loc"][:n] == outer["loc"]


def reason_of(error: ErrorDetails) -> str:
    """Return what is wrong in words, never as a regular expression."""
    if error["type"] == "string_pattern_mismatch":
        return _PATTERN_REASONS.get(str(next(iter(error["loc"]), "")), _PATTERN_REASON)
    template = _REASONS.get(error["type"])
    return template.format(**error.get("ctx", {})) if template else error["msg"]
