"""Rights of a person in a server, outside of an interaction."""

import discord

from bot.rules.bans import Right, right_to_ban
from bot.rules.channels import find_channel, find_guild
from reko_core.guilds.models import GuildSettings
from reko_core.store import Store, StoredResult

__all__ = ["Rights"]


class Rights:
    """Asks Discord what a person may do in the channel of a result."""

    def __init__(self, client: discord.Client, store: Store) -> None:
        self._client = client
        self._store = store

    async def of(self, result: StoredResult, discord_id: int) -> tuple[Right | None, GuildSettings]:
        """Return the right to ban titles of a result, and the settings of its server.

        The right is None for a person who left the server or may not see the result.
        """
        guild_id = result.scope.guild_id
        if guild_id is None:
            is_own = result.scope.id == discord_id
            return (Right.IMMEDIATE if is_own else None), GuildSettings()
        settings = await self._store.guilds.settings(guild_id)
        try:
            # A direct message may be answered by another process than the one of the server.
            guild = await find_guild(self._client, guild_id)
            channel = await find_channel(guild, result.channel_id or 0)
            member = await guild.fetch_member(discord_id)
        except (discord.NotFound, discord.Forbidden, discord.InvalidData):
            return None, settings
        permissions = channel.permissions_for(member)
        if not permissions.view_channel:
            return None, settings
        return right_to_ban(result.scope, settings, permissions), settings
