"""The card of one title: what it is, why it is recommended, and a picture of the reasons."""

import asyncio
import io
from collections.abc import Collection

import discord

from bot.card.card_embed import card_embed
from bot.card.reasons import picture_labels, reasons
from bot.interactions.context import Context
from bot.interactions.pictures import picture_texts
from bot.rules.title_names import name_in
from reko_core.contract.explain import WhyRequest
from reko_core.domain.models import Anime
from reko_core.guilds.models import Scope
from reko_core.pictures.explanation_picture import draw_explanation

__all__ = ["send_card"]

_PICTURE = "why.png"


async def send_card(
    ctx: Context,
    request: WhyRequest,
    scope: Scope,
    *,
    seen_ids: Collection[int],
    buttons: discord.ui.View,
) -> None:
    """Send the card to this person alone; the bans of `scope` apply. Raises what the core raises.

    `include_adult` of the request is decided here, by the place. seen_ids: as in `Recommender.why`.
    """
    place, core, language = await ctx.place(), ctx.services.recommender, await ctx.title_language()
    request = request.model_copy(update={"include_adult": place.shows_adult})
    banned_users = await ctx.store.bans.user_hashes(scope)
    why, synopsis = await asyncio.gather(
        core.why(request, banned_users=banned_users, seen_ids=seen_ids),
        core.synopsis(request.anime_id),
    )
    titles = await ctx.store.catalogue.get_many([request.anime_id])
    anime = titles.get(request.anime_id) or Anime(request.anime_id, why.info.title)
    # Predictions are for the user of MAL that the page is about, who may be somebody else.
    account = await ctx.store.accounts.get(ctx.user_id)
    is_own = account is not None and account.is_linked_to(request.user_name)
    other_user = None if is_own else request.user_name
    sentences = reasons(why, other_user, ctx.texts, language)
    embed = card_embed(anime, why.info, synopsis, sentences, ctx.texts, language)
    labels = picture_labels(why, other_user, picture_texts(ctx.texts))
    influences = tuple(
        one.model_copy(update={"title": name_in(language, one.titles)}) for one in why.influences
    )
    drawn = why.model_copy(update={"influences": influences})
    picture = await asyncio.to_thread(draw_explanation, drawn, labels)
    embed.set_image(url=f"attachment://{_PICTURE}")
    file = discord.File(io.BytesIO(picture), _PICTURE)
    await ctx.reply.send(embed=embed, view=buttons, file=file)
