"""Answering with recommendations: the same for the command and for buttons."""

from typing import Any

from bot.interactions.context import Context
from bot.interactions.progress import FetchProgress
from bot.interactions.user_names import name_or_linked, remember_names
from reko_core.contract.recommend import parse_request

__all__ = ["recommend"]


async def recommend(ctx: Context, fields: dict[str, Any]) -> None:
    """Show recommendations for the given fields of a request, by default for the linked list.

    Raises NameMissing, OnCooldown and as `Results.make`.
    """
    place = await ctx.place()
    fields["user_name"] = await name_or_linked(ctx, fields.get("user_name"))
    fields["include_adult"] = place.shows_adult
    if fields.get("accuracy") is None:
        fields["accuracy"] = place.settings.accuracy
    request = parse_request(fields)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=place.settings.is_private)
    progress = FetchProgress(ctx, request.user_name)
    results = ctx.client.results
    async with progress.shown():
        page = await results.make(
            request,
            place,
            owner_id=ctx.user_id,
            locale=str(ctx.interaction.locale),
            on_page=progress.set_fetched,
        )
    await ctx.show_page(page)
    await remember_names(ctx, request.user_name)
