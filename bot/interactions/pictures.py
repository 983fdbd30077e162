"""Answers as pictures: whether one is wanted, in which texts, and as a file of Discord."""

import io
from collections.abc import Callable, Collection, Mapping

import discord
from discord.app_commands import Choice
from pydantic import BaseModel

from bot.formatting.markdown import shortened
from bot.i18n.texts import Texts, texts_for
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.rules.title_names import name_in
from reko_core.contract.recommend import Titles
from reko_core.guilds.models import TitleLanguage
from reko_core.pictures.drawing.fonts import is_drawable

__all__ = ["STYLES", "names_in", "picture_file", "picture_texts", "wants_picture"]

PICTURE, TEXT = "picture", "text"
STYLES = [Choice(name=localized(f"style-{style}"), value=style) for style in (PICTURE, TEXT)]
_MAX_DESCRIPTION = 1024


async def wants_picture(ctx: Context, style: str | None) -> bool:
    """Return whether to answer with a picture: as the person chose, or as the server does."""
    if style is not None:
        return style == PICTURE
    return (await ctx.place()).settings.shows_pictures


def picture_texts(texts: Texts) -> Texts:
    """Return the reader's texts, or the English ones where no font has their letters."""
    is_readable = is_drawable(texts("style-picture"))
    return texts if is_readable else texts_for(discord.Locale.american_english)


async def picture_file(
    ctx: Context,
    draw: Callable[..., bytes],
    response: BaseModel,
    labels: object,
    *,
    name: str,
    description: str,
) -> discord.File:
    """Return a picture of a response; description: its text for those who cannot see it."""
    png = await ctx.services.pictures.draw(draw, response, labels)
    return discord.File(io.BytesIO(png), name, description=shortened(description, _MAX_DESCRIPTION))


def names_in(language: TitleLanguage, titles: Collection[tuple[int, Titles]]) -> Mapping[int, str]:
    """Return the names of titles in the language of the reader, by MAL id."""
    return {anime_id: name_in(language, names) for anime_id, names in titles}
