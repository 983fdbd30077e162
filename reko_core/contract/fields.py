"""The fields that requests and responses share: their types, patterns and limits.

A request may be hostile: what it costs to refuse one is bounded here. An array is measured before
its items are looked at, and refused at the first wrong one; many unknown fields are one error.
"""

from typing import Annotated, Any, Literal, TypeVar

from annotated_types import MaxLen
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from reko_core.domain.sites import OwnListName
from reko_core.domain.text import user_name_in

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MAL_NAME_PATTERN",
    "MAX_ANIME_ID",
    "MAX_BANS",
    "MAX_EPISODES",
    "MAX_GENRES",
    "MAX_GENRE_LENGTH",
    "MAX_OFFSET",
    "USER_HASH_PATTERN",
    "USER_NAME_PATTERN",
    "Accuracy",
    "AgeRating",
    "AnimeId",
    "Array",
    "Episodes",
    "Genre",
    "ListTime",
    "MediaType",
    "MissingUsers",
    "RequestModel",
    "ResponseModel",
    "UserHash",
    "UserName",
    "WholeNumber",
    "Year",
    "whole_number",
]

MAL_NAME_PATTERN = r"^[A-Za-z0-9_-]{2,16}$"
USER_NAME_PATTERN = r"^(?:[A-Za-z0-9_-]{2,16}|(?:anilist|kitsu):[A-Za-z0-9_-]{2,20})$"
USER_HASH_PATTERN = r"^[0-9a-f]{32}$"
MAX_BANS = 10_000
MAX_GENRES = 10
MAX_GENRE_LENGTH = 50
MAX_EPISODES = 10_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_OFFSET = 1000
MAX_ANIME_ID = 2**31 - 1
_MAX_UNKNOWN_FIELDS = 10

_Item = TypeVar("_Item")


class _HashableFailFast(FailFast):
    """FailFast for arrays that may be null: Python 3.11 hashes the members of a union."""

    __hash__ = object.__hash__


def _user_name(value: object) -> object:
    return user_name_in(value) if isinstance(value, str) else value


def _own_or_valid(value: object, validate: ValidatorFunctionWrapHandler) -> object:
    return value if isinstance(value, OwnListName) else validate(value)


def whole_number(value: object) -> object:
    """Return a float that is whole as an int: JSON has one number type, 65432.0 is 65432."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Accuracy = Annotated[
    float,
    Field(
        ge=0,
        le=100,
        allow_inf_nan=False,
        description="How close a community user must be to count as similar.",
    ),
]
Array = Annotated[tuple[_Item, ...], _HashableFailFast()]
AnimeId = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MAX_ANIME_ID)]
UserHash = Annotated[str, Field(pattern=USER_HASH_PATTERN)]
UserName = Annotated[
    str,
    BeforeValidator(_user_name),
    Field(pattern=USER_NAME_PATTERN),
    WrapValidator(_own_or_valid),
]
Genre = Annotated[str, Field(min_length=1, max_length=MAX_GENRE_LENGTH)]
Episodes = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MAX_EPISODES)]
Year = Annotated[int, BeforeValidator(whole_number), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
WholeNumber = Annotated[int, BeforeValidator(whole_number)]
MediaType = Literal["tv", "movie", "ova", "ona", "special"]
ListTime = Annotated[
    str,
    Field(description="When the list was fetched, UTC.", examples=["2022-12-31T12:00:00.000Z"]),
]
MissingUsers = Annotated[
    float | None,
    Field(
        gt=0,
        le=1,
        exclude_if=lambda share: share is None,
        description="Share of the community that could not be searched; absent if there is none.",
    ),
]
AgeRating = Literal["g", "pg", "pg_13", "r", "r+", "rx"]


class RequestModel(BaseModel):
    """Base of the requests: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _bound_unknown_fields(cls, data: object) -> object:
        if isinstance(data, dict):
            n_unknown = len(data) - sum(name in data for name in cls.model_fields)
            if n_unknown > _MAX_UNKNOWN_FIELDS:
                raise PydanticCustomError("unknown_fields", f"has {n_unknown} unknown fields")
        return data

    @field_validator("*", mode="before")
    @classmethod
    def _bound_array(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, list):
            limits: list[Any] = cls.model_fields[info.field_name or ""].metadata
            longest = next((one.max_length for one in limits if isinstance(one, MaxLen)), 0)
            if len(value) > longest > 0:
                context = {
                    "field_type": "Tuple",
                    "max_length": longest,
                    "actual_length": len(value),
                }
                raise PydanticKnownError("too_long", context)
        return value


class ResponseModel(BaseModel):
    """Base of the responses and their parts."""

    model_config = ConfigDict(frozen=True)
