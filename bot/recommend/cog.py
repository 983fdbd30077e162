"""`/reko`: recommendations, a page at a time."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.i18n.translator import said
from bot.interactions.progress import FetchNote
from bot.interactions.reply import Interaction, answering
from bot.interactions.user_names import (
    Name,
    choices,
    complete_name,
    named_or_linked,
    remember_names,
)
from bot.recommend.filters import POPULARITIES
from bot.results.results import shows_adult
from bot.rules.place import place_of
from bot.services import Services
from reko_core.contract.recommend import parse_request
from reko_core.errors import RekoError

__all__ = ["RekoCog"]

TYPES = ("tv", "movie", "ova", "ona", "special")
AGES = {
    "g": "age-g",
    "pg": "age-pg",
    "pg_13": "age-pg-13",
    "r": "age-r",
    "r+": "age-r-plus",
    "rx": "age-rx",
}
TOO, ONLY = "too", "only"

Percent = app_commands.Range[float, 0, 100]
Episodes = app_commands.Range[int, 1, 2000]
Genre = app_commands.Range[str, 1, 64]
Year = app_commands.Range[int, 1900, 2100]


class RekoCog(commands.Cog):
    """Asks the core and shows what it says."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name=said("cmd-reko"), description=said("cmd-reko-about"))
    @app_commands.rename(
        user=said("opt-user"),
        accuracy=said("opt-accuracy"),
        genre=said("opt-genre"),
        exclude_genre=said("opt-exclude-genre"),
        type_=said("opt-type"),
        max_episodes=said("opt-max-episodes"),
        year_from=said("opt-year-from"),
        year_to=said("opt-year-to"),
        age_rating=said("opt-age-rating"),
        planned=said("opt-planned"),
        popularity=said("opt-popularity"),
        refresh=said("opt-refresh"),
    )
    @app_commands.describe(
        user=said("opt-user-about"),
        accuracy=said("opt-accuracy-about"),
        genre=said("opt-genre-about"),
        exclude_genre=said("opt-exclude-genre-about"),
        type_=said("opt-type-about"),
        max_episodes=said("opt-max-episodes-about"),
        year_from=said("opt-year-from-about"),
        year_to=said("opt-year-to-about"),
        age_rating=said("opt-age-rating-about"),
        planned=said("opt-planned-about"),
        popularity=said("opt-popularity-about"),
        refresh=said("opt-refresh-about"),
    )
    @app_commands.choices(
        type_=[Choice(name=said(f"type-{kind}"), value=kind) for kind in TYPES],
        age_rating=[Choice(name=said(key), value=rating) for rating, key in AGES.items()],
        planned=[Choice(name=said(f"planned-{how}"), value=how) for how in (TOO, ONLY)],
    )
    @app_commands.choices(
        popularity=[Choice(name=said(key), value=value) for value, key in POPULARITIES.items()]
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def reko(
        self,
        interaction: Interaction,
        user: Name | None = None,
        accuracy: Percent | None = None,
        genre: Genre | None = None,
        exclude_genre: Genre | None = None,
        type_: str | None = None,
        max_episodes: Episodes | None = None,
        year_from: Year | None = None,
        year_to: Year | None = None,
        age_rating: str | None = None,
        planned: str | None = None,
        popularity: float | None = None,
        refresh: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Recommend titles to a MAL user."""
        async with answering(interaction) as answer:
            place = await place_of(interaction)
            fields = {
                "user_name": await named_or_linked(self._services, interaction.user.id, user),
                "accuracy": place.settings.accuracy if accuracy is None else accuracy,
                "genres": [genre] if genre else [],
                "exclude_genres": [exclude_genre] if exclude_genre else [],
                "types": [type_] if type_ else [],
                "max_episodes": max_episodes,
                "year_from": year_from,
                "year_to": year_to,
                "age_ratings": [age_rating] if age_rating else [],
                "include_planned": planned == TOO,
                "only_planned": planned == ONLY,
                "popularity": popularity or 0.0,
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
    @reko.autocomplete("exclude_genre")
    async def _complete_genre(self, _: Interaction, typed: str) -> list[Choice[str]]:
        try:
            genres = self._services.recommender.genres()
        except RekoError:
            return []
        wanted = typed.strip().casefold()
        found = [genre for genre in genres if wanted in genre.casefold()]
        found.sort(key=lambda genre: not genre.casefold().startswith(wanted))
        return choices(found)
