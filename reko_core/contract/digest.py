"""A digest: what is new for a person, or for the people of a server."""

from typing import Literal

from pydantic import Field

from reko_core.contract.fields import ResponseModel
from reko_core.contract.recommend import AnimeInfo, Titles

__all__ = ["Digest", "DigestKind", "DigestSection", "DigestTitle"]

DigestKind = Literal["airing", "sequel", "season", "loved", "movement"]
"""A planned title starts, the sequel of a completed title starts, a new title of the season fits, a
similar user recommends a title that they did not before, a title has risen to the top."""


class DigestTitle(ResponseModel):
    """A title with what is new about it.

    n_people: how many people of a server it is for. prequel and own_score: of a sequel, the
    completed title and the score that the person gave it.
    """

    info: AnimeInfo
    n_people: int = Field(1, ge=1)
    match: int | None = Field(None, ge=0, le=100)
    rank: int | None = Field(None, ge=1)
    prequel: Titles | None = None
    own_score: int | None = Field(None, ge=1, le=10)


class DigestSection(ResponseModel):
    """The titles of one kind of news, the most important first."""

    kind: DigestKind
    titles: tuple[DigestTitle, ...]


class Digest(ResponseModel):
    """What is new, no title twice. n_people: whose lists it was made from."""

    sections: tuple[DigestSection, ...]
    n_people: int = Field(ge=1)

    @property
    def kinds(self) -> dict[int, DigestKind]:
        """The kind of news about each title."""
        return {
            title.info.id: section.kind for section in self.sections for title in section.titles
        }
