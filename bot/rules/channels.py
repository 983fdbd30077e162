"""Channels of servers, also of those whose events another process of the bot gets."""

import discord

__all__ = ["find_channel", "find_guild"]

Channel = discord.abc.GuildChannel | discord.Thread


async def find_guild(client: discord.Client, guild_id: int) -> discord.Guild:
    """Return a server that the bot is in. Raises HTTPException: NotFound or Forbidden elsewhere."""
    return client.get_guild(guild_id) or await client.fetch_guild(guild_id)


async def find_channel(guild: discord.Guild, channel_id: int) -> Channel:
    """Return a channel, or the parent of a thread that is not cached, whose permissions it has.

    Raises HTTPException, InvalidData for a channel of another server.
    """
    # Archived threads are not cached, but can be fetched; so can a channel of a fetched server.
    channel = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return await guild.fetch_channel(channel.parent_id)
    return channel
