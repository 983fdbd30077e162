"""`/reko-settings`: how Reko behaves in a server, for those who manage it."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.settings.ban_commands import BanCommands
from bot.settings.buttons import overview, reset_question

__all__ = ["SettingsCog"]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class SettingsCog(
    BanCommands,
    commands.GroupCog,
    group_name=localized("cmd-settings"),
    group_description=localized("cmd-settings-about"),
):
    """Shows and changes the settings and the bans of a server.

    Discord hides the commands from those who may not manage the server, but a server can show
    them to anybody: each handler calls `Context.managed_guild`.
    """

    @app_commands.command(name=localized("cmd-show"), description=localized("cmd-show-about"))
    async def show(self, interaction: Interaction) -> None:
        """Show all settings, with a form to change them."""
        await respond(interaction, _show)

    @app_commands.command(name=localized("cmd-reset"), description=localized("cmd-reset-about"))
    async def reset(self, interaction: Interaction) -> None:
        """Reset everything to defaults, after asking."""
        await respond(interaction, _ask_to_reset)


async def _show(ctx: Context) -> None:
    await ctx.reply.send(**await overview(ctx))


async def _ask_to_reset(ctx: Context) -> None:
    await ctx.reply.send(**await reset_question(ctx))
