"""The request and response of `POST /recommendations`, the same for every front end."""

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from reko_core.contract.fields import (
    USER_HASH_PATTERN,
    ListTime,
    MissingUsers,
    ResponseModel,
    UserName,
    WholeNumber,
)
from reko_core.contract.filter_request import FilterRequest, PageRequest
from reko_core.contract.parsing import parse_as
from reko_core.contract.user_request import UserRequest

__all__ = [
    "Algorithm",
    "AnimeInfo",
    "Expected",
    "Metadata",
    "NeighbourRekos",
    "Recommendation",
    "RekoCounts",
    "RelatedAnime",
    "Request",
    "Response",
    "SimilarUser",
    "Titles",
    "UserCounts",
    "parse_request",
]


class Request(FilterRequest, PageRequest, UserRequest):
    """A request for recommendations to one user."""

    popularity: float = Field(
        0.0,
        ge=-1,
        le=1,
        allow_inf_nan=False,
        description="From -1 (hidden gems first) to 1 (popular titles first).",
    )
    continue_franchises: bool = Field(
        False,
        description="Also recommend the next unseen title of franchises already started.",
    )
    include_planned: bool = Field(
        False, description="Also recommend titles on the plan-to-watch list."
    )
    only_planned: bool = Field(
        False,
        description="Recommend only titles on the plan-to-watch list, those without an unseen "
        "prerequisite.",
    )
    from_user: UserName | None = Field(
        None,
        description="Recommend only what this other user likes: what they would recommend to "
        "user_name.",
        examples=["Other_User"],
    )
    random_seed: WholeNumber | None = Field(
        None,
        ge=0,
        le=2**31 - 1,
        description="Draw from the 100 best in random order, those of a higher match more often; "
        "match may then rise. The same seed draws the same.",
    )

    @property
    def named_users(self) -> tuple[str, ...]:
        """The users that the request names."""
        return tuple(name for name in (self.user_name, self.from_user) if name)

    @field_validator("from_user")
    @classmethod
    def _is_another_user(cls, from_user: str | None, info: ValidationInfo) -> str | None:
        user_name = info.data.get("user_name", "")
        if from_user is not None and from_user.casefold() == user_name.casefold():
            raise PydanticCustomError("same_user", "must be somebody else than user_name")
        return from_user


class UserCounts(ResponseModel):
    """How many similar users were found, and which the request banned."""

    found: int = Field(ge=0)
    banned: tuple[str, ...]


class RekoCounts(ResponseModel):
    """How many candidates were found and sent, and which the request banned."""

    sent: int = Field(ge=0)
    found: int = Field(ge=0, description="On all pages, including the skipped ones.")
    banned: tuple[int, ...]


class Algorithm(ResponseModel):
    """The passes made over the community and the accuracy of the last."""

    passages: int = Field(ge=0)
    accuracy: int | float = Field(ge=0, le=100)
    missing_users: MissingUsers = None


class Metadata(ResponseModel):
    """What the response is based on."""

    user_last_analyzed: ListTime
    unmapped_entries: int = Field(
        0,
        ge=0,
        exclude_if=lambda n: n == 0,
        description="Entries of a list of another site that are left out, as MAL has no such "
        "title; absent if there are none.",
    )
    users: UserCounts
    rekos: RekoCounts
    algorithm: Algorithm


class NeighbourRekos(ResponseModel):
    """How many candidates a neighbour brings, and how many of them were sent."""

    sent: int = Field(ge=0)
    found: int = Field(ge=0)


class SimilarUser(ResponseModel):
    """A neighbour, identified by a hash that is theirs only in responses for the same user_name.

    It is a pseudonym: which titles they recommend tells them apart to who holds their list.
    """

    hash: str = Field(pattern=USER_HASH_PATTERN)
    affinity: int = Field(ge=0, le=100)
    rekos: NeighbourRekos


class RelatedAnime(ResponseModel):
    """A title related to the recommended one."""

    id: int
    relation: str


class Titles(ResponseModel):
    """The names of a title; null where MAL has none.

    romaji is MAL's main title: Japanese in Latin letters, or as the title is known abroad.
    """

    romaji: str
    english: str | None
    japanese: str | None


class AnimeInfo(ResponseModel):
    """Information on a title; null where MAL has none. `title` is `titles.romaji`."""

    id: int
    mean: float | None
    title: str
    titles: Titles
    airing_date: str | None
    main_image: str | None
    rating: str | None
    num_episodes: int | None
    genres: tuple[str, ...]
    related: tuple[RelatedAnime, ...]
    media_type: str | None


class Expected(ResponseModel):
    """The score this user would give, 1-10; the chance in percent that it reaches their mean."""

    score: float = Field(ge=1, le=10)
    enjoyment: int = Field(ge=0, le=100)


class Recommendation(ResponseModel):
    """One title, with the indexes of the neighbours (in `Response.users`) that recommend it.

    A neighbour recommends a title if they watch it or have completed it, and scored it at least
    their own mean or not at all.
    """

    id: int
    info: AnimeInfo
    match: int = Field(
        ge=0,
        le=100,
        description="How well it fits the list: 50 means as well as a typical title that the user "
        "likes, 90 better than 90 % of these. Never higher than that of the title before, on all "
        "pages.",
    )
    expected: Expected
    users: tuple[int, ...]
    from_score: int | None = Field(
        None,
        ge=1,
        le=10,
        exclude_if=lambda score: score is None,
        description="How from_user scored it; absent without a score or without from_user.",
    )


class Response(ResponseModel):
    """Recommendations, best first, and the similar users they come from."""

    metadata: Metadata
    users: tuple[SimilarUser, ...]
    rekos: tuple[Recommendation, ...]


def parse_request(data: object) -> Request:
    """Validate decoded JSON. Raises BadInput naming the first field that is wrong."""
    return parse_as(Request, data)
