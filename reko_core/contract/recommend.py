"""The question and the answer of Reko, the same for the bot, the API and the command line."""

from typing import Annotated, Literal, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from reko_core.errors import BadInput

__all__ = [
    "AgeRating",
    "Algorithm",
    "AnimeInfo",
    "Expected",
    "MediaType",
    "Metadata",
    "NeighbourRekos",
    "Recommendation",
    "RekoCounts",
    "RelatedAnime",
    "Request",
    "Response",
    "SimilarUser",
    "UserCounts",
    "parse_as",
    "parse_request",
    "parse_user_name",
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
    """JSON has one kind of number: 65432.0 is the id 65432."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


AnimeId = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=MAX_ANIME_ID)]
UserHash = Annotated[str, Field(pattern=USER_HASH_PATTERN)]
UserName = Annotated[str, BeforeValidator(_trimmed), Field(pattern=USER_NAME_PATTERN)]
Genre = Annotated[str, Field(min_length=1, max_length=MAX_GENRE_LENGTH)]
Episodes = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=MAX_EPISODES)]
Year = Annotated[int, BeforeValidator(_whole), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
MediaType = Literal["tv", "movie", "ova", "ona", "special"]
AgeRating = Literal["g", "pg", "pg_13", "r", "r+", "rx"]


_USER_NAME: TypeAdapter[str] = TypeAdapter(UserName)
Question = TypeVar("Question", bound=BaseModel)


class Request(BaseModel):
    """What is asked: recommendations for one MAL user."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    user_name: UserName = Field(
        description="MAL user; trimmed, case-insensitive.", examples=["Some_User"]
    )
    accuracy: float = Field(
        100.0,
        ge=0,
        le=100,
        allow_inf_nan=False,
        description="How close a community user must be to count as similar.",
    )
    popularity: float = Field(
        0.0,
        ge=-1,
        le=1,
        allow_inf_nan=False,
        description="From -1, hidden gems first, to 1, the well known first.",
    )
    banned_ids: tuple[AnimeId, ...] = Field(
        (), max_length=MAX_BANS, strict=False, description="Anime left out of the recommendations."
    )
    banned_users: tuple[UserHash, ...] = Field(
        (),
        max_length=MAX_BANS,
        strict=False,
        description="Hashes of users left out of the neighbours.",
    )
    force_list_update: bool = Field(
        False,
        description="Fetch the list again; lists older than 7 days are fetched again anyway.",
    )
    include_adult: bool = Field(False, description="Recommend titles rated rx, too.")
    continue_franchises: bool = Field(
        False,
        description="Recommend the next unseen title of franchises already begun, too.",
    )
    limit: Annotated[int, BeforeValidator(_whole)] = Field(
        24, ge=1, le=100, description="How many recommendations to send."
    )
    offset: Annotated[int, BeforeValidator(_whole)] = Field(
        0,
        ge=0,
        le=MAX_OFFSET,
        description="How many of the best to skip: with a limit of 24, page two begins at 24.",
    )
    genres: tuple[Genre, ...] = Field(
        (),
        max_length=MAX_GENRES,
        strict=False,
        description="Recommend only titles that bear all of these genres; case-insensitive.",
        examples=[["Comedy", "School"]],
    )
    exclude_genres: tuple[Genre, ...] = Field(
        (),
        max_length=MAX_GENRES,
        strict=False,
        description="Recommend only titles that bear none of these genres; case-insensitive.",
        examples=[["Horror"]],
    )
    types: tuple[MediaType, ...] = Field(
        (),
        max_length=len(get_args(MediaType)),
        strict=False,
        description="Recommend only titles of these kinds: tv, movie, ova, ona, or special, which "
        "TV specials are, too.",
    )
    max_episodes: Episodes | None = Field(
        None, description="Recommend only titles known to have no more episodes than this."
    )
    year_from: Year | None = Field(
        None, description="Recommend only titles known to be first broadcast in this year or later."
    )
    year_to: Year | None = Field(
        None,
        description="Recommend only titles known to be first broadcast in this year or before; "
        "not before year_from.",
    )
    age_ratings: tuple[AgeRating, ...] = Field(
        (),
        max_length=len(get_args(AgeRating)),
        strict=False,
        description="Recommend only titles known to have one of these age ratings: g, pg, pg_13, "
        "r, r+ or rx; rx is refused without include_adult.",
        examples=[["g", "pg", "pg_13"]],
    )
    include_planned: bool = Field(
        False, description="Recommend titles on the plan-to-watch list, too."
    )
    only_planned: bool = Field(
        False,
        description="Recommend nothing but titles on the plan-to-watch list, those with nothing "
        "unseen before them.",
    )

    @field_validator("year_to")
    @classmethod
    def _years_in_order(cls, year_to: int | None, info: ValidationInfo) -> int | None:
        year_from = info.data.get("year_from")
        if year_to is not None and year_from is not None and year_from > year_to:
            raise PydanticCustomError("years_reversed", "must not be before year_from")
        return year_to


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class UserCounts(_Answer):
    """How many similar users were found, and which were banned by the request."""

    found: int = Field(ge=0)
    banned: tuple[str, ...]


class RekoCounts(_Answer):
    """How many candidates were found and sent, and which were banned by the request."""

    sent: int = Field(ge=0)
    found: int = Field(ge=0, description="On all pages, those skipped among them.")
    banned: tuple[int, ...]


class Algorithm(_Answer):
    """The passes made over the community and the accuracy of the last."""

    passages: int = Field(ge=0)
    accuracy: int | float = Field(ge=0, le=100)


class Metadata(_Answer):
    """What the answer rests on."""

    user_last_analyzed: str = Field(
        description="When the list was fetched, UTC.", examples=["2022-12-31T12:00:00.000Z"]
    )
    users: UserCounts
    rekos: RekoCounts
    algorithm: Algorithm


class NeighbourRekos(_Answer):
    """How many candidates a neighbour brings, and how many of them were sent."""

    sent: int = Field(ge=0)
    found: int = Field(ge=0)


class SimilarUser(_Answer):
    """A neighbour, known by a keyed hash only."""

    hash: str = Field(pattern=USER_HASH_PATTERN)
    affinity: int = Field(ge=0, le=100)
    rekos: NeighbourRekos


class RelatedAnime(_Answer):
    """A title related to the recommended one."""

    id: int
    relation: str


class AnimeInfo(_Answer):
    """What is known of a title; null where MAL does not say."""

    id: int
    mean: float | None
    title: str
    airing_date: str | None
    main_image: str | None
    rating: str | None
    num_episodes: int | None
    genres: tuple[str, ...]
    related: tuple[RelatedAnime, ...]
    media_type: str | None


class Expected(_Answer):
    """What this user would give, 1-10, and the chance in percent of at least their own mean."""

    score: float = Field(ge=1, le=10)
    enjoyment: int = Field(ge=0, le=100)


class Recommendation(_Answer):
    """One title, with the indexes of the neighbours (in `Response.users`) that recommend it."""

    id: int
    info: AnimeInfo
    expected: Expected
    users: tuple[int, ...]


class Response(_Answer):
    """The answer: recommendations, best first, and the users who stand behind them."""

    metadata: Metadata
    users: tuple[SimilarUser, ...]
    rekos: tuple[Recommendation, ...]


def parse_request(data: object) -> Request:
    """Validate decoded JSON. Raises BadInput naming the first field that is wrong."""
    return parse_as(Request, data)


def parse_as(model: type[Question], data: object) -> Question:
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
