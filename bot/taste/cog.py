"""`/reko-taste`: what a list says about its user."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.i18n.translator import localized
from bot.interactions.context import Context
from bot.interactions.pictures import STYLES, picture_file, picture_texts, wants_picture
from bot.interactions.progress import FetchProgress
from bot.interactions.respond import respond
from bot.interactions.user_names import (
    Name,
    complete_name,
    name_or_member,
    remember_names,
)
from bot.taste.embed import picture_embed, taste_embed
from bot.taste.taste_texts import taste_alt_text, taste_labels
from reko_core.contract.parsing import parse_as
from reko_core.contract.taste import TasteRequest
from reko_core.pictures.taste_card import draw_taste

__all__ = ["TasteCog"]

_PICTURE = "taste.png"


class TasteCog(commands.Cog):
    """The command `/reko-taste`."""

    @app_commands.command(name=localized("cmd-taste"), description=localized("cmd-taste-about"))
    @app_commands.rename(
        user=localized("opt-user"), member=localized("opt-member"), style=localized("opt-style")
    )
    @app_commands.describe(
        user=localized("opt-user-about"),
        member=localized("opt-member-about"),
        style=localized("opt-style-about"),
    )
    @app_commands.choices(style=STYLES)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def taste(
        self,
        interaction: Interaction,
        user: Name | None = None,
        member: discord.User | discord.Member | None = None,
        style: str | None = None,
    ) -> None:
        """Describe the taste of a MAL user, of a member who allows it, or one's own."""
        await respond(interaction, _describe, user, member, style)

    @taste.autocomplete("user")
    async def _complete(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await complete_name(interaction, typed)


async def _describe(
    ctx: Context,
    user: str | None,
    member: discord.User | discord.Member | None,
    style: str | None,
) -> None:
    user_name = await name_or_member(ctx, user, member)
    place = await ctx.place()
    fields = {"user_name": user_name, "include_adult": place.shows_adult}
    request = parse_as(TasteRequest, fields)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=place.settings.is_private)
    seen_ids = await ctx.client.results.seen_ids(ctx.user_id, request.user_name)
    async with FetchProgress(ctx, request.user_name).shown() as on_page:
        taste = await ctx.services.recommender.tastes.describe(request, on_page, seen_ids=seen_ids)
    language = await ctx.title_language()
    if await wants_picture(ctx, style):
        texts = picture_texts(ctx.texts)
        file = await picture_file(
            ctx,
            draw_taste,
            taste,
            taste_labels(taste, texts, language),
            name=_PICTURE,
            description=taste_alt_text(taste, ctx.texts, language),
        )
        embed = picture_embed(taste, ctx.texts, _PICTURE)
        await ctx.reply.update(content=None, embed=embed, attachments=[file])
    else:
        await ctx.reply.update(content=None, embed=taste_embed(taste, ctx.texts, language))
    if member is None:
        await remember_names(ctx, taste.user_name)
