"""Schemas of MAL's JSON, lenient: what is absent, zero, empty or invalid is unknown."""

import re
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, AliasPath, Field, StringConstraints

from reko_core.clients.parsing.lenient import (
    AnimeId,
    Count,
    Lenient,
    Moment,
    Schema,
    Text,
    clipped_episodes,
)
from reko_core.domain.models import MAX_SCORE, Anime, Relation, Status
from reko_core.domain.sanitize import picture_url, sanitized
from reko_core.domain.season import Season

__all__ = ["ListChange", "ListEntry", "ListPage", "Node", "SeasonPage", "SynopsisNode"]

SECONDS_A_MINUTE = 60
ADULT = "black"
"""Of white, gray and black in the field `nsfw`; many titles for everybody are gray."""
STATUSES = {
    "watching": Status.WATCHING,
    "completed": Status.COMPLETED,
    "on_hold": Status.ON_HOLD,
    "dropped": Status.DROPPED,
    "plan_to_watch": Status.PLAN_TO_WATCH,
}


def _partial_date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
        raise ValueError("not a date")
    date.fromisoformat(text + "-01" * (2 - text.count("-")))
    return text


def _named(code: str) -> str:
    if code == "unknown":
        raise ValueError("unknown")
    return code


def _of_status(name: str) -> Any:  # noqa: ANN401  as `Field` itself
    return Field(validation_alias=AliasPath("list_status", name))


def _web_address(text: str) -> str:
    address = picture_url(text)
    if address is None:
        raise ValueError("not a public web address")
    return address


T = TypeVar("T")

Code = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, to_lower=True),
    AfterValidator(_named),
]
Mean = Annotated[float, Field(ge=1, le=MAX_SCORE, allow_inf_nan=False)]
PartialDate = Annotated[str, AfterValidator(_partial_date)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class _Named(Schema):
    name: Text


class _Pictures(Schema):
    large: Lenient[WebAddress] = None
    medium: Lenient[WebAddress] = None


class _Season(Schema):
    year: Annotated[int, Field(ge=1, le=9999)]
    season: Lenient[Code] = None


class _OtherTitles(Schema):
    en: Lenient[Text] = None
    ja: Lenient[Text] = None
    synonyms: Lenient[list[Lenient[Text]]] = None


class _Id(Schema):
    id: AnimeId


class _Related(Schema):
    node: _Id
    relation_type: Lenient[Code] = None


class Node(Schema):
    """A title, on a list or alone. Only its id is required."""

    id: AnimeId
    title: Lenient[Text] = None
    alternative_titles: Lenient[_OtherTitles] = None
    media_type: Lenient[Code] = None
    num_episodes: Lenient[Count] = None
    start_date: Lenient[PartialDate] = None
    end_date: Lenient[PartialDate] = None
    start_season: Lenient[_Season] = None
    status: Lenient[Code] = None
    mean: Lenient[Mean] = None
    num_scoring_users: Lenient[Count] = None
    num_list_users: Lenient[Count] = None
    rating: Lenient[Code] = None
    genres: Lenient[list[Lenient[_Named]]] = None
    source: Lenient[Code] = None
    studios: Lenient[list[Lenient[_Named]]] = None
    main_picture: Lenient[_Pictures] = None
    average_episode_duration: Lenient[Count] = None
    nsfw: Lenient[Code] = None
    related_anime: Lenient[list[Lenient[_Related]]] = None

    def to_anime(self) -> Anime | None:
        """Return the sanitized title; None if it has no name."""
        if self.title is None:
            return None
        pictures = self.main_picture or _Pictures()
        other_titles = self.alternative_titles or _OtherTitles()
        anime = Anime(
            id=self.id,
            title=self.title,
            title_english=other_titles.en,
            title_japanese=other_titles.ja,
            synonyms=tuple(name for name in other_titles.synonyms or () if name is not None),
            media_type=self.media_type,
            n_episodes=self.num_episodes,
            start_date=self._start_date(),
            end_date=self.end_date,
            airing=self.status,
            mean=self.mean,
            scored_by=self.num_scoring_users,
            members=self.num_list_users,
            age_rating=self.rating,
            genres=_names(self.genres),
            origin=self.source,
            studios=_names(self.studios),
            picture=pictures.large or pictures.medium,
            duration_min=self._duration_min(),
            relations=self._relations(),
            is_marked_adult=True if self.nsfw == ADULT else None,
        )
        return sanitized(anime)

    def starts_in(self, season: Season) -> bool:
        """Return whether MAL counts the title among the new ones of a season."""
        start = self.start_season
        return start is not None and (start.year, start.season) == (season.year, season.name)

    def _start_date(self) -> str | None:
        if self.start_date is None and self.start_season is not None:
            return f"{self.start_season.year:04}"
        return self.start_date

    def _duration_min(self) -> int | None:
        seconds = self.average_episode_duration
        return None if seconds is None else max(1, round(seconds / SECONDS_A_MINUTE))

    def _relations(self) -> tuple[Relation, ...]:
        related = (item for item in self.related_anime or () if item is not None)
        relations = (Relation(item.node.id, item.relation_type or "unknown") for item in related)
        return tuple(dict.fromkeys(one for one in relations if one.anime_id != self.id))


class SynopsisNode(Schema):
    """The synopsis of a title."""

    id: AnimeId
    synopsis: Lenient[Text] = None


class SeasonTitle(Schema):
    """A title of a season."""

    node: Node


class SeasonPage(Schema):
    """The titles of a season, also those that started earlier. Invalid ones are None."""

    data: list[Lenient[SeasonTitle]]


ListedId = Annotated[AnimeId, Field(validation_alias=AliasPath("node", "id"))]


class ListEntry(Schema):
    """An entry of a list, with the id of its title only.

    Flat, because a page has a thousand of them, and every object costs garbage collection.
    """

    id: ListedId
    status: Annotated[Lenient[Code], _of_status("status")] = None
    score: Annotated[Lenient[int], _of_status("score")] = None
    num_episodes_watched: Annotated[Lenient[int], _of_status("num_episodes_watched")] = None
    is_rewatching: Annotated[Lenient[bool], _of_status("is_rewatching")] = None

    def to_status(self) -> Status:
        """Return the status; a title being rewatched counts as completed."""
        status = STATUSES.get(self.status or "", Status.UNKNOWN)
        return Status.COMPLETED if self.is_rewatching and status == Status.WATCHING else status

    def to_score(self) -> int:
        """Return the score, 0 if it is absent or invalid."""
        score = self.score or 0
        return score if 0 <= score <= MAX_SCORE else 0

    def to_episodes(self) -> int:
        """Return the episodes watched, clipped to the range of `Entries`; -1 = unknown."""
        return clipped_episodes(self.num_episodes_watched)


class ListChange(Schema):
    """When an entry last changed."""

    id: ListedId
    updated_at: Annotated[Lenient[Moment], _of_status("updated_at")] = None


class ListPage(Schema, Generic[T]):
    """A page of a list. Invalid entries are None."""

    data: list[Lenient[T]]
    paging: Any = None


def _names(items: list[_Named | None] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.name for item in items or () if item is not None))
