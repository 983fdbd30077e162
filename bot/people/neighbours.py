"""The people of a server who are closest in taste to the person who asks, and their pages."""

from typing import Any

import discord

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND
from bot.formatting.markdown import bar, plain
from bot.formatting.user_labels import user_label, user_link
from bot.i18n.texts import Texts
from bot.interactions.context import Context
from bot.interactions.paging import N_PER_PAGE, ListPage, TurnList
from bot.interactions.user_names import name_or_linked
from bot.people.people_here import MAX_NAME, Listed, PeopleHere
from reko_core.service.people.closeness import Closeness

__all__ = ["TurnNeighbours", "neighbours_message"]


async def neighbours_message(ctx: Context, page: int) -> dict[str, Any]:
    """Return the parts of the message that lists who is closest to the person.

    Raises NameMissing, and what `PeopleHere` and the core raise.
    """
    own = await name_or_linked(ctx, None)
    people = await PeopleHere.find(ctx)
    found = await ctx.services.recommender.people.closest_to(own, people.user_names)
    shown = await people.page(found, page)
    view = discord.ui.View(timeout=None)
    TurnNeighbours.add_to(view, shown, ctx.user_id)
    name = ctx.interaction.user.display_name
    return {"embed": _embed(shown, name, ctx.texts), "view": view}


def _embed(page: ListPage[Listed[Closeness]], name: str, texts: Texts) -> discord.Embed:
    first = page.page * N_PER_PAGE + 1
    lines = [_line(rank, one, texts) for rank, one in enumerate(page.items, first)]
    embed = discord.Embed(
        title=texts("neighbours-title", name=plain(name, MAX_NAME)),
        description="\n".join(lines) or texts("neighbours-none"),
        colour=BRAND,
    )
    number = f" · {page.number}" if page.n_pages > 1 else ""
    embed.set_footer(text=texts("neighbours-about") + number)
    return fit_embeds([embed])[0]


def _line(rank: int, one: Listed[Closeness], texts: Texts) -> str:
    close = one.about
    figures = texts(
        "neighbours-figures" if close.is_by_scores else "neighbours-few-scores",
        low=close.low,
        high=close.high,
        n=close.n_shared,
    )
    user = user_link(close.user_name, plain(user_label(close.user_name, texts)))
    heading = f"**{rank}.** {plain(one.name, MAX_NAME)} · {user}"
    return f"{heading}\n{bar(close.affinity)} **{close.affinity}** · {figures}"


class TurnNeighbours(
    TurnList, template=r"reko:neighbours:(?P<verb>prev|next):(?P<page>\d{1,4}):(?P<key>\d{1,20})"
):
    """Turns to another page; the key is the person whose neighbours are shown."""

    word = "neighbours"
    message = staticmethod(neighbours_message)

    async def press(self, ctx: Context) -> None:
        """Show the other page. Raises NotOwner, OnCooldown, and as `neighbours_message`."""
        ctx.require_owner(self.key or 0)
        ctx.client.cooldowns.take(ctx.user_id)
        await super().press(ctx)
