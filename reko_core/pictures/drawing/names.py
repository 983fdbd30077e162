"""The names of titles as they can be drawn."""

from reko_core.contract.recommend import Titles
from reko_core.pictures.drawing.fonts import drawable, is_drawable

__all__ = ["title_name"]


def title_name(anime_id: int, title: str, titles: Titles) -> str:
    """Return the name in the language of the reader, or another that the fonts have.

    A name in part is taken where they have none as a whole, and the number where they have nothing.
    """
    names = [name for name in (title, titles.romaji, titles.english) if name and drawable(name)]
    whole = [name for name in names if is_drawable(name)]
    return next(iter((*whole, *names)), f"MyAnimeList #{anime_id}")
