"""`/reko`: recommendations, a page at a time."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.formatting.closeness import ACCURACIES
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.interactions.user_names import Name, choices, complete_name
from bot.recommend.answer import recommend
from bot.recommend.filters import POPULARITIES
from reko_core.contract.fields import FIRST_YEAR, LAST_YEAR, MAX_EPISODES, MAX_GENRE_LENGTH
from reko_core.domain.models import is_adult_genre
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
INCLUDED, ONLY = "too", "only"

Episodes = app_commands.Range[int, 1, MAX_EPISODES]
Genre = app_commands.Range[str, 1, MAX_GENRE_LENGTH]
Year = app_commands.Range[int, FIRST_YEAR, LAST_YEAR]


class RekoCog(commands.Cog):
    """The command `/reko`."""

    @app_commands.command(name=localized("cmd-reko"), description=localized("cmd-reko-about"))
    @app_commands.rename(
        user=localized("opt-user"),
        accuracy=localized("opt-accuracy"),
        genre=localized("opt-genre"),
        exclude_genre=localized("opt-exclude-genre"),
        type_=localized("opt-type"),
        max_episodes=localized("opt-max-episodes"),
        year_from=localized("opt-year-from"),
        year_to=localized("opt-year-to"),
        age_rating=localized("opt-age-rating"),
        planned=localized("opt-planned"),
        popularity=localized("opt-popularity"),
        refresh=localized("opt-refresh"),
    )
    @app_commands.describe(
        user=localized("opt-user-about"),
        accuracy=localized("opt-accuracy-about"),
        genre=localized("opt-genre-about"),
        exclude_genre=localized("opt-exclude-genre-about"),
        type_=localized("opt-type-about"),
        max_episodes=localized("opt-max-episodes-about"),
        year_from=localized("opt-year-from-about"),
        year_to=localized("opt-year-to-about"),
        age_rating=localized("opt-age-rating-about"),
        planned=localized("opt-planned-about"),
        popularity=localized("opt-popularity-about"),
        refresh=localized("opt-refresh-about"),
    )
    @app_commands.choices(
        accuracy=[Choice(name=localized(key), value=value) for value, key in ACCURACIES.items()]
    )
    @app_commands.choices(
        type_=[Choice(name=localized(f"type-{kind}"), value=kind) for kind in TYPES],
        age_rating=[Choice(name=localized(key), value=rating) for rating, key in AGES.items()],
        planned=[Choice(name=localized(f"planned-{how}"), value=how) for how in (INCLUDED, ONLY)],
    )
    @app_commands.choices(
        popularity=[Choice(name=localized(key), value=value) for value, key in POPULARITIES.items()]
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def reko(
        self,
        interaction: Interaction,
        user: Name | None = None,
        accuracy: float | None = None,
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
        fields = {
            "user_name": user,
            "accuracy": accuracy,
            "genres": [genre] if genre else [],
            "exclude_genres": [exclude_genre] if exclude_genre else [],
            "types": [type_] if type_ else [],
            "max_episodes": max_episodes,
            "year_from": year_from,
            "year_to": year_to,
            "age_ratings": [age_rating] if age_rating else [],
            "include_planned": planned == INCLUDED,
            "only_planned": planned == ONLY,
            "popularity": popularity or 0.0,
            "force_list_update": refresh,
        }
        await respond(interaction, recommend, fields)

    @reko.autocomplete("user")
    async def _complete_user(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)

    @reko.autocomplete("genre")
    @reko.autocomplete("exclude_genre")
    async def _complete_genre(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        try:
            genres = interaction.client.services.recommender.genres()
            place = await Context(interaction).place()
        except RekoError:
            return []
        if not place.shows_adult:
            genres = tuple(genre for genre in genres if not is_adult_genre(genre))
        prefix = typed.strip().casefold()
        found = [genre for genre in genres if prefix in genre.casefold()]
        found.sort(key=lambda genre: not genre.casefold().startswith(prefix))
        return choices(found)
