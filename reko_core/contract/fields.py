"""The fields that requests and responses share: their types, patterns and limits."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MAX_ANIME_ID",
    "MAX_BANS",
    "MAX_EPISODES",
    "MAX_GENRES",
    "MAX_GENRE_LENGTH",
    "MAX_OFFSET",
    "USER_HASH_PATTERN",
    "USER_NAME_PATTERN",
    "AgeRating",
    "AnimeId",
    "Episodes",
    "Genre",
    "MediaType",
    "RequestModel",
    "ResponseModel",
    "UserHash",
    "UserName",
    "WholeNumber",
    "Year",
]

USER_NAME_PATTERN = r"^[A-Za-z0-9_-]{2,16}$"
USER_HASH_PATTERN = r"^[0-9a-f]{32}$"
MAX_BANS = 10_000
MAX_GENRES = 10
MAX_GENRE_LENGTH = 50
MAX_EPISODES = 10_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_OFFSET = 1000
MAX_ANIME_ID = 2**31 - 1


def _trimmed(value: object) -> object:
    return value.strip(" \t\r\n") if isinstance(value, str) else value


def _whole(value: object) -> object:
    """JSON has one number type: 65432.0 is the id 65432."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


AnimeId = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=MAX_ANIME_ID)]
UserHash = Annotated[str, Field(pattern=USER_HASH_PATTERN)]
UserName = Annotated[str, BeforeValidator(_trimmed), Field(pattern=USER_NAME_PATTERN)]
Genre = Annotated[str, Field(min_length=1, max_length=MAX_GENRE_LENGTH)]
Episodes = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=MAX_EPISODES)]
Year = Annotated[int, BeforeValidator(_whole), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
WholeNumber = Annotated[int, BeforeValidator(_whole)]
MediaType = Literal["tv", "movie", "ova", "ona", "special"]
AgeRating = Literal["g", "pg", "pg_13", "r", "r+", "rx"]


class RequestModel(BaseModel):
    """Base of the requests: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ResponseModel(BaseModel):
    """Base of the responses and their parts."""

    model_config = ConfigDict(frozen=True)
