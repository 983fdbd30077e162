"""Answering with recommendations: the same for the command and for buttons."""

from typing import Any

from bot.interactions.context import Context
from bot.interactions.progress import FetchProgress
from bot.interactions.user_names import name_or_linked, remember_names
from reko_core.contract.recommend import Request, parse_request
from reko_core.store import StoredResult

__all__ = ["recommend", "recommend_again"]


async def recommend(
    ctx: Context, fields: dict[str, Any], *, is_private: bool = False, remembers_name: bool = True
) -> None:
    """Show recommendations for the given fields of a request, by default for the linked list.

    is_private: show them to nobody else, whatever the server has set. remembers_name: suggest the
    name to the person later.

    Raises NameMissing, OnCooldown and as `Results.make`.
    """
    place = await ctx.place()
    fields["user_name"] = await name_or_linked(ctx, fields.get("user_name"))
    fields["include_adult"] = place.shows_adult
    if fields.get("accuracy") is None:
        fields["accuracy"] = place.settings.accuracy
    request = parse_request(fields)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer(ephemeral=is_private or place.settings.is_private)
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
    if remembers_name:
        await remember_names(ctx, request.user_name)


async def recommend_again(
    ctx: Context, result: StoredResult, request: Request | None = None
) -> None:
    """Replace a result, in the same message: by a request, or with the list fetched again.

    Raises NotOwner, Expired, OnCooldown and as `Results.make`.
    """
    ctx.require_owner(result.owner_id)
    ctx.client.cooldowns.take(ctx.user_id)
    await ctx.reply.defer()
    place, results = await ctx.place(), ctx.client.results
    progress = FetchProgress(ctx, result.request.user_name)
    async with progress.shown():
        if request is None:
            await results.refresh(result, place, progress.set_fetched)
        else:
            await results.change(result, request, place, progress.set_fetched)
    async with results.locked(result.id) as changed:
        # Titles may have been banned while the list was fetched.
        await ctx.show_page(await results.page(changed, place, 0))
