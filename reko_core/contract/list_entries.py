"""A list sent with a request, instead of the name of its user."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from reko_core.contract.fields import AnimeId, RequestModel, whole_number
from reko_core.domain.models import (
    MAX_WATCHED_EPISODES,
    UNKNOWN_EPISODES,
    Entries,
    Status,
    UserList,
)

__all__ = ["INLINE_SOURCE", "MAX_LIST_ENTRIES", "InlineEntry", "as_arrays", "inline_list"]

MAX_LIST_ENTRIES = 20_000
INLINE_SOURCE = "request"
"""The source of a list that came with a request; it has no user, and is never stored."""

_Whole = BeforeValidator(whole_number)


class InlineEntry(RequestModel):
    """A title on a list."""

    anime_id: AnimeId = Field(description="The title, by its id on MAL.", examples=[5114])
    score: Annotated[int, _Whole, Field(ge=0, le=10)] = Field(
        0, description="From 1 to 10; 0 = not scored.", examples=[9]
    )
    status: Literal["watching", "completed", "on_hold", "dropped", "plan_to_watch"] = Field(
        "completed", description="As on MAL."
    )
    episodes: Annotated[int, _Whole, Field(ge=0, le=MAX_WATCHED_EPISODES)] | None = Field(
        None, description="Episodes watched; null = not known."
    )


def as_arrays(entries: Sequence[InlineEntry]) -> Entries:
    """Return the entries of a request as arrays; of a title named twice, the last counts."""
    return Entries.of_rows(
        [
            (
                entry.anime_id,
                entry.score,
                Status[entry.status.upper()],
                UNKNOWN_EPISODES if entry.episodes is None else entry.episodes,
            )
            for entry in entries
        ]
    )


def inline_list(entries: Entries, n_unmapped: int = 0) -> UserList:
    """Return the list that came with a request."""
    return UserList("", entries, datetime.now(UTC), INLINE_SOURCE, n_unmapped)
