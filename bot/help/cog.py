"""`/reko-help`, for everybody alone."""

from discord import AppCommandType, app_commands
from discord.ext import commands

from bot.client import Interaction
from bot.help.embed import help_embed
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond

__all__ = ["HelpCog"]


class HelpCog(commands.Cog):
    """The command `/reko-help`."""

    @app_commands.command(name=localized("cmd-help"), description=localized("cmd-help-about"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def help(self, interaction: Interaction) -> None:
        """Explain the figures and list the commands."""
        await respond(interaction, _help)


async def _help(ctx: Context) -> None:
    is_manager = ctx.guild_id is not None and ctx.may_manage
    names = [
        command.name
        for command in ctx.client.tree.get_commands(type=AppCommandType.chat_input)
        if is_manager or command.default_permissions is None
    ]
    docs_url = ctx.services.settings.docs_url
    await ctx.reply.send(embed=help_embed(names, docs_url, ctx.texts))
