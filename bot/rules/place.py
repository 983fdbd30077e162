"""Where something happens: whose bans and settings apply there."""

from dataclasses import dataclass

import discord

from reko_core.guilds.models import GuildSettings, Scope
from reko_core.store import Store

__all__ = ["Place", "is_age_restricted", "place_in"]


@dataclass(frozen=True, slots=True)
class Place:
    """A server that invited the bot, or the private scope of one person."""

    scope: Scope
    settings: GuildSettings
    is_age_restricted: bool

    @property
    def shows_adult(self) -> bool:
        """Whether adult titles may be shown here."""
        return self.settings.allow_adult and self.is_age_restricted


async def place_in(scope: Scope, channel: object, store: Store) -> Place:
    """Return the place of a scope and one of its channels. Raises StoreError."""
    if scope.guild_id is None:
        return Place(scope, GuildSettings(), is_age_restricted=False)
    settings = await store.guilds.settings(scope.guild_id)
    return Place(scope, settings, is_age_restricted(channel))


def is_age_restricted(channel: object) -> bool:
    """Say whether Discord marks a channel as age-restricted."""
    if isinstance(channel, discord.Thread | discord.abc.GuildChannel):
        is_nsfw = getattr(channel, "is_nsfw", None)
        return bool(is_nsfw and is_nsfw())
    return False
