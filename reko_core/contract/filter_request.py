"""Which titles a request wants, and how many: the same for every kind of recommendation."""

from typing import get_args

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from reko_core.contract.fields import (
    MAX_BANS,
    MAX_GENRES,
    MAX_OFFSET,
    AgeRating,
    AnimeId,
    Array,
    Episodes,
    Genre,
    MediaType,
    RequestModel,
    WholeNumber,
    Year,
)

__all__ = ["FilterRequest", "PageRequest"]


class FilterRequest(RequestModel):
    """Filters of titles; they act before the best are chosen."""

    banned_ids: Array[AnimeId] = Field(
        (), max_length=MAX_BANS, strict=False, description="Anime left out of the recommendations."
    )
    include_adult: bool = Field(
        False,
        description="Also recommend adult titles: rated rx, of the genre Hentai or Erotica, or "
        "marked as adult by MAL or anime-offline-database.",
    )
    genres: Array[Genre] = Field(
        (),
        max_length=MAX_GENRES,
        strict=False,
        description="Recommend only titles that have all of these genres; case-insensitive.",
        examples=[["Comedy", "School"]],
    )
    exclude_genres: Array[Genre] = Field(
        (),
        max_length=MAX_GENRES,
        strict=False,
        description="Recommend only titles that have none of these genres; case-insensitive.",
        examples=[["Horror"]],
    )
    types: Array[MediaType] = Field(
        (),
        max_length=len(get_args(MediaType)),
        strict=False,
        description="Recommend only titles of these types: tv, movie, ova, ona, or special, which "
        "includes TV specials.",
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
    age_ratings: Array[AgeRating] = Field(
        (),
        max_length=len(get_args(AgeRating)),
        strict=False,
        description="Recommend only titles known to have one of these age ratings: g, pg, pg_13, "
        "r, r+ or rx; rx is refused without include_adult.",
        examples=[["g", "pg", "pg_13"]],
    )

    @field_validator("year_to")
    @classmethod
    def _years_in_order(cls, year_to: int | None, info: ValidationInfo) -> int | None:
        year_from = info.data.get("year_from")
        if year_to is not None and year_from is not None and year_from > year_to:
            raise PydanticCustomError("years_reversed", "must not be before year_from")
        return year_to


class PageRequest(RequestModel):
    """Which part of a ranking to send."""

    limit: WholeNumber = Field(24, ge=1, le=100, description="How many recommendations to send.")
    offset: WholeNumber = Field(
        0,
        ge=0,
        le=MAX_OFFSET,
        description="How many of the best to skip: with a limit of 24, page two starts at 24.",
    )
