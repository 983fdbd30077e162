"""Rights of a person in a server, where no interaction tells them."""

from typing import TYPE_CHECKING

import discord

from bot.rules.bans import Right, right_to_ban
from reko_core.guilds.models import GuildSettings
from reko_core.store import StoredResult

if TYPE_CHECKING:
    from bot.client import RekoBot

__all__ = ["Rights"]


class Rights:
    """Asks Discord what a person may do in the channel of an answer."""

    def __init__(self, client: "RekoBot") -> None:
        self._client = client

    async def of(self, result: StoredResult, discord_id: int) -> tuple[Right | None, GuildSettings]:
        """Return the right to ban titles of an answer, and the settings of its server.

        The right is None for who is not there, or may not see the answer.
        """
        guild_id = result.scope.guild_id
        if guild_id is None:
            is_own = result.scope.id == discord_id
            return (Right.AT_ONCE if is_own else None), GuildSettings()
        settings = await self._client.services.store.guilds.settings(guild_id)
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return None, settings
        channel_id = result.channel_id or 0
        try:
            # Archived threads are not among those known; what is there at all can be fetched.
            known = guild.get_channel_or_thread(channel_id)
            channel = known or await guild.fetch_channel(channel_id)
            member = await guild.fetch_member(discord_id)
        except (discord.NotFound, discord.Forbidden, discord.InvalidData):
            return None, settings
        permissions = channel.permissions_for(member)
        if not permissions.view_channel:
            return None, settings
        return right_to_ban(result.scope, settings, permissions), settings
