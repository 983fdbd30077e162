"""Changing settings of a server, and saying what changed."""

from bot.interactions.context import Context
from bot.settings.embed import describe_changes

__all__ = ["change_settings"]


async def change_settings(ctx: Context, /, **changes: object) -> str:
    """Change the named settings; return what changed from what to what. Raises NotAllowed."""
    guild_id, guilds = ctx.managed_guild(), ctx.store.guilds
    before = await guilds.settings(guild_id)
    after = await guilds.change(guild_id, **changes)
    return describe_changes(before, after, ctx.texts)
