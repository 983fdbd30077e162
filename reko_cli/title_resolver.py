"""Which title a person means: by its number, its address on MyAnimeList, or its name."""

import re
from typing import TYPE_CHECKING

from reko_core.domain.text import clean
from reko_core.errors import BadInput

if TYPE_CHECKING:
    from reko_core.domain.models import Anime
    from reko_core.store import Store

__all__ = ["find_anime_id"]

N_LISTED = 5
ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?myanimelist\.net/anime/([0-9]+)(?:[/?#].*)?", re.IGNORECASE
)
MAX_DIGITS = 10


async def find_anime_id(store: "Store", told: str) -> int:
    """Return the number of the title that is meant.

    Raises BadInput where no title of the catalogue, or more than one, is called so; StoreError.
    """
    text = clean(told)
    found = re.fullmatch(r"[0-9]+", text) or ADDRESS.fullmatch(text)
    if found:
        digits = found[found.re.groups]
        if len(digits) > MAX_DIGITS:
            raise BadInput("anime", "has too many digits for a number of MyAnimeList")
        return int(digits)
    if not text:
        raise BadInput("anime", "is empty: give a number, an address on MyAnimeList or a title")
    return _choose(text, await store.catalogue.search(text, N_LISTED + 1))


def _choose(text: str, titles: list["Anime"]) -> int:
    called_so = [
        anime
        for anime in titles
        if text.casefold() in {anime.title.casefold(), (anime.title_english or "").casefold()}
    ]
    titles = called_so or titles
    if not titles:
        reason = "no title known here is called so: give its number or address on MyAnimeList"
        raise BadInput("anime", reason)
    if len(titles) == 1:
        return titles[0].id
    listed = "; ".join(f"{anime.id} {clean(anime.title)}" for anime in titles[:N_LISTED])
    more = "; and more" if len(titles) > N_LISTED else ""
    raise BadInput("anime", f"several titles are called so: {listed}{more}. Give the number")
