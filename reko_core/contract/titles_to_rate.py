"""The request and response of `POST /titles/to-rate`, the same for every front end."""

from pydantic import Field

from reko_core.contract.fields import AnimeId, Array, RequestModel, ResponseModel, WholeNumber
from reko_core.contract.list_entries import InlineEntry
from reko_core.contract.recommend import AnimeInfo

__all__ = ["LIKED_SCORE", "MAX_ANSWERS", "NOT_LIKED_SCORE", "RatableTitles", "TitlesToRateRequest"]

MAX_ANSWERS = 1000
LIKED_SCORE, NOT_LIKED_SCORE = 8, 4
"""The scores that "liked it" and "not for me" stand for."""


class TitlesToRateRequest(RequestModel):
    """A request for titles to rate, by somebody without a list."""

    entries: Array[InlineEntry] = Field(
        (),
        max_length=MAX_ANSWERS,
        strict=False,
        description="The titles rated so far, as `POST /recommendations` takes them.",
    )
    not_seen_ids: Array[AnimeId] = Field(
        (),
        max_length=MAX_ANSWERS,
        strict=False,
        description="Titles that were shown, but not known.",
        examples=[[1535]],
    )
    limit: WholeNumber = Field(10, ge=1, le=25, description="How many titles to send.")


class RatableTitles(ResponseModel):
    """Titles to rate next, those first whose answers tell most; empty once all were shown."""

    titles: tuple[AnimeInfo, ...]
