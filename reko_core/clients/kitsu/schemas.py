"""Schemas of Kitsu's JSON:API, lenient: what is absent or invalid is unknown."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import AliasPath, Field

from reko_core.clients.parsing.lenient import AnimeId, Lenient, Moment, Schema, Text
from reko_core.domain.models import MAX_SCORE, Status

__all__ = ["EntryChange", "LibraryEntry", "Mapped", "Mappings", "Page", "User"]

MAL_ANIME = "myanimelist/anime"
STATUSES = {
    "current": Status.WATCHING,
    "planned": Status.PLAN_TO_WATCH,
    "completed": Status.COMPLETED,
    "on_hold": Status.ON_HOLD,
    "dropped": Status.DROPPED,
}

T = TypeVar("T")


def _attribute(name: str) -> Any:  # noqa: ANN401  as `Field` itself
    return Field(validation_alias=AliasPath("attributes", name))


class Page(Schema, Generic[T]):
    """A page of resources. Invalid ones are None."""

    data: list[Lenient[T]]
    links: Any = None

    @property
    def has_next(self) -> bool:
        """Whether Kitsu names a next page."""
        return isinstance(self.links, dict) and bool(self.links.get("next"))


class User(Schema):
    """A user; ids are strings of digits in JSON:API."""

    id: AnimeId
    slug: Annotated[Lenient[Text], _attribute("slug")] = None
    name: Annotated[Lenient[Text], _attribute("name")] = None


class LibraryEntry(Schema):
    """An entry of a list, with Kitsu's id of its title. Flat, as there are many of them."""

    site_id: Annotated[
        AnimeId, Field(validation_alias=AliasPath("relationships", "anime", "data", "id"))
    ]
    status: Annotated[Lenient[Text], _attribute("status")] = None
    rating: Annotated[Lenient[int], _attribute("ratingTwenty")] = None
    progress: Annotated[Lenient[int], _attribute("progress")] = None
    is_rewatching: Annotated[Lenient[bool], _attribute("reconsuming")] = None
    is_private: Annotated[Lenient[bool], _attribute("private")] = None

    def to_status(self) -> Status:
        """Return the status; a title being rewatched counts as completed."""
        status = STATUSES.get((self.status or "").lower(), Status.UNKNOWN)
        return Status.COMPLETED if self.is_rewatching and status == Status.WATCHING else status

    def to_score(self) -> int:
        """Return the score on MAL's scale: twentieths, halved and rounded up; 0 if unscored."""
        rating = self.rating or 0
        return (rating + 1) // 2 if 0 < rating <= 2 * MAX_SCORE else 0


class EntryChange(Schema):
    """When an entry last changed."""

    updated_at: Annotated[Lenient[Moment], _attribute("updatedAt")] = None


class _Reference(Schema):
    id: Text


class Mapped(Schema):
    """A title and references to its mappings."""

    id: AnimeId
    mappings: Annotated[
        Lenient[list[Lenient[_Reference]]],
        Field(validation_alias=AliasPath("relationships", "mappings", "data")),
    ] = None


class _Mapping(Schema):
    """The id that a title has on another site."""

    id: Text
    site: Annotated[Text, _attribute("externalSite")]
    external_id: Annotated[AnimeId, _attribute("externalId")]


class Mappings(Schema):
    """Titles with their mappings."""

    data: list[Lenient[Mapped]]
    included: Lenient[list[Lenient[_Mapping]]] = None

    def mal_ids(self) -> dict[int, int]:
        """Return MAL's id of each title that has one, the lowest if there are several."""
        of_mal = {
            one.id: one.external_id
            for one in self.included or ()
            if one is not None and one.site == MAL_ANIME
        }
        found: dict[int, int] = {}
        for title in self.data:
            references = (title and title.mappings) or ()
            ids = [of_mal[one.id] for one in references if one is not None and one.id in of_mal]
            if title is not None and ids:
                found[title.id] = min(ids)
        return found
