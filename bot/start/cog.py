"""The command `/reko-start`."""

from discord import app_commands
from discord.ext import commands
from discord.utils import utcnow

from bot.client import Interaction
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.start.answers import Answers
from bot.start.question import question_message

__all__ = ["StartCog"]


class StartCog(commands.Cog):
    """The command `/reko-start`. What it shows is for the person alone."""

    @app_commands.command(name=localized("cmd-start"), description=localized("cmd-start-about"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def start(self, interaction: Interaction) -> None:
        """Ask about the first title."""
        await respond(interaction, _start)


async def _start(ctx: Context) -> None:
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer()
    await ctx.reply.update(**await question_message(ctx, Answers.start(utcnow())))
