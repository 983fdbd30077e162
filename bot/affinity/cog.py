"""`/reko-affinity`: how close two MAL users are."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.affinity.embed import comparison_embed
from bot.client import Interaction
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.progress import FetchProgress
from bot.interactions.respond import respond
from bot.interactions.user_names import Name, complete_name, name_or_linked, remember_names

__all__ = ["AffinityCog"]


class AffinityCog(commands.Cog):
    """The command `/reko-affinity`."""

    @app_commands.command(
        name=localized("cmd-affinity"), description=localized("cmd-affinity-about")
    )
    @app_commands.rename(user_a=localized("opt-user-a"), user_b=localized("opt-user-b"))
    @app_commands.describe(
        user_a=localized("opt-user-a-about"), user_b=localized("opt-user-b-about")
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def affinity(
        self, interaction: Interaction, user_a: Name, user_b: Name | None = None
    ) -> None:
        """Compare two users: their affinity, its uncertainty, and where they disagree."""
        await respond(interaction, _compare, user_a, user_b)

    @affinity.autocomplete("user_a")
    @affinity.autocomplete("user_b")
    async def _complete(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)


async def _compare(ctx: Context, user_a: str, user_b: str | None) -> None:
    place = await ctx.place()
    other = await name_or_linked(ctx, user_b)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=place.settings.is_private)
    async with FetchProgress(ctx, f"{user_a}, {other}").shown():
        comparison = await ctx.services.recommender.compare(
            user_a, other, include_adult=place.shows_adult
        )
    embed = comparison_embed(comparison, ctx.texts, await ctx.title_language())
    await ctx.reply.update(content=None, embed=embed)
    await remember_names(ctx, comparison.user_b, comparison.user_a)
