"""`/reko`: recommendations, a page at a time."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.formatting.closeness import ACCURACIES
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.respond import respond
from bot.interactions.user_names import (
    Name,
    choices,
    complete_name,
    name_of_member,
    name_or_member,
)
from bot.recommend.answer import recommend
from bot.recommend.filters import POPULARITIES
from reko_core.contract.fields import MAX_GENRE_LENGTH
from reko_core.domain.models import is_adult_genre
from reko_core.errors import RekoError

__all__ = ["TYPES", "Genre", "RekoCog", "complete_genre"]

TYPES = ("tv", "movie", "ova", "ona", "special")
INCLUDED, ONLY = "too", "only"

Genre = app_commands.Range[str, 1, MAX_GENRE_LENGTH]


class RekoCog(commands.Cog):
    """The command `/reko`."""

    @app_commands.command(name=localized("cmd-reko"), description=localized("cmd-reko-about"))
    @app_commands.rename(
        user=localized("opt-user"),
        member=localized("opt-member"),
        sender=localized("opt-from"),
        accuracy=localized("opt-accuracy"),
        genre=localized("opt-genre"),
        type_=localized("opt-type"),
        planned=localized("opt-planned"),
        popularity=localized("opt-popularity"),
    )
    @app_commands.describe(
        user=localized("opt-user-about"),
        member=localized("opt-member-about"),
        sender=localized("opt-from-about"),
        accuracy=localized("opt-accuracy-about"),
        genre=localized("opt-genre-about"),
        type_=localized("opt-type-about"),
        planned=localized("opt-planned-about"),
        popularity=localized("opt-popularity-about"),
    )
    @app_commands.choices(
        accuracy=[Choice(name=localized(key), value=value) for value, key in ACCURACIES.items()]
    )
    @app_commands.choices(
        type_=[Choice(name=localized(f"type-{kind}"), value=kind) for kind in TYPES],
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
        member: discord.User | discord.Member | None = None,
        accuracy: float | None = None,
        genre: Genre | None = None,
        type_: str | None = None,
        planned: str | None = None,
        popularity: float | None = None,
        sender: discord.User | discord.Member | None = None,
    ) -> None:
        """Recommend titles to a MAL user."""
        fields = {
            "user_name": user,
            "accuracy": accuracy,
            "genres": [genre] if genre else [],
            "types": [type_] if type_ else [],
            "include_planned": planned == INCLUDED,
            "only_planned": planned == ONLY,
            "popularity": popularity or 0.0,
        }
        await respond(interaction, _recommend, fields, member, sender)

    @reko.autocomplete("user")
    async def _complete_user(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)

    @reko.autocomplete("genre")
    async def _complete_genre(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_genre(interaction, typed)


async def complete_genre(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Suggest the genres that contain what was typed, those that begin with it first."""
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


async def _recommend(
    ctx: Context,
    fields: dict[str, Any],
    member: discord.User | discord.Member | None,
    sender: discord.User | discord.Member | None,
) -> None:
    """Recommend to a MAL user, to a member who allows it, or to oneself.

    sender: a member who allows it, and whose favourites are recommended.
    """
    if sender is not None:
        fields["from_user"] = await name_of_member(ctx, sender.id)
    if member is not None:
        fields["user_name"] = await name_or_member(ctx, fields["user_name"], member)
    await recommend(ctx, fields, remembers_name=member is None)
