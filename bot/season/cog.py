"""`/reko-season`: the titles of a season, ranked for a MAL user."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.pictures import STYLES, wants_picture
from bot.interactions.respond import respond
from bot.interactions.user_names import (
    Name,
    as_kept,
    complete_name,
    name_or_member,
    remember_names,
)
from bot.season.season_message import show_season
from reko_core.contract.fields import FIRST_YEAR, LAST_YEAR
from reko_core.contract.parsing import parse_user_name
from reko_core.domain.season import SEASON_NAMES, Season

__all__ = ["SeasonCog"]

Year = app_commands.Range[int, FIRST_YEAR, LAST_YEAR]


class SeasonCog(commands.Cog):
    """The command `/reko-season`."""

    @app_commands.command(name=localized("cmd-season"), description=localized("cmd-season-about"))
    @app_commands.rename(
        season=localized("opt-season"),
        year=localized("opt-year"),
        user=localized("opt-user"),
        member=localized("opt-member"),
        style=localized("opt-style"),
    )
    @app_commands.describe(
        season=localized("opt-season-about"),
        year=localized("opt-year-about"),
        user=localized("opt-user-about"),
        member=localized("opt-member-about"),
        style=localized("opt-style-about"),
    )
    @app_commands.choices(
        season=[Choice(name=localized(f"season-{name}"), value=name) for name in SEASON_NAMES],
        style=STYLES,
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def season(
        self,
        interaction: Interaction,
        season: str | None = None,
        year: Year | None = None,
        user: Name | None = None,
        member: discord.User | discord.Member | None = None,
        style: str | None = None,
    ) -> None:
        """Show a season, by default the current one."""
        await respond(interaction, _show, season, year, user, member, style)

    @season.autocomplete("user")
    async def _complete_user(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)


async def _show(
    ctx: Context,
    name: str | None,
    year: int | None,
    user: str | None,
    member: discord.User | discord.Member | None,
    style: str | None,
) -> None:
    user_name = parse_user_name(await name_or_member(ctx, user, member))
    whose = as_kept(user_name) if member is None else f"@{member.id}"
    place = await ctx.place()
    season = _meant(ctx.services.recommender.seasons.current, name, year)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=place.settings.is_private)
    await show_season(ctx, whose, season, is_picture=await wants_picture(ctx, style))
    if member is None:
        await remember_names(ctx, user_name)


def _meant(current: Season, name: str | None, year: int | None) -> Season:
    """Return the season that is meant where year or name is left out."""
    named = next((one for one in SEASON_NAMES if one == name), current.name)
    if year is None and named == current.next.name:
        return current.next
    return Season(current.year if year is None else year, named)
