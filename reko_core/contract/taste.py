"""The request and response of `POST /taste`, the same for every front end."""

from typing import Annotated

from pydantic import Field

from reko_core.contract.fields import Array, ListTime, ResponseModel
from reko_core.contract.recommend import Titles
from reko_core.contract.user_request import ListRequest

__all__ = [
    "DecadeTaste",
    "GenreLeaning",
    "GenreTaste",
    "RareFavourite",
    "ScoreHabits",
    "Standing",
    "TasteMetadata",
    "TasteRequest",
    "TasteResponse",
    "TitleCounts",
]

Count = Annotated[int, Field(ge=0)]
Percent = Annotated[float, Field(ge=0, le=100)]
Percentile = Annotated[int | None, Field(ge=0, le=100)]
MeanScore = Annotated[float, Field(ge=1, le=10)]


class TasteRequest(ListRequest):
    """A request for what a list tells about its user."""

    include_adult: bool = Field(False, description="Also name adult titles and genres.")


class TasteMetadata(ResponseModel):
    """What the response is based on."""

    user_last_analyzed: ListTime
    community: int = Field(ge=0, description="Users that this one is compared with.")


class TitleCounts(ResponseModel):
    """How many titles of the community's are on the list."""

    seen: Count
    scored: Count
    dropped: Count
    planned: Count


class ScoreHabits(ResponseModel):
    """How the user scores; null below five scores. histogram: how many titles got 1, 2, ... 10."""

    mean: MeanScore | None
    spread: float | None = Field(ge=0, description="Standard deviation of the scores.")
    histogram: Array[Count] = Field(min_length=10, max_length=10)


class Standing(ResponseModel):
    """Which share of the community, in percent, is below the user; null where too little is known.

    titles: seen. mean: of the scores. spread: of the scores. dropped: share of the titles seen.
    mainstream: how well known the titles seen are.
    """

    titles: Percentile
    mean: Percentile
    spread: Percentile
    dropped: Percentile
    mainstream: Percentile


class GenreTaste(ResponseModel):
    """A genre: share of the titles seen, in percent, of the user and of all users together."""

    name: str
    seen: Count
    share: Percent
    community_share: Percent


class GenreLeaning(ResponseModel):
    """A genre that the user scores higher or lower than others do.

    difference: in points, apart from how high the user scores everything.
    """

    name: str
    scored: Count
    mean: MeanScore
    difference: float


class DecadeTaste(ResponseModel):
    """The titles first broadcast in ten years: share as in GenreTaste, of those with a date."""

    first_year: int = Field(examples=[1990])
    seen: Count
    share: Percent
    community_share: Percent


class RareFavourite(ResponseModel):
    """A title that the user scores above their mean and few know.

    known_by: share of the community that has seen it, in percent.
    """

    id: int
    title: str
    titles: Titles
    score: int = Field(ge=1, le=10)
    known_by: Percent


class TasteResponse(ResponseModel):
    """What a list tells about its user, beside the community.

    genres: from those that the user watches most beyond what the community does, to those least.
    generous_on, harsh_on: at most three genres each, the clearest first.
    """

    user_name: str = Field(description="As the site spells it, or as requested.")
    metadata: TasteMetadata
    counts: TitleCounts
    scores: ScoreHabits
    standing: Standing
    genres: tuple[GenreTaste, ...]
    generous_on: tuple[GenreLeaning, ...]
    harsh_on: tuple[GenreLeaning, ...]
    decades: tuple[DecadeTaste, ...]
    rare_favourites: tuple[RareFavourite, ...]
