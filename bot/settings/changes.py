"""Changing settings of a server, and saying what changed."""

from bot.interactions.context import Context
from bot.settings.embed import describe_changes

__all__ = ["change_settings"]


async def change_settings(ctx: Context, /, **changes: object) -> str:
    """Change the named settings; return what changed from what to what. Raises NotAllowed."""
    guild_id, guilds = ctx.managed_guild(), ctx.store.guilds
    before = await guilds.settings(guild_id)
    after = await guilds.change(guild_id, **changes)
    if after != before:
        log = ctx.client.server_log
        log.write(
            ctx.managed_scope(),
            "log-settings",
            by=ctx.user_id,
            # The former log channel is told, too, that it is none any more.
            channel_ids=(before.log_channel_id, after.log_channel_id),
            changes=describe_changes(before, after, log.texts(guild_id)),
        )
    return describe_changes(before, after, ctx.texts)
