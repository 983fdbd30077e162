"""Opting out: asking first, doing it, and taking it back."""

import re
from typing import Any, Self

import discord
from discord.utils import utcnow

from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.interactions.user_names import USER
from bot.recommend.link_buttons import unlinked_message
from reko_core.domain.models import normalise_name
from reko_core.domain.sites import Site, display_name, site_of

__all__ = ["ConfirmOptOut", "ask_to_opt_out"]

_STYLES = {
    "yes": discord.ButtonStyle.danger,
    "undo": discord.ButtonStyle.primary,
    "no": discord.ButtonStyle.secondary,
}


async def ask_to_opt_out(ctx: Context) -> None:
    """Ask whether the linked name is to opt out, or whether an earlier opt-out is to end."""
    name = await ctx.store.opt_outs.requested(ctx.user_id)
    if name is not None:
        await ctx.reply.send(**_question("opt-out-shown", "undo", name, ctx.user_id, ctx.texts))
    elif (name := await _linked_name(ctx)) is not None:
        await ctx.reply.send(**_question("opt-out-ask", "yes", name, ctx.user_id, ctx.texts))
    else:
        await ctx.reply.send(**unlinked_message(ctx, ctx.texts("opt-out-unlinked")))


async def _linked_name(ctx: Context) -> str | None:
    """Return the name that is linked, None for a list that Reko keeps under no name."""
    account = await ctx.store.accounts.get(ctx.user_id)
    is_named = account is not None and site_of(account.mal_name) is not Site.OWN
    return account.mal_name if account is not None and is_named else None


def _question(text: str, verb: str, name: str, discord_id: int, texts: Texts) -> dict[str, Any]:
    view = discord.ui.View(timeout=None)
    for each in (verb, "no"):
        label = texts("button-cancel" if each == "no" else f"button-opt-out-{each}")
        view.add_item(ConfirmOptOut(each, discord_id, normalise_name(name), label=label))
    return {"content": texts(text, user=plain(display_name(name))), "view": view}


class ConfirmOptOut(
    PersistentButton,
    template=rf"reko:opt-out:(?P<verb>yes|no|undo):(?P<person>\d{{1,20}}):(?P<name>{USER})",
):
    """Opts the linked name of the person who presses out, takes that back, or cancels."""

    def __init__(self, verb: str, discord_id: int, name: str, *, label: str = "…") -> None:
        self.verb, self.discord_id, self.name = verb, discord_id, name
        super().__init__(
            discord.ui.Button(
                style=_STYLES[verb],
                label=label,
                custom_id=f"reko:opt-out:{verb}:{discord_id}:{name}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["verb"], int(match["person"]), match["name"])

    async def press(self, ctx: Context) -> None:
        """Opt out, take it back, or cancel. Raises NotOwner."""
        ctx.require_owner(self.discord_id)
        message = "opt-out-unchanged"
        if self.verb == "yes" and await self._opt_out(ctx):
            message = "opt-out-done"
        elif self.verb == "undo" and await ctx.store.opt_outs.remove(
            self.name, requested_by=ctx.user_id
        ):
            message = "opt-out-undone"
        user = plain(display_name(self.name))
        await ctx.reply.update(content=ctx.texts(message, user=user), view=None)

    async def _opt_out(self, ctx: Context) -> bool:
        """Opt the name out if the person is still linked to it; return whether that was new."""
        account = await ctx.store.accounts.get(ctx.user_id)
        if account is None or not account.is_linked_to(self.name):
            return False
        return await ctx.store.opt_outs.add(self.name, utcnow(), requested_by=ctx.user_id)
