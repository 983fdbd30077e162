"""Confirming that everything stored about a person is deleted."""

import re
from typing import Any, Self

import discord

from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context

__all__ = ["ConfirmForget", "forget_question"]


def forget_question(discord_id: int, texts: Texts) -> dict[str, Any]:
    """Return the parts of the message that asks whether to delete a person's data."""
    view = discord.ui.View(timeout=None)
    view.add_item(ConfirmForget("yes", discord_id, label=texts("button-forget")))
    view.add_item(ConfirmForget("no", discord_id, label=texts("button-cancel")))
    return {"content": texts("forget-ask"), "view": view}


class ConfirmForget(
    PersistentButton, template=r"reko:forget:(?P<verb>yes|no):(?P<person>\d{1,20})"
):
    """Deletes everything stored about the person who presses, or cancels."""

    def __init__(self, verb: str, discord_id: int, *, label: str = "…") -> None:
        self.verb, self.discord_id = verb, discord_id
        is_yes = verb == "yes"
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.danger if is_yes else discord.ButtonStyle.secondary,
                label=label,
                custom_id=f"reko:forget:{verb}:{discord_id}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["verb"], int(match["person"]))

    async def press(self, ctx: Context) -> None:
        """Delete or cancel. Raises NotOwner."""
        ctx.require_owner(self.discord_id)
        message = ctx.texts("forget-not")
        if self.verb == "yes":
            message = _summary(await _forget(ctx), ctx.texts)
        await ctx.reply.update(content=message, view=None)


async def _forget(ctx: Context) -> dict[str, int]:
    """Delete everything stored about the person, after ending what would write it again."""
    await ctx.client.running.stop(ctx.user_id)
    if account := await ctx.store.accounts.get(ctx.user_id):
        await ctx.services.recommender.discard_fetch(account.mal_name)
    return await ctx.store.accounts.forget(ctx.user_id)


def _summary(forgotten: dict[str, int], texts: Texts) -> str:
    if not forgotten:
        return texts("forget-nothing")
    lines = [texts(f"forgot-{kind}", n=n) for kind, n in forgotten.items()]
    return "\n".join([texts("forget-done"), *(f"- {line}" for line in lines)])
