"""`/reko-why`: why one title fits a MAL user, or does not."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.interactions.title_option import Title, complete_title, find_title
from bot.interactions.user_names import Name, complete_name, name_or_linked, remember_names
from bot.why.title_menu import explain, title_question
from reko_core.contract.parsing import parse_user_name
from reko_core.contract.title_query import TitleMatches

__all__ = ["WhyCog"]


class WhyCog(commands.Cog):
    """The command `/reko-why`."""

    @app_commands.command(name=localized("cmd-why"), description=localized("cmd-why-about"))
    @app_commands.rename(title=localized("opt-title"), user=localized("opt-user"))
    @app_commands.describe(title=localized("opt-title-about"), user=localized("opt-user-about"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def why(self, interaction: Interaction, title: Title, user: Name | None = None) -> None:
        """Explain the prediction of one title."""
        await respond(interaction, _explain, title, user)

    @why.autocomplete("title")
    async def _complete_title(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_title(interaction, typed)

    @why.autocomplete("user")
    async def _complete_user(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)


async def _explain(ctx: Context, given: str, user: str | None) -> None:
    user_name = parse_user_name(await name_or_linked(ctx, user))
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer()
    found = await find_title(ctx, given)
    if isinstance(found, TitleMatches):
        await ctx.reply.send(**await title_question(ctx, user_name, found))
        return
    await explain(ctx, user_name, found)
    await remember_names(ctx, user_name)
