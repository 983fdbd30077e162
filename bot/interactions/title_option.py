"""The option that names a title: suggestions while a person types, and what was meant."""

import re

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.client import Interaction
from bot.errors import WrongInput
from bot.formatting.markdown import plain, shortened
from bot.formatting.media import media_name
from bot.i18n.texts import Texts
from bot.interactions.context import Context
from bot.rules.title_names import name_in
from reko_core.contract.fields import MAX_ANIME_ID
from reko_core.contract.title_query import MAX_QUERY_LENGTH, TitleMatch, TitleMatches, TitleQuery
from reko_core.errors import RekoError
from reko_core.guilds.models import TitleLanguage

__all__ = ["Title", "complete_title", "find_title", "parse_choice", "title_options"]

N_SUGGESTED = 25
MAX_LABEL = 100
# What a suggestion sends, or the address of a title's page.
_ID = re.compile(r"(?:mal:|(?:https?://)?(?:www\.)?myanimelist\.net/anime/)(\d{1,10})(?:[/?#].*)?")

Title = app_commands.Range[str, 1, MAX_QUERY_LENGTH]


async def complete_title(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Suggest titles with a name like the text, named in the person's language."""
    ctx = Context(interaction)
    text = typed.strip()[:MAX_QUERY_LENGTH]
    if not text:
        return []
    try:
        titles = await _search(ctx, text, N_SUGGESTED)
        language = await ctx.title_language()
    except RekoError:
        # The title can still be typed without suggestions.
        return []
    return [
        Choice(name=_label(title, language, ctx.texts), value=f"mal:{title.id}")
        for title in titles.root
    ]


async def find_title(ctx: Context, given: str) -> int | TitleMatches:
    """Return the id of the title that was chosen or is clearly meant, otherwise those near it.

    Raises WrongInput where no title has a name like it, CatalogueEmpty, StoreError.
    """
    text = given.strip()
    found = _ID.fullmatch(text)
    if found and 1 <= int(found[1]) <= MAX_ANIME_ID:
        return int(found[1])
    titles = await _search(ctx, text, N_SUGGESTED) if text else TitleMatches(())
    if not titles.root:
        raise WrongInput("error-no-title", title=plain(given, MAX_LABEL))
    return titles if titles.clear_best is None else titles.clear_best.id


async def title_options(ctx: Context, titles: TitleMatches) -> list[discord.SelectOption]:
    """Return the options of the menu that asks which of the titles was meant."""
    language = await ctx.title_language()
    return [
        discord.SelectOption(label=_label(title, language, ctx.texts), value=str(title.id))
        for title in titles.root
    ]


def parse_choice(values: tuple[str, ...]) -> int:
    """Return the id of the title that was chosen in that menu. Raises WrongInput."""
    value = values[0] if len(values) == 1 else ""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MAX_ANIME_ID):
        raise WrongInput("error-option")
    return int(value)


def _label(title: TitleMatch, language: TitleLanguage, texts: Texts) -> str:
    """Return the name of a title with its type and year, for menus."""
    kind = media_name(title.media_type, texts) if title.media_type else ""
    details = ", ".join(filter(None, (kind, (title.airing_date or "")[:4])))
    suffix = f" ({details})" if details else ""
    return shortened(name_in(language, title.titles), MAX_LABEL - len(suffix)) + suffix


async def _search(ctx: Context, text: str, limit: int) -> TitleMatches:
    shows_adult = (await ctx.place()).shows_adult
    query = TitleQuery(q=text, limit=limit, include_adult=shows_adult)
    return await ctx.services.recommender.find_titles(query)
