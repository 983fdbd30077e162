"""Where an interaction happens: whose bans and settings count there."""

from dataclasses import dataclass

import discord

from bot.interactions.reply import Interaction
from reko_core.guilds.models import GuildSettings, Scope

__all__ = ["Place", "is_age_restricted", "place_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """A server that invited the bot, or the private room of one person."""

    scope: Scope
    settings: GuildSettings
    is_age_restricted: bool


async def place_of(interaction: Interaction) -> Place:
    """Return where the interaction happens. Raises StoreError.

    In a server that did not invite the bot (a person brought it along), and in direct messages,
    bans are personal.
    """
    guild_id = interaction.guild_id
    if guild_id is None or interaction.client.get_guild(guild_id) is None:
        return Place(Scope.person(interaction.user.id), GuildSettings(), is_age_restricted=False)
    settings = await interaction.client.services.store.guilds.settings(guild_id)
    return Place(Scope.guild(guild_id), settings, is_age_restricted(interaction.channel))


def is_age_restricted(channel: object) -> bool:
    """Say whether adult titles may be shown in a channel, as far as Discord tells."""
    if isinstance(channel, discord.Thread | discord.abc.GuildChannel):
        is_nsfw = getattr(channel, "is_nsfw", None)
        return bool(is_nsfw and is_nsfw())
    return False
