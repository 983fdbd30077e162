"""Lenient schemas: what is absent or invalid in a response is unknown, not an error."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, core_schema

from reko_core.domain.models import MAX_WATCHED_EPISODES, UNKNOWN_EPISODES

__all__ = ["AnimeId", "Count", "Lenient", "Moment", "Schema", "Text", "clipped_episodes"]

MAX_INT32 = 2**31 - 1


class _OrUnknown:
    """Replaces invalid values by None, as `pydantic.OnErrorOmit` omits them.

    A validator in Python would be called for each of the 20,000 fields of a page.
    """

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401  pydantic's own signature
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=None, on_error="default")


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError("out of range") from error


T = TypeVar("T")
Lenient = Annotated[T | None, _OrUnknown()]

AnimeId = Annotated[int, Field(ge=1, le=MAX_INT32)]
Count = Annotated[int, Field(ge=1, le=MAX_INT32)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Moment = Annotated[datetime, AfterValidator(_utc)]


class Schema(BaseModel):
    """The base of all schemas: what is not in it is ignored."""

    # Data of users must not appear in error messages.
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


def clipped_episodes(n_episodes: int | None) -> int:
    """Return episodes watched, clipped to the range of `Entries`; -1 where they are unknown."""
    return UNKNOWN_EPISODES if n_episodes is None else min(max(n_episodes, 0), MAX_WATCHED_EPISODES)
