"""The titles that a person hides for themselves everywhere, and showing them again."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord.utils import format_dt

from bot.formatting.mal import BRAND, anime_url
from bot.formatting.markdown import plain, shortened
from bot.interactions.components import PersistentButton, PersistentSelect
from bot.interactions.context import Context
from reko_core.guilds.models import Scope, TitleBan

__all__ = ["ShowAgain", "TurnHidden", "hidden_message"]

N_PER_PAGE = 10
_MAX_NAME = 100


async def hidden_message(ctx: Context, page: int = 0) -> dict[str, Any]:
    """Return the parts of the message that lists what this person hides. Raises StoreError."""
    texts = ctx.texts
    bans = await ctx.store.bans.titles(Scope.person(ctx.user_id))
    last = max(0, (len(bans) - 1) // N_PER_PAGE)
    page = min(page, last)
    some = bans[page * N_PER_PAGE : (page + 1) * N_PER_PAGE]
    names = await ctx.title_names({ban.anime_id: ban.title for ban in some})
    lines = [_line(ctx, ban, names[ban.anime_id]) for ban in some]
    embed = discord.Embed(
        title=texts("hidden-title", n=len(bans)),
        description="\n".join(lines) or texts("hidden-none"),
        colour=BRAND,
    )
    view = discord.ui.View(timeout=None)
    if some:
        options = [
            discord.SelectOption(label=shortened(name, _MAX_NAME), value=str(anime_id))
            for anime_id, name in names.items()
        ]
        view.add_item(ShowAgain(page, options, texts("hidden-show-again")))
    if last:
        embed.set_footer(text=f"{page + 1}/{last + 1}")
        view.add_item(TurnHidden("prev", page, is_disabled=page == 0))
        view.add_item(TurnHidden("next", page, is_disabled=page == last))
    return {"embed": embed, "view": view}


def _line(ctx: Context, ban: TitleBan, name: str) -> str:
    key = "hidden-seen" if ban.is_seen else "hidden-never"
    link = f"[{plain(name, _MAX_NAME)}]({anime_url(ban.anime_id)})"
    return ctx.texts(key, title=link, when=format_dt(ban.banned_at, "d"))


class TurnHidden(PersistentButton, template=r"reko:hidden:(?P<verb>prev|next):(?P<page>\d{1,4})"):
    """Turns to another page of the list."""

    def __init__(self, verb: str, page: int, *, is_disabled: bool = False) -> None:
        self.verb, self.page = verb, page
        super().__init__(
            discord.ui.Button(
                emoji="◀️" if verb == "prev" else "▶️",
                custom_id=f"reko:hidden:{verb}:{page}",
                disabled=is_disabled,
                row=1,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["verb"], int(match["page"]))

    async def press(self, ctx: Context) -> None:
        """Show the other page of this person's own list."""
        page = max(0, self.page + (1 if self.verb == "next" else -1))
        await ctx.reply.update(content=None, **await hidden_message(ctx, page))


class ShowAgain(PersistentSelect, template=r"reko:showagain:(?P<page>\d{1,4})"):
    """Shows the chosen titles again."""

    def __init__(
        self, page: int, options: Sequence[discord.SelectOption] = (), placeholder: str = ""
    ) -> None:
        self.page = page
        super().__init__(
            discord.ui.Select(
                custom_id=f"reko:showagain:{page}",
                placeholder=placeholder or None,
                options=list(options),
                max_values=max(1, len(options)),
                row=0,
            )
        )

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
