"""`/reko-affinity`: how close two MAL users are."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.affinity.embed import comparison_embed
from bot.i18n.translator import said
from bot.interactions.progress import FetchNote
from bot.interactions.reply import Interaction, answering
from bot.interactions.user_names import Name, complete_name, named_or_linked, remember_names
from bot.rules.place import place_of
from bot.services import Services

__all__ = ["AffinityCog"]


class AffinityCog(commands.Cog):
    """Compares two people."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name=said("cmd-affinity"), description=said("cmd-affinity-about"))
    @app_commands.rename(user_a=said("opt-user-a"), user_b=said("opt-user-b"))
    @app_commands.describe(user_a=said("opt-user-a-about"), user_b=said("opt-user-b-about"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def affinity(
        self, interaction: Interaction, user_a: Name, user_b: Name | None = None
    ) -> None:
        """Say how close two people are, how sure that is, and over what they disagree."""
        async with answering(interaction) as answer:
            place = await place_of(interaction)
            other = await named_or_linked(self._services, interaction.user.id, user_b)
            interaction.client.cooldowns.take(interaction.user.id)
            await answer.defer(ephemeral=place.settings.is_private)
            async with FetchNote(answer, f"{user_a}, {other}").shown():
                comparison = await self._services.recommender.compare(user_a, other)
            await answer.update(content=None, embed=comparison_embed(comparison, answer.texts))
            await remember_names(self._services, place, interaction.user.id, other, user_a)

    @affinity.autocomplete("user_a")
    @affinity.autocomplete("user_b")
    async def _complete(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(self._services, interaction, typed)
