"""The button below a digest that ends the subscription."""

import re
from typing import Self

import discord

from bot.errors import NotAllowed
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context

__all__ = ["EndDigest"]


class EndDigest(PersistentButton, template=r"reko:digest-end:(?P<subscription>\d{1,18})"):
    """Ends a subscription: of a person by that person, of a server by those who manage it."""

    def __init__(self, subscription_id: int, *, label: str = "…") -> None:
        self.subscription_id = subscription_id
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                label=label,
                custom_id=f"reko:digest-end:{subscription_id}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(int(match["subscription"]))

    async def press(self, ctx: Context) -> None:
        """End the subscription. Raises NotAllowed, NotOwner."""
        digests = ctx.store.digests
        if found := await digests.get(self.subscription_id):
            if found.guild_id is None:
                ctx.require_owner(found.discord_id or 0)
            elif ctx.managed_guild() != found.guild_id:
                raise NotAllowed("error-manage-server")
            await digests.end(found.id)
        await ctx.reply.send(ctx.texts("digest-ended"))
