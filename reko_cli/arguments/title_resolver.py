"""Resolves a title given by its MyAnimeList id, its URL, or its name."""

import re
from typing import TYPE_CHECKING

from reko_core.domain.text import clean
from reko_core.errors import AdultExcluded, BadInput

if TYPE_CHECKING:
    from reko_core.domain.models import Anime
    from reko_core.store import Store

__all__ = ["resolve_anime_id"]

N_LISTED = 5
N_SEARCHED = 100
URL = re.compile(
    r"(?:https?://)?(?:www\.)?myanimelist\.net/anime/([0-9]+)(?:[/?#].*)?", re.IGNORECASE
)
MAX_DIGITS = 10


async def resolve_anime_id(store: "Store", given: str, *, include_adult: bool) -> int:
    """Return the id of the title.

    Raises BadInput when no title of the catalogue matches, or more than one; AdultExcluded when
    only adult ones match; StoreError.
    """
    text = clean(given)
    found = re.fullmatch(r"[0-9]+", text) or URL.fullmatch(text)
    if found:
        digits = found[found.re.groups]
        if len(digits) > MAX_DIGITS:
            raise BadInput("anime", "has too many digits for a MyAnimeList id")
        return int(digits)
    if not text:
        raise BadInput("anime", "is empty: give an id, a MyAnimeList URL or a title")
    titles = await store.catalogue.search(text, N_SEARCHED)
    titles = [anime for anime in titles if _is_called(anime, text)] or titles
    shown = [anime for anime in titles if anime.is_shown(include_adult=include_adult)]
    if not shown and any(anime.is_shown(include_adult=True) for anime in titles):
        raise AdultExcluded("anime", "is an adult title")
    return _only(shown)


def _is_called(anime: "Anime", text: str) -> bool:
    return text.casefold() in {anime.title.casefold(), (anime.title_english or "").casefold()}


def _only(titles: list["Anime"]) -> int:
    """Return the id of the only title. Raises BadInput."""
    if not titles:
        reason = "no known title matches: give its MyAnimeList id or URL"
        raise BadInput("anime", reason)
    if len(titles) == 1:
        return titles[0].id
    listed = "; ".join(f"{anime.id} {clean(anime.title)}" for anime in titles[:N_LISTED])
    more = "; and others" if len(titles) > N_LISTED else ""
    raise BadInput("anime", f"several titles match: {listed}{more}. Give the id")
