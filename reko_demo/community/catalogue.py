"""A small catalogue of well-known titles, so that everything runs offline.

`titles.json` holds facts only (ids, titles, dates, numbers, genres, relations), one title a
line, sorted by id. Relations are those among the titles of the file, stated from both sides.
Means and member counts are rounded and of different years. Real covers are copyrighted: the cover
URLs are fictitious, and `reko_demo.covers` draws the pictures. `title_details.json` holds what
people read on a card of the best-known titles: English and Japanese names, studios, lengths.
"""

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from reko_core.domain.models import Anime, Relation

__all__ = ["cover_url", "load_titles", "with_details"]

RelationKind = Literal[
    "sequel",
    "prequel",
    "side_story",
    "parent_story",
    "alternative_version",
    "alternative_setting",
    "spin_off",
]


class _Title(BaseModel):
    """One line of the file. Fields left out are unknown, or not yet decided."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: int = Field(ge=1)
    title: str = Field(min_length=1)
    media_type: Literal["tv", "movie", "ova", "ona", "special", "music"]
    n_episodes: int | None = Field(None, ge=1)
    start_date: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    airing: Literal["finished_airing", "currently_airing", "not_yet_aired"] = "finished_airing"
    mean: float | None = Field(None, ge=1, le=10)
    members: int | None = Field(None, ge=1)
    age_rating: Literal["g", "pg", "pg_13", "r", "r+", "rx"] | None = None
    genres: tuple[str, ...] = Field(min_length=1)
    relations: dict[RelationKind, tuple[int, ...]] = {}

    def to_anime(self) -> Anime:
        relations = (
            Relation(anime_id, kind)
            for kind, anime_ids in self.relations.items()
            for anime_id in anime_ids
        )
        return Anime(
            **self.model_dump(exclude={"relations"}),
            picture=cover_url(self.id),
            relations=tuple(relations),
        )


class _Details(BaseModel):
    """One line of the file of details; the length is that of an episode."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: int = Field(ge=1)
    title_english: str = Field(min_length=1)
    title_japanese: str = Field(min_length=1)
    studios: tuple[str, ...] = Field(min_length=1)
    duration_min: int = Field(ge=1)


_Titles = TypeAdapter(tuple[_Title, ...])
_AllDetails = TypeAdapter(tuple[_Details, ...])


def load_titles() -> dict[int, Anime]:
    """Read the catalogue: id -> title, in the order of the ids."""
    return {line.id: line.to_anime() for line in _Titles.validate_json(_read("titles.json"))}


def with_details(titles: Mapping[int, Anime]) -> dict[int, Anime]:
    """Return the titles, those that are best known with names, studios and lengths."""
    details = _AllDetails.validate_json(_read("title_details.json"))
    more = {one.id: replace(titles[one.id], **one.model_dump(exclude={"id"})) for one in details}
    return {**titles, **more}


def _read(name: str) -> str:
    return files("reko_demo.community").joinpath(name).read_text(encoding="utf-8")


def cover_url(anime_id: int) -> str:
    """Return the URL of the generated cover of a title."""
    return f"https://covers.example/{anime_id}.png"
