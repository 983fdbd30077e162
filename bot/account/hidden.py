"""The titles that a person hides for themselves everywhere, and showing them again."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord.utils import format_dt

from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import plain, shortened
from bot.interactions.components import PersistentSelect, make_menu
from bot.interactions.context import Context
from bot.interactions.paging import ListPage, TurnList
from reko_core.guilds.models import Scope, TitleBan

__all__ = ["ShowAgain", "TurnHidden", "hidden_message"]

_MAX_NAME = 100


async def hidden_message(ctx: Context, page: int = 0) -> dict[str, Any]:
    """Return the parts of the message that lists what this person hides. Raises StoreError."""
    texts = ctx.texts
    hidden = ListPage.of(await ctx.store.bans.titles(Scope.person(ctx.user_id)), page)
    names = await ctx.title_names({ban.anime_id: ban.title for ban in hidden.items})
    lines = [_line(ctx, ban, names[ban.anime_id]) for ban in hidden.items]
    embed = discord.Embed(
        title=texts("hidden-title", n=hidden.n_all),
        description="\n".join(lines) or texts("hidden-none"),
        colour=BRAND,
    )
    if hidden.n_pages > 1:
        embed.set_footer(text=hidden.number)
    view = discord.ui.View(timeout=None)
    if hidden.items:
        options = [
            discord.SelectOption(label=shortened(name, _MAX_NAME), value=str(anime_id))
            for anime_id, name in names.items()
        ]
        view.add_item(ShowAgain(hidden.page, options, texts("hidden-show-again")))
    TurnHidden.add_to(view, hidden)
    return {"embed": embed, "view": view}


def _line(ctx: Context, ban: TitleBan, name: str) -> str:
    key = "hidden-seen" if ban.is_seen else "hidden-never"
    link = f"[{plain(name, _MAX_NAME)}]({anime_url(ban.anime_id)})"
    return ctx.texts(key, title=link, when=format_dt(ban.banned_at, "d"))


class TurnHidden(TurnList, template=r"reko:hidden:(?P<verb>prev|next):(?P<page>\d{1,4})"):
    """Turns to another page of this person's own list."""

    word = "hidden"
    message = staticmethod(hidden_message)


class ShowAgain(PersistentSelect, template=r"reko:showagain:(?P<page>\d{1,4})"):
    """Shows the chosen titles again."""

    def __init__(
        self, page: int, options: Sequence[discord.SelectOption] = (), placeholder: str = ""
    ) -> None:
        self.page = page
        custom_id = f"reko:showagain:{page}"
        super().__init__(make_menu(custom_id, options, placeholder, row=0, takes_several=True))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the menu from the match of its template."""
        return cls(int(match["page"]))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Show titles of this person's own list again, and what is still hidden."""
        ids = tuple(int(value) for value in values if re.fullmatch(r"\d{1,9}", value))
        shown = await ctx.store.bans.unban_titles(Scope.person(ctx.user_id), ids)
        message = ctx.texts("hidden-shown", n=len(shown))
        await ctx.reply.update(content=message, **await hidden_message(ctx, self.page))
