"""The question why so much is expected of a title, and its answer."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from reko_core.contract.recommend import (
    MAX_BANS,
    USER_HASH_PATTERN,
    AnimeId,
    AnimeInfo,
    Expected,
    UserCounts,
    UserHash,
    UserName,
)

__all__ = [
    "Basis",
    "ClosestUser",
    "ExpectedRange",
    "Influence",
    "OwnEntry",
    "SimilarOpinions",
    "WhyMetadata",
    "WhyRequest",
    "WhyResponse",
    "Without",
]

Basis = Literal["similar_users_and_factors", "community", "mean"]
OwnStatus = Literal["watching", "completed", "on_hold", "dropped", "plan_to_watch"]
Score = Annotated[int, Field(ge=1, le=10)]
ExpectedScore = Annotated[float, Field(ge=1, le=10)]
Count = Annotated[int, Field(ge=0)]


class WhyRequest(BaseModel):
    """What is asked: why so much, or so little, is expected of one title for one MAL user."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    user_name: UserName = Field(
        description="MAL user; trimmed, case-insensitive.", examples=["Some_User"]
    )
    anime_id: AnimeId = Field(description="The title, by its number on MAL.", examples=[33337])
    banned_users: tuple[UserHash, ...] = Field(
        (),
        max_length=MAX_BANS,
        strict=False,
        description="Hashes of users left out of the similar users.",
    )
    force_list_update: bool = Field(
        False,
        description="Fetch the list again; lists older than 7 days are fetched again anyway.",
    )


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class WhyMetadata(_Answer):
    """What the answer rests on."""

    user_last_analyzed: str = Field(
        description="When the list was fetched, UTC.", examples=["2022-12-31T12:00:00.000Z"]
    )
    basis: Basis = Field(
        description="similar_users_and_factors: the user's own scores, and similar users. "
        "community: what everybody thinks, as no score of the user is known. mean: the title's "
        "mean on MAL and how high the user scores, as the community does not know the title."
    )
    users: UserCounts


class ExpectedRange(Expected):
    """What this user would give, 1-10: with a chance of 90 % from low to high.

    A title on the list is looked at as if it were not on it.
    """

    low: ExpectedScore
    high: ExpectedScore


class OwnEntry(_Answer):
    """The title on the user's own list; null where it does not say."""

    status: OwnStatus | None
    score: Score | None


class Influence(_Answer):
    """A title of the user's and by how much its score moves what is expected, in score points."""

    id: int
    title: str
    score: Score
    effect: float


class Without(_Answer):
    """What would be expected without the scores of the influences above 0, or below; or null."""

    raising: ExpectedScore | None
    lowering: ExpectedScore | None


class ClosestUser(_Answer):
    """A similar user who has scored the title.

    is_for: higher than the title and their habits lead to expect.
    """

    hash: str = Field(pattern=USER_HASH_PATTERN)
    affinity: int = Field(ge=0, le=100)
    score: Score
    is_for: bool


class SimilarOpinions(_Answer):
    """The similar users who have seen the title, of the `metadata.users.found` who were asked.

    histogram: how many scored it 1, 2, ... 10. closest: those of the highest affinity.
    """

    seen: Count
    scored: Count
    dropped: Count
    in_favour: Count
    against: Count
    histogram: tuple[Count, ...] = Field(min_length=10, max_length=10)
    closest: tuple[ClosestUser, ...]


class WhyResponse(_Answer):
    """What is expected of a title, what pushes that up or down, and what similar users thought."""

    metadata: WhyMetadata
    info: AnimeInfo
    expected: ExpectedRange
    own: OwnEntry | None
    influences: tuple[Influence, ...]
    without: Without
    similar: SimilarOpinions
