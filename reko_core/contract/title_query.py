"""The request and response of `GET /titles`, the same for every front end."""

from typing import Literal

from pydantic import ConfigDict, Field, RootModel

from reko_core.contract.fields import RequestModel, ResponseModel
from reko_core.contract.recommend import Titles

__all__ = ["MAX_QUERY_LENGTH", "FoundBy", "TitleMatch", "TitleMatches", "TitleQuery"]

MAX_QUERY_LENGTH = 100
_CLEAR_LEAD = 5

FoundBy = Literal["name", "synonym", "start", "part", "similar"]


class TitleQuery(RequestModel):
    """A search for titles by any of their names."""

    # The values of a URL's query are strings.
    model_config = ConfigDict(strict=False)

    q: str = Field(
        min_length=1,
        max_length=MAX_QUERY_LENGTH,
        description="A name or a part of it: MyAnimeList's main one, English, Japanese or a "
        "synonym. Case, accents, punctuation and small typing errors do not matter.",
        examples=["haikyu"],
    )
    limit: int = Field(10, ge=1, le=25, description="How many titles to send.")
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

    @property
    def are_literal(self) -> bool:
        """Whether the text itself occurs in the names of the best, not only a similar one."""
        return bool(self.root) and self.root[0].found_by != "similar"

    @property
    def clear_best(self) -> TitleMatch | None:
        """The title that is clearly meant: the only one, the only exact or by far most similar."""
        first, second = (*self.root[:2], None, None)[:2]
        if first is None or second is None:
            return first
        if first.found_by in {"name", "synonym"}:
            return first if second.found_by != first.found_by else None
        is_ahead = first.similarity - second.similarity >= _CLEAR_LEAD
        return first if is_ahead else None
