"""Connecting an account at a site: the link there, and the button that asks for it."""

from contextlib import suppress
from typing import Any

import discord

from bot.errors import DISCORD_ERRORS, WrongInput
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from reko_core.domain.sites import Site, site_of
from reko_core.service.connections.open_connections import Connections

__all__ = ["ConnectAccount", "connect_message", "connections_of"]


def connections_of(ctx: Context) -> Connections:
    """Return the use cases of connected accounts. Raises WrongInput where there are none."""
    if ctx.services.connections is None:
        raise WrongInput("error-connect-off")
    return ctx.services.connections


async def connect_message(ctx: Context, site: Site | None = None) -> dict[str, Any]:
    """Return the parts of the message with a person's own link to a site.

    site: that of the linked list by default. Raises WrongInput, OnCooldown, StoreError.
    """
    connections = connections_of(ctx)
    ctx.client.cooldowns.take(ctx.user_id)
    if site is None:
        account = await ctx.store.accounts.get(ctx.user_id)
        linked = site_of(account.mal_name) if account else Site.MAL
        site = linked if linked in connections.sites else connections.sites[0]
    if site not in connections.sites:
        raise WrongInput("error-connect-site", site=site.label)
    await ctx.reply.defer()
    user = ctx.interaction.user
    channel_id = None
    with suppress(*DISCORD_ERRORS):
        channel_id = (await user.create_dm()).id
    url = await connections.connecting.start(
        site,
        discord_id=user.id,
        discord_name=user.name,
        locale=ctx.texts.locale,
        channel_id=channel_id,
    )
    view = discord.ui.View(timeout=None)
    label = ctx.texts("button-connect-open", site=site.label)
    view.add_item(discord.ui.Button(label=label, url=url, emoji="🔑"))
    return {"content": ctx.texts("connect-ask", site=site.label), "view": view}


class ConnectAccount(PersistentButton, template=r"reko:connect"):
    """Gives the person who presses their own link to the site of their list."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary, label=label, custom_id="reko:connect", emoji="🔑"
            )
        )

    async def press(self, ctx: Context) -> None:
        """Send the link, to this person alone. Raises as `connect_message`."""
        ctx.reply.spare_public_message()
        await ctx.reply.update(**await connect_message(ctx))
