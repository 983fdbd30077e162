"""The channel that is told of bans and changed settings: it must be one that the bot can use."""

from collections.abc import Sequence

import discord

from bot.errors import WrongInput
from bot.interactions.context import Context

__all__ = ["known_log_channel", "parse_log_channel"]

_NEEDED = ("view_channel", "send_messages", "embed_links")


def known_log_channel(ctx: Context, channel_id: int | None) -> discord.TextChannel | None:
    """Return a text channel of the server that the person manages, None where it has no such."""
    guild = ctx.client.get_guild(ctx.managed_guild())
    channel = guild.get_channel(channel_id) if guild and channel_id else None
    return channel if isinstance(channel, discord.TextChannel) else None


def parse_log_channel(ctx: Context, values: Sequence[str]) -> int | None:
    """Return the id of the chosen channel, None if none was chosen.

    Raises NotAllowed, and WrongInput for a channel where the bot may not write entries.
    """
    if not values:
        return None
    channel = known_log_channel(ctx, int(values[0]) if values[0].isdecimal() else None)
    if channel is None:
        raise WrongInput("error-log-channel-unknown")
    granted = channel.permissions_for(channel.guild.me)
    missing = [name for name in _NEEDED if not getattr(granted, name)]
    if missing:
        names = ", ".join(ctx.texts(f"permission-{name.replace('_', '-')}") for name in missing)
        raise WrongInput("error-log-channel", channel=channel.mention, missing=names)
    return channel.id
