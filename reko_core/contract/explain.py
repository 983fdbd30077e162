"""The request and response of `POST /recommendations/why`, the same for every front end."""

from typing import Annotated, Literal

from pydantic import Field

from reko_core.contract.fields import AnimeId, Array, ListTime, MissingUsers, ResponseModel
from reko_core.contract.recommend import AnimeInfo, Expected, Titles, UserCounts
from reko_core.contract.user_request import UserRequest

__all__ = [
    "Basis",
    "ClosestUser",
    "Counterfactual",
    "ExpectedRange",
    "Influence",
    "ListEntry",
    "SimilarOpinions",
    "WhyMetadata",
    "WhyRequest",
    "WhyResponse",
]

Basis = Literal["similar_users_and_factors", "community", "mean"]
ListedStatus = Literal["watching", "completed", "on_hold", "dropped", "plan_to_watch"]
Score = Annotated[int, Field(ge=1, le=10)]
ExpectedScore = Annotated[float, Field(ge=1, le=10)]
Count = Annotated[int, Field(ge=0)]


class WhyRequest(UserRequest):
    """A request to explain the expected score of one title for one user."""

    anime_id: AnimeId = Field(description="The title, by its id on MAL.", examples=[33337])
    include_adult: bool = Field(
        False,
        description="Also explain adult titles, and name those among the influences and the "
        "related; without it, `anime_id` of an adult title is refused.",
    )


class WhyMetadata(ResponseModel):
    """What the response is based on."""

    user_last_analyzed: ListTime
    basis: Basis = Field(
        description="similar_users_and_factors: the user's own scores, and similar users. "
        "community: the whole community, as the user has scored nothing. mean: the title's mean "
        "on MAL and how high the user scores, as the title is on no list of the community."
    )
    users: UserCounts
    missing_users: MissingUsers = None


class ExpectedRange(Expected):
    """The score this user would give, 1-10; low and high bound its 90 % interval.

    A title on the list is predicted as if it were not on it.
    """

    low: ExpectedScore
    high: ExpectedScore


class ListEntry(ResponseModel):
    """The title's entry on the user's own list; null where the entry has no value."""

    status: ListedStatus | None
    score: Score | None


class Influence(ResponseModel):
    """A title of the user, and how much its score changes the expected score, in points."""

    id: int
    title: str
    titles: Titles
    score: Score
    effect: float


class Counterfactual(ResponseModel):
    """The expected score without the raising, or without the lowering influences; or null."""

    raising: ExpectedScore | None
    lowering: ExpectedScore | None


class ClosestUser(ResponseModel):
    """A similar user who has seen the title, without what would tell them apart.

    affinity: at least this, for all of them: that of the least close, rounded down to tens.
    score: null if they have not scored it.
    recommends: as in `POST /recommendations`: they watch it or have completed it, and scored it at
    least their own mean or not at all.
    """

    affinity: int = Field(ge=0, le=100)
    score: Score | None
    recommends: bool


class SimilarOpinions(ResponseModel):
    """The similar users who have seen the title, of all `metadata.users.found`.

    With the same user_name, accuracy and banned_users, the similar users are those of
    `POST /recommendations`, and `recommended` of them recommend the title there.
    histogram: how many scored it 1, 2, ... 10. closest: those of the highest affinity,
    by score.
    """

    seen: Count
    scored: Count
    dropped: Count
    recommended: Count
    histogram: Array[Count] = Field(min_length=10, max_length=10)
    closest: tuple[ClosestUser, ...]


class WhyResponse(ResponseModel):
    """The expected score of a title, what raises or lowers it, and what similar users thought."""

    metadata: WhyMetadata
    info: AnimeInfo
    expected: ExpectedRange
    own: ListEntry | None
    influences: tuple[Influence, ...]
    without: Counterfactual
    similar: SimilarOpinions
