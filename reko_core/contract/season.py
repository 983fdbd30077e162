"""The request and response of `POST /recommendations/season`, the same for every front end."""

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from reko_core.contract.explain import ExpectedRange
from reko_core.contract.fields import ListTime, ResponseModel, Year
from reko_core.contract.filter_request import FilterRequest, PageRequest
from reko_core.contract.recommend import AnimeInfo, Titles
from reko_core.contract.user_request import ListRequest
from reko_core.domain.season import Season, SeasonName

__all__ = [
    "OwnTitle",
    "RankedSeason",
    "ReasonKind",
    "SeasonMetadata",
    "SeasonReason",
    "SeasonRecommendation",
    "SeasonRequest",
    "SeasonResponse",
]

ReasonKind = Literal["sequel", "studio", "genres", "viewers", "popular"]


class SeasonRequest(ListRequest, FilterRequest, PageRequest):
    """A request to rank the titles of a season for one user.

    `limit` and `offset` count the titles of each season. Titles on the list are left out, but for
    planned ones.
    """

    year: Year | None = Field(
        None,
        description="Year of the season; without it, the current season and the next are ranked.",
        examples=[2026],
    )
    season: SeasonName | None = Field(
        None,
        validate_default=True,
        description="Season of the year, as MAL counts: winter is January to March, spring April "
        "to June, summer July to September, fall October to December. Needs year.",
        examples=["fall"],
    )
    include_planned: bool = Field(True, description="Also rank titles on the plan-to-watch list.")
    only_new: bool = Field(
        False, description="Rank only titles that start in the season, none that continue."
    )

    @field_validator("season")
    @classmethod
    def _goes_with_year(cls, season: SeasonName | None, info: ValidationInfo) -> SeasonName | None:
        if "year" in info.data and (season is None) != (info.data["year"] is None):
            raise PydanticCustomError("season_incomplete", "must be given together with year")
        return season

    @property
    def asked(self) -> Season | None:
        """The season asked for, None for the current and the next."""
        if self.year is None or self.season is None:
            return None
        return Season(self.year, self.season)


class SeasonMetadata(ResponseModel):
    """What the response is based on."""

    user_last_analyzed: ListTime


class OwnTitle(ResponseModel):
    """A title on the user's list; score is null if they gave none."""

    id: int
    title: str
    titles: Titles
    score: int | None = Field(ge=1, le=10)


class SeasonReason(ResponseModel):
    """What speaks most for a title.

    sequel: the user has seen `own`, of the same franchise. studio: they like `own`, of the studio
    in `names`. genres: they like the genres in `names`. viewers: people with similar taste watch
    it. popular: many watch it, or plan to.
    """

    kind: ReasonKind
    own: OwnTitle | None
    names: tuple[str, ...]


class SeasonRecommendation(ResponseModel):
    """One title of a season."""

    id: int
    info: AnimeInfo
    match: int = Field(
        ge=0,
        le=100,
        description="How well it fits the list, within the season: never higher than that of the "
        "title before, on all pages.",
    )
    expected: ExpectedRange
    reason: SeasonReason | None
    is_new: bool = Field(description="Whether it starts in the season; others continue.")
    is_planned: bool = Field(description="Whether it is on the plan-to-watch list.")
    is_little_known: bool = Field(
        description="Whether so few lists of the community have it that little but its content "
        "speaks for it, or against it."
    )
    misses_earlier: bool = Field(
        description="Whether the user has not seen what it continues: the latest earlier title of "
        "its franchise."
    )
    n_lists: int = Field(ge=0, description="How many lists of the community have it.")


class RankedSeason(ResponseModel):
    """The titles of a season, best first; found counts those on all pages."""

    year: int
    season: SeasonName
    found: int = Field(ge=0)
    rekos: tuple[SeasonRecommendation, ...]


class SeasonResponse(ResponseModel):
    """The season asked for, or the current one and the next."""

    metadata: SeasonMetadata
    seasons: tuple[RankedSeason, ...]
