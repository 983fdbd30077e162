"""The request and response of `POST /affinity`, the same for every front end."""

from typing import Annotated

from pydantic import Field, field_validator

from reko_core.contract.fields import Array, ListTime, RequestModel, ResponseModel, UserName
from reko_core.contract.recommend import Titles
from reko_core.contract.user_request import require_different

__all__ = [
    "AffinityRequest",
    "AffinityResponse",
    "ComparedTitle",
    "ComparedUser",
    "SharedTitles",
]

Count = Annotated[int, Field(ge=0)]
Score = Annotated[int, Field(ge=1, le=10)]


class AffinityRequest(RequestModel):
    """A request to compare two users."""

    user_names: Array[UserName] = Field(
        min_length=2,
        max_length=2,
        strict=False,
        description="Two different users, of any site; trimmed, case-insensitive.",
        examples=[["Some_User", "Other_User"]],
    )
    force_list_update: bool = Field(
        False,
        description="Fetch the lists again; lists older than 7 days are fetched again anyway.",
    )
    include_adult: bool = Field(False, description="Also name adult titles; they always count.")

    _different = field_validator("user_names")(require_different)


class ComparedUser(ResponseModel):
    """One of the two users, named as their site spells it or as requested; seen: titles."""

    user_name: str
    user_last_analyzed: ListTime
    seen: Count


class SharedTitles(ResponseModel):
    """How many titles both have seen, and how many both have scored."""

    seen: Count
    scored: Count


class ComparedTitle(ResponseModel):
    """A title that both have scored; scores are in the order of the request."""

    id: int
    title: str
    titles: Titles
    scores: Array[Score] = Field(min_length=2, max_length=2)


class AffinityResponse(ResponseModel):
    """How close two users are; all counts are of titles in the community.

    low, high: the 90 % interval of the affinity. agreement: shrunk correlation of their scores,
    null below three shared scores. mean_difference: mean of the first user's scores minus the
    second's, on titles that both have scored; null without any. agree: titles that both like and
    agree on. disagree: titles they disagree on most.
    """

    users: Array[ComparedUser] = Field(min_length=2, max_length=2)
    affinity: int = Field(ge=0, le=100)
    low: int = Field(ge=0, le=100)
    high: int = Field(ge=0, le=100)
    shared: SharedTitles
    agreement: float | None = Field(ge=-1, le=1)
    mean_difference: float | None
    agree: tuple[ComparedTitle, ...]
    disagree: tuple[ComparedTitle, ...]
