"""`/reko`: recommendations, a page at a time."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.answer import Interaction, answering
from bot.names import Name, choices, complete_name, named_or_linked, remember_names
from bot.places import place_of
from bot.progress import FetchNote
from bot.results import shows_adult
from bot.services import Services
from bot.translator import said
from reko_core.contract import parse_request
from reko_core.errors import RekoError

__all__ = ["RekoCog"]

TYPES = ("tv", "movie", "ova", "ona", "special")

Percent = app_commands.Range[float, 0, 100]
Episodes = app_commands.Range[int, 1, 2000]


class RekoCog(commands.Cog):
    """Asks the core and shows what it says."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name=said("cmd-reko"), description=said("cmd-reko-about"))
    @app_commands.rename(
        user=said("opt-user"),
        accuracy=said("opt-accuracy"),
        genre=said("opt-genre"),
        type_=said("opt-type"),
        max_episodes=said("opt-max-episodes"),
        refresh=said("opt-refresh"),
    )
    @app_commands.describe(
        user=said("opt-user-about"),
        accuracy=said("opt-accuracy-about"),
        genre=said("opt-genre-about"),
        type_=said("opt-type-about"),
        max_episodes=said("opt-max-episodes-about"),
        refresh=said("opt-refresh-about"),
    )
    @app_commands.choices(type_=[Choice(name=said(f"type-{kind}"), value=kind) for kind in TYPES])
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def reko(
        self,
        interaction: Interaction,
        user: Name | None = None,
        accuracy: Percent | None = None,
        genre: app_commands.Range[str, 1, 64] | None = None,
        type_: str | None = None,
        max_episodes: Episodes | None = None,
        refresh: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Recommend titles to a MAL user."""
        async with answering(interaction) as answer:
            place = await place_of(interaction)
            fields = {
                "user_name": await named_or_linked(self._services, interaction.user.id, user),
                "accuracy": place.settings.accuracy if accuracy is None else accuracy,
                "genres": [genre] if genre else [],
                "types": [type_] if type_ else [],
                "max_episodes": max_episodes,
                "force_list_update": refresh,
                "include_adult": shows_adult(place),
            }
            request = parse_request(fields)
            interaction.client.cooldowns.take(interaction.user.id)
            await answer.defer(ephemeral=place.settings.is_private)
            note = FetchNote(answer, request.user_name)
            async with note.shown():
                result = await interaction.client.results.make(
                    request,
                    place,
                    owner_id=interaction.user.id,
                    locale=str(interaction.locale),
                    on_page=note.count,
                )
            await interaction.client.pages.show(answer, result, place, 0)
            user_id = interaction.user.id
            await remember_names(self._services, place, user_id, request.user_name)

    @reko.autocomplete("user")
    async def _complete_user(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(self._services, interaction, typed)

    @reko.autocomplete("genre")
    async def _complete_genre(self, _: Interaction, typed: str) -> list[Choice[str]]:
        try:
            genres = self._services.recommender.genres()
        except RekoError:
            return []
        wanted = typed.strip().casefold()
        found = [genre for genre in genres if wanted in genre.casefold()]
        found.sort(key=lambda genre: not genre.casefold().startswith(wanted))
        return choices(found)
