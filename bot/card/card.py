"""The card of one title: what it is, why it is recommended, and a picture of the reasons."""

import asyncio
import io

import discord

from bot.card.card_embed import card_embed
from bot.card.reasons import picture_labels, reasons
from bot.interactions.context import Context
from reko_core.contract.explain import WhyRequest
from reko_core.contract.recommend import Recommendation
from reko_core.domain.models import Anime, normalise_name
from reko_core.pictures.explanation_picture import draw_explanation
from reko_core.store import StoredResult

__all__ = ["send_card"]

_PICTURE = "why.png"


async def send_card(ctx: Context, result: StoredResult, reko: Recommendation) -> None:
    """Send the card to this person alone. Raises what the core raises."""
    place, asked, core = await ctx.place(), result.request, ctx.services.recommender
    request = WhyRequest(
        user_name=asked.user_name,
        anime_id=reko.id,
        accuracy=asked.accuracy,
        banned_users=asked.banned_users,
        include_adult=place.shows_adult,
    )
    banned_users = await ctx.store.bans.user_hashes(result.scope)
    why, synopsis = await asyncio.gather(
        core.why(request, banned_users=banned_users), core.synopsis(reko.id)
    )
    titles = await ctx.store.catalogue.get_many([reko.id])
    anime = titles.get(reko.id) or Anime(reko.id, reko.info.title)
    # Predictions are for the user of MAL that the page is about, who may be somebody else.
    account = await ctx.store.accounts.get(ctx.user_id)
    is_own = account is not None and normalise_name(account.mal_name) == normalise_name(
        asked.user_name
    )
    other_user = None if is_own else asked.user_name
    embed = card_embed(anime, why.info, synopsis, reasons(why, other_user, ctx.texts), ctx.texts)
    labels = picture_labels(why, other_user, ctx.texts)
    picture = await asyncio.to_thread(draw_explanation, why, labels)
    embed.set_image(url=f"attachment://{_PICTURE}")
    await ctx.reply.send(embed=embed, file=discord.File(io.BytesIO(picture), _PICTURE))
