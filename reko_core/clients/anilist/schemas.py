"""Schemas of AniList's JSON, lenient: what is absent or invalid is unknown."""

import math
from typing import Annotated, Generic, TypeVar

from pydantic import AliasPath, Field

from reko_core.clients.parsing.lenient import AnimeId, Lenient, Moment, Schema, Text
from reko_core.domain.models import MAX_SCORE, Status

__all__ = ["Chunk", "Collection", "EntryChange", "ListEntry"]

STATUSES = {
    "CURRENT": Status.WATCHING,
    "PLANNING": Status.PLAN_TO_WATCH,
    "COMPLETED": Status.COMPLETED,
    "DROPPED": Status.DROPPED,
    "PAUSED": Status.ON_HOLD,
    # For the second time: it was completed before.
    "REPEATING": Status.COMPLETED,
}

T = TypeVar("T")


class ListEntry(Schema):
    """An entry, with AniList's id of its title. Flat, as there are many of them."""

    media_id: Annotated[AnimeId, Field(validation_alias="mediaId")]
    status: Lenient[Text] = None
    score: Lenient[float] = None
    progress: Lenient[int] = None
    mal_id: Annotated[Lenient[AnimeId], Field(validation_alias=AliasPath("media", "idMal"))] = None

    def to_status(self) -> Status:
        """Return the status."""
        return STATUSES.get((self.status or "").upper(), Status.UNKNOWN)

    def to_score(self) -> int:
        """Return the score on MAL's scale: rounded half up, at least 1; 0 if unscored."""
        score = self.score or 0.0
        return max(1, math.floor(score + 0.5)) if 0 < score <= MAX_SCORE else 0


class EntryChange(Schema):
    """When an entry last changed."""

    updated_at: Annotated[Lenient[Moment], Field(validation_alias="updatedAt")] = None


class _List(Schema, Generic[T]):
    entries: list[Lenient[T]]


class _User(Schema):
    name: Lenient[Text] = None


class Chunk(Schema, Generic[T]):
    """A part of a list, in the lists that its user has made of it. Invalid entries are None."""

    lists: list[_List[T]]
    has_next: Annotated[Lenient[bool], Field(validation_alias="hasNextChunk")] = None
    user: Lenient[_User] = None

    @property
    def entries(self) -> list[T | None]:
        """The entries of all lists; one may stand in several."""
        return [entry for one in self.lists for entry in one.entries]


class Collection(Schema, Generic[T]):
    """A response. One with `errors` is none, even if some of the data is there."""

    chunk: Annotated[Chunk[T], Field(validation_alias=AliasPath("data", "MediaListCollection"))]
    errors: None = None
