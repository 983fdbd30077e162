"""The request and response of `POST /recommendations/similar`, the same for every front end."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reko_core.contract.fields import AnimeId, Array, MissingUsers, ResponseModel, UserName
from reko_core.contract.filter_request import FilterRequest, PageRequest
from reko_core.contract.recommend import AnimeInfo, Expected, RekoCounts
from reko_core.contract.user_request import ListFields

__all__ = [
    "MAX_GIVEN",
    "SimilarMetadata",
    "SimilarRequest",
    "SimilarResponse",
    "SimilarTitle",
]

MAX_GIVEN = 10


class SimilarRequest(ListFields, FilterRequest, PageRequest):
    """A request for titles like one or several others."""

    anime_id: AnimeId | None = Field(
        None, description="The title that others are to be like.", examples=[9253]
    )
    anime_ids: Array[AnimeId] = Field(
        (),
        max_length=MAX_GIVEN,
        strict=False,
        description="Titles that others are to be like, all together; instead of anime_id.",
        examples=[[9253, 31240]],
    )
    unlike_ids: Array[AnimeId] = Field(
        (),
        max_length=MAX_GIVEN,
        strict=False,
        description="Titles of another kind than what is wanted: what shares their genres sinks.",
    )
    user_name: UserName | None = Field(
        None,
        description="Order the titles for this user, and leave out what is on their list; "
        "trimmed, case-insensitive.",
        examples=["Some_User"],
    )
    popularity: float = Field(
        0.0,
        ge=-1,
        le=1,
        allow_inf_nan=False,
        description="From -1 (hidden gems first) to 1 (popular titles first).",
    )

    @model_validator(mode="after")
    def _has_titles(self) -> Self:
        if (self.anime_id is None) == (not self.anime_ids):
            raise PydanticCustomError("titles_given", "needs either anime_id or anime_ids")
        if set(self.like_ids) & set(self.unlike_ids):
            raise PydanticCustomError("titles_given", "has a title that is both like and unlike")
        return self

    @property
    def like_ids(self) -> tuple[int, ...]:
        """The titles that others are to be like, each once."""
        given = self.anime_ids if self.anime_id is None else (self.anime_id,)
        return tuple(dict.fromkeys(given))


class SimilarMetadata(ResponseModel):
    """What the response is based on: the titles asked for, and the user's list if there is one."""

    user_last_analyzed: str | None = Field(
        description="When the list was fetched, UTC; null without user_name.",
        examples=["2022-12-31T12:00:00.000Z"],
    )
    like: tuple[AnimeInfo, ...]
    unlike: tuple[AnimeInfo, ...]
    rekos: RekoCounts
    missing_users: MissingUsers = None


class SimilarTitle(ResponseModel):
    """One title like those asked for."""

    id: int
    info: AnimeInfo
    match: int = Field(
        ge=0,
        le=100,
        description="How close it is: 100 is the closest title of the community, 50 half as close; "
        "with user_name, how well it fits the list counts as much. Never higher than that of the "
        "title before, on all pages.",
    )
    shared_genres: tuple[str, ...] = Field(description="The genres it shares with those asked for.")
    expected: Expected | None = Field(description="For the user; null without user_name.")


class SimilarResponse(ResponseModel):
    """Titles like those asked for, the closest first; none of their franchises."""

    metadata: SimilarMetadata
    rekos: tuple[SimilarTitle, ...]
