"""Who in a server has seen a title, who plans to, and who would like it most."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.errors import WrongInput
from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import plain
from bot.formatting.user_labels import user_link
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentSelect, make_menu
from bot.interactions.context import Context
from bot.interactions.paging import ListPage, TurnList
from bot.interactions.title_option import parse_choice, title_options
from bot.people.people_here import MAX_NAME, Listed, PeopleHere
from bot.rules.title_names import name_in
from reko_core.contract.title_query import TitleMatches
from reko_core.domain.models import Status
from reko_core.errors import AnimeNotFound
from reko_core.service.people.title_opinions import TitleOpinion
from reko_core.service.title_infos import titles_of

__all__ = ["ChooseWho", "TurnWho", "who_message", "who_question"]

_MAX_TITLE = 200
_STATUS_KEYS = {
    Status.WATCHING: "who-watching",
    Status.ON_HOLD: "who-on-hold",
    Status.DROPPED: "who-dropped",
}


async def who_message(ctx: Context, anime_id: int, page: int = 0) -> dict[str, Any]:
    """Return the parts of the message about a title.

    Raises WrongInput for an unknown title, and what `PeopleHere` and the core raise.
    """
    place, people = await ctx.place(), await PeopleHere.find(ctx)
    try:
        anime, found = await ctx.services.recommender.people.opinions_of(
            anime_id, people.user_names, include_adult=place.shows_adult
        )
    except AnimeNotFound as error:
        raise WrongInput("error-no-title", title=f"MAL {anime_id}") from error
    shown = await people.page(found, page)
    title = name_in(await ctx.title_language(), titles_of(anime))
    embed = discord.Embed(
        title=plain(ctx.texts("who-title", title=title), _MAX_TITLE),
        url=anime_url(anime_id),
        description="\n".join(_lines(shown, ctx.texts)) or ctx.texts("who-none"),
        colour=BRAND,
    )
    number = f" · {shown.number}" if shown.n_pages > 1 else ""
    embed.set_footer(text=ctx.texts("who-about") + number)
    view = discord.ui.View(timeout=None)
    TurnWho.add_to(view, shown, anime_id)
    return {"embed": fit_embeds([embed])[0], "view": view}


async def who_question(ctx: Context, titles: TitleMatches) -> dict[str, Any]:
    """Return the parts of the message that asks which of the titles was meant."""
    view = discord.ui.View(timeout=None)
    view.add_item(ChooseWho(await title_options(ctx, titles), ctx.texts("why-choose")))
    return {"content": ctx.texts("why-several"), "view": view}


def _lines(page: ListPage[Listed[TitleOpinion]], texts: Texts) -> Iterator[str]:
    """Yield a line for each person, and a heading where another kind of people begins."""
    heading = None
    for one in page.items:
        kind = _kind(one.about)
        if kind != heading:
            heading = kind
            yield f"**{texts(heading)}**"
        name = user_link(one.about.user_name, plain(one.name, MAX_NAME))
        yield f"{name} · {_figures(one.about, texts)}"


def _kind(opinion: TitleOpinion) -> str:
    if opinion.is_seen:
        return "who-seen"
    return "who-planned" if opinion.is_planned else "who-likely"


def _figures(opinion: TitleOpinion, texts: Texts) -> str:
    if not opinion.is_seen:
        return texts("who-predicted", score=opinion.expected or 0, chance=opinion.enjoyment or 0)
    score = f"**{opinion.score}**" if opinion.score else texts("who-unscored")
    status = _STATUS_KEYS.get(opinion.status or Status.UNKNOWN)
    return score if status is None else f"{score} · {texts(status)}"


class TurnWho(
    TurnList, template=r"reko:who:(?P<verb>prev|next):(?P<page>\d{1,4}):(?P<key>\d{1,10})"
):
    """Turns to another page, for all who see the message; the key is the title."""

    word = "who"

    async def press(self, ctx: Context) -> None:
        """Show the other page. Raises OnCooldown, and as `who_message`."""
        ctx.client.cooldowns.take(ctx.user_id)
        await super().press(ctx)

    async def message(self, ctx: Context, page: int) -> dict[str, Any]:
        """Return the parts of the message that shows a page."""
        return await who_message(ctx, self.key or 0, page)


class ChooseWho(PersistentSelect, template=r"reko:whichwho"):
    """Shows the people of the title that is chosen."""

    def __init__(self, options: Sequence[discord.SelectOption] = (), placeholder: str = "") -> None:
        super().__init__(make_menu("reko:whichwho", options, placeholder))

    @classmethod
    def parse(cls, match: re.Match[str]) -> "ChooseWho":
        """Create the menu."""
        del match
        return cls()

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Show it in place of the menu. Raises OnCooldown, and as `who_message`."""
        anime_id = parse_choice(values)
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        await ctx.reply.update(content=None, **await who_message(ctx, anime_id))
