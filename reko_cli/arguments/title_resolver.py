"""Resolves a title given by its MyAnimeList id, its URL, or its name."""

import re
from typing import TYPE_CHECKING

from reko_core.domain.text import clean
from reko_core.errors import AdultExcluded, BadInput, RekoError

if TYPE_CHECKING:
    from rich.console import Console

    from reko_core.contract.title_query import TitleMatch, TitleMatches
    from reko_core.service.recommender import Recommender

__all__ = ["SeveralTitles", "describe_title", "resolve_and_print", "resolve_title"]

N_LISTED = 10
URL = re.compile(
    r"(?:https?://)?(?:www\.)?myanimelist\.net/anime/([0-9]+)(?:[/?#].*)?", re.IGNORECASE
)
MAX_DIGITS = 10


class SeveralTitles(RekoError):
    """A name that may mean several titles; `titles` holds them, best match first."""

    def __init__(self, titles: "TitleMatches") -> None:
        super().__init__("several titles match")
        self.titles = titles.root


async def resolve_title(
    recommender: "Recommender", given: str, *, include_adult: bool
) -> "int | TitleMatch":
    """Return the given id, or the title that has the given name.

    Raises BadInput when no title of the catalogue matches; SeveralTitles; AdultExcluded when only
    adult ones match; CatalogueEmpty, StoreError.
    """
    text = clean(given)
    found = re.fullmatch(r"[0-9]+", text) or URL.fullmatch(text)
    if found:
        digits = found[found.re.groups]
        if len(digits) > MAX_DIGITS:
            raise BadInput("anime", "has too many digits for a MyAnimeList id")
        return int(digits)
    return await _named(recommender, text, include_adult=include_adult)


async def _named(recommender: "Recommender", text: str, *, include_adult: bool) -> "TitleMatch":
    from reko_core.contract.title_query import MAX_QUERY_LENGTH, TitleQuery

    if not text:
        raise BadInput("anime", "is empty: give an id, a MyAnimeList URL or a title")
    if len(text) > MAX_QUERY_LENGTH:
        raise BadInput("anime", f"has more than {MAX_QUERY_LENGTH} characters")
    query = TitleQuery(q=text, limit=N_LISTED, include_adult=include_adult)
    titles = await recommender.find_titles(query)
    if not include_adult and not titles.are_literal:
        every = await recommender.find_titles(query.model_copy(update={"include_adult": True}))
        if every.are_literal:
            raise AdultExcluded("anime", "is an adult title")
    if not titles.root:
        raise BadInput("anime", "no known title matches: give its MyAnimeList id or URL")
    if titles.clear_best is None:
        raise SeveralTitles(titles)
    return titles.clear_best


def describe_title(title: "TitleMatch") -> str:
    """Return the id, the name, the type and the year of a title."""
    kind = (title.media_type or "").replace("_", " ")
    details = ", ".join(filter(None, (kind, (title.airing_date or "")[:4])))
    return f"{title.id:>6}  {clean(title.title)}" + (f" ({details})" if details else "")


async def resolve_and_print(
    recommender: "Recommender", given: str, console: "Console", *, include_adult: bool
) -> int:
    """Return the id of a title, and print which it is, or which it may be. Raises SeveralTitles."""
    try:
        title = await resolve_title(recommender, given, include_adult=include_adult)
    except SeveralTitles as error:
        first, *others = map(describe_title, error.titles)
        for line in (f"{first}  <- the closest", *others):
            console.print(line, markup=False, soft_wrap=True)
        raise
    if isinstance(title, int):
        return title
    console.print(describe_title(title).strip(), markup=False, soft_wrap=True)
    return title.id
