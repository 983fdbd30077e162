"""Text channels of a server that its managers choose for messages of the bot."""

import discord

from bot.errors import WrongInput
from bot.interactions.context import Context

__all__ = ["known_text_channel", "writable_text_channel"]

_NEEDED = ("view_channel", "send_messages", "embed_links")


def known_text_channel(ctx: Context, channel_id: int | None) -> discord.TextChannel | None:
    """Return a text channel of the server that the person manages, None where it has no such.

    Raises NotAllowed.
    """
    guild = ctx.client.get_guild(ctx.managed_guild())
    channel = guild.get_channel(channel_id) if guild and channel_id else None
    return channel if isinstance(channel, discord.TextChannel) else None


def writable_text_channel(ctx: Context, channel_id: int | None) -> discord.TextChannel:
    """Return a text channel of the server that the person manages.

    Raises NotAllowed, and WrongInput for a channel where the bot may not write embeds.
    """
    channel = known_text_channel(ctx, channel_id)
    if channel is None:
        raise WrongInput("error-log-channel-unknown")
    granted = channel.permissions_for(channel.guild.me)
    missing = [name for name in _NEEDED if not getattr(granted, name)]
    if missing:
        names = ", ".join(ctx.texts(f"permission-{name.replace('_', '-')}") for name in missing)
        raise WrongInput("error-log-channel", channel=channel.mention, missing=names)
    return channel
