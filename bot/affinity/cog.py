"""`/reko-affinity`: how close two MAL users are."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.affinity.affinity_texts import affinity_alt_text, affinity_labels
from bot.affinity.embed import comparison_embed
from bot.client import Interaction, RekoBot
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.menus import add_menu
from bot.interactions.pictures import STYLES, picture_file, picture_texts, wants_picture
from bot.interactions.progress import FetchProgress
from bot.interactions.respond import respond
from bot.interactions.user_names import (
    Name,
    complete_name,
    name_of_member,
    name_or_linked,
    remember_names,
)
from reko_core.contract.affinity import AffinityRequest, AffinityResponse
from reko_core.contract.parsing import parse_as
from reko_core.pictures.affinity_card import draw_affinity

__all__ = ["AffinityCog"]

_PICTURE = "affinity.png"


class AffinityCog(commands.Cog):
    """The command `/reko-affinity`, and *Compare taste* in the menu of a person."""

    def __init__(self, tree: app_commands.CommandTree[RekoBot]) -> None:
        add_menu(tree, localized("menu-compare"), self.compare_with_member)

    async def compare_with_member(
        self, interaction: Interaction, member: discord.User | discord.Member
    ) -> None:
        """Compare one's linked list with that of a member who allows it."""
        await respond(interaction, _compare_with_member, member.id)

    @app_commands.command(
        name=localized("cmd-affinity"), description=localized("cmd-affinity-about")
    )
    @app_commands.rename(
        user_a=localized("opt-user-a"),
        user_b=localized("opt-user-b"),
        style=localized("opt-style"),
    )
    @app_commands.describe(
        user_a=localized("opt-user-a-about"),
        user_b=localized("opt-user-b-about"),
        style=localized("opt-style-about"),
    )
    @app_commands.choices(style=STYLES)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def affinity(
        self,
        interaction: Interaction,
        user_a: Name,
        user_b: Name | None = None,
        style: str | None = None,
    ) -> None:
        """Compare two users: their affinity, its uncertainty, and where they disagree."""
        await respond(interaction, _compare, user_a, user_b, style)

    @affinity.autocomplete("user_a")
    @affinity.autocomplete("user_b")
    async def _complete(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)


async def _compare_with_member(ctx: Context, member_id: int) -> None:
    """Show the comparison to nobody else: it names both accounts on MAL."""
    own = await name_or_linked(ctx, None)
    other = own if member_id == ctx.user_id else await name_of_member(ctx, member_id)
    await _show(ctx, own, other, None, is_private=True)


async def _compare(ctx: Context, user_a: str, user_b: str | None, style: str | None) -> None:
    other = await name_or_linked(ctx, user_b)
    comparison = await _show(ctx, user_a, other, style, is_private=False)
    one, second = comparison.users
    await remember_names(ctx, second.user_name, one.user_name)


async def _show(
    ctx: Context, user_a: str, other: str, style: str | None, *, is_private: bool
) -> AffinityResponse:
    place = await ctx.place()
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=is_private or place.settings.is_private)
    async with FetchProgress(ctx, f"{user_a}, {other}").shown():
        fields = {"user_names": [user_a, other], "include_adult": place.shows_adult}
        request = parse_as(AffinityRequest, fields)
        comparison = await ctx.services.recommender.affinities.compare(request)
    language = await ctx.title_language()
    # Without a title in common there is nothing to draw.
    if not comparison.shared.seen or not await wants_picture(ctx, style):
        embed = comparison_embed(comparison, ctx.texts, language)
        await ctx.reply.update(content=None, embed=embed)
        return comparison
    file = await picture_file(
        ctx,
        draw_affinity,
        comparison,
        affinity_labels(comparison, picture_texts(ctx.texts), language),
        name=_PICTURE,
        description=affinity_alt_text(comparison, ctx.texts, language),
    )
    embed = comparison_embed(comparison, ctx.texts, language, picture=_PICTURE)
    await ctx.reply.update(content=None, embed=embed, attachments=[file])
    return comparison
