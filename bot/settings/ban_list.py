"""The ban list of a server, and removing bans. Rights are checked on every use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Self

import discord

from bot.interactions.components import PersistentButton, PersistentSelect, make_menu
from bot.interactions.context import Context
from bot.interactions.paging import ListPage, TurnList
from bot.settings.ban_list_embed import Ban, ban_options, bans_embed
from reko_core.guilds.models import Scope, TitleBan, UserBan, is_user_hash

__all__ = ["RemoveBans", "ShowBans", "TurnBanList", "bans_message"]


async def bans_message(ctx: Context, page: int) -> dict[str, Any]:
    """Return the parts of the message that shows a page of the ban list."""
    scope = ctx.managed_scope()
    bans, users = await ctx.store.bans.titles(scope), await ctx.store.bans.users(scope)
    some = ListPage[Ban].of([*bans, *_shown(users, ctx, scope)], page)
    titles = {ban.anime_id: ban.title for ban in some.items if isinstance(ban, TitleBan)}
    names = await ctx.title_names(titles)
    view = discord.ui.View(timeout=None)
    if some.items:
        label = ctx.texts("bans-lift")
        view.add_item(RemoveBans(some.page, ban_options(some, names), label))
    TurnBanList.add_to(view, some)
    return {"embed": bans_embed(some, names, ctx.texts), "view": view}


def _shown(users: Sequence[UserBan], ctx: Context, scope: Scope) -> Iterator[UserBan]:
    hashes = ctx.services.recommender.hashes_in(scope).show(ban.user_hash for ban in users)
    return map(lambda ban, shown: replace(ban, user_hash=shown), users, hashes)


class ShowBans(PersistentButton, template=r"reko:bans"):
    """Opens the ban list."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="reko:bans", emoji="🚫"))

    async def press(self, ctx: Context) -> None:
        """Show the first page. Raises NotAllowed."""
        await ctx.reply.send(**await bans_message(ctx, 0))


class TurnBanList(TurnList, template=r"reko:bans:(?P<verb>prev|next):(?P<page>\d{1,4})"):
    """Turns to another page of the ban list; raises NotAllowed."""

    word = "bans"
    message = staticmethod(bans_message)


class RemoveBans(PersistentSelect, template=r"reko:lift:(?P<page>\d{1,4})"):
    """Removes the chosen bans."""

    def __init__(
        self, page: int, options: Sequence[discord.SelectOption] = (), placeholder: str = ""
    ) -> None:
        self.page = page
        custom_id = f"reko:lift:{page}"
        super().__init__(make_menu(custom_id, options, placeholder, row=0, takes_several=True))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the menu from the match of its template."""
        return cls(int(match["page"]))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Remove them, and show the remaining bans. Raises NotAllowed."""
        scope = ctx.managed_scope()
        bans = ctx.store.bans
        ids = tuple(int(value[1:]) for value in values if value.startswith("t"))
        hashes = [value[1:] for value in values if value.startswith("u")]
        digests = ctx.services.recommender.hashes_in(scope).read(filter(is_user_hash, hashes))
        names = {ban.anime_id: ban.title for ban in await bans.titles(scope)}
        titles = {
            anime_id: names.get(anime_id) or f"MAL {anime_id}"
            for anime_id in await bans.unban_titles(scope, ids)
        }
        n_users = len(await bans.unban_users(scope, digests))
        log = ctx.client.server_log
        if titles:
            log.write(scope, "log-unbanned", by=ctx.user_id, titles=titles)
        if n_users:
            log.write(scope, "log-users-unbanned", by=ctx.user_id, n=n_users)
        message = ctx.texts("bans-lifted", n=len(titles) + n_users)
        await ctx.reply.update(content=message, **await bans_message(ctx, self.page))
