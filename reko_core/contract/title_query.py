"""The request and response of `GET /titles`, the same for every front end."""

from typing import Literal

from pydantic import Field, RootModel

from reko_core.contract.fields import RequestModel, ResponseModel, WholeNumber
from reko_core.contract.recommend import Titles

__all__ = ["MAX_QUERY_LENGTH", "FoundBy", "TitleMatch", "TitleMatches", "TitleQuery"]

MAX_QUERY_LENGTH = 100

FoundBy = Literal["name", "synonym", "start", "part", "similar"]


class TitleQuery(RequestModel):
    """A search for titles by any of their names."""

    q: str = Field(
        min_length=1,
        max_length=MAX_QUERY_LENGTH,
        description="A name or a part of it: MyAnimeList's main one, English, Japanese or a "
        "synonym. Case, accents, punctuation and small typing errors do not matter.",
        examples=["haikyu"],
    )
    limit: WholeNumber = Field(10, ge=1, le=25, description="How many titles to send.")
    include_adult: bool = Field(False, description="Also find adult titles.")


class TitleMatch(ResponseModel):
    """A title that was found; null where MAL has no value.

    found_by: name (the main, English or Japanese one is the text), synonym (a synonym is), start
    (a word of a name starts with the text), part (all words of the text occur in a name), similar.
    similarity: of the text and the name, 100 unless found_by is similar.
    """

    id: int
    title: str
    titles: Titles
    media_type: str | None
    airing_date: str | None
    main_image: str | None
    found_by: FoundBy
    similarity: int = Field(ge=0, le=100)


class TitleMatches(RootModel[tuple[TitleMatch, ...]]):
    """Titles, best match first; of equal matches, the most popular first."""
