"""A title drawn at random, and the button that draws again."""

import re
import secrets
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.formatting.limits import fit_embeds
from bot.formatting.mal import BRAND, anime_embed
from bot.formatting.markdown import plain
from bot.formatting.user_labels import user_label
from bot.interactions.components import PersistentButton
from bot.interactions.context import Context
from bot.interactions.user_names import USER, name_of
from bot.recommend.embed import MAX_GENRES, title_details
from bot.rules.title_names import name_in
from reko_core.contract.recommend import parse_request

__all__ = ["Draw", "DrawAgain", "draw_message"]

_DRAW = rf"(?P<owner>\d{{1,20}}):(?P<user>{USER}):(?P<planned>[01]):(?P<kind>[a-z]{{0,7}})"


@dataclass(frozen=True, slots=True)
class Draw:
    """Who asks, for which user, from the planned titles or not, of which type ("" = any).

    user: as buttons keep it.
    """

    owner: int
    user: str
    is_planned: bool = False
    kind: str = ""

    def __str__(self) -> str:
        """Return the part of a custom_id that holds it."""
        return f"{self.owner}:{self.user}:{int(self.is_planned)}:{self.kind}"


async def draw_message(ctx: Context, draw: Draw) -> dict[str, Any]:
    """Return the parts of a message with a title that is drawn now. Raises what the core raises."""
    place, results = await ctx.place(), ctx.client.results
    user_name = await name_of(ctx, draw.user)
    request = parse_request(
        {
            "user_name": user_name,
            "only_planned": draw.is_planned,
            "types": [draw.kind] if draw.kind else [],
            "include_adult": place.shows_adult,
            "accuracy": place.settings.accuracy,
            "random_seed": secrets.randbelow(2**31),
            "limit": 1,
        }
    )
    response = await ctx.services.recommender.recommend(
        request,
        banned_ids=await results.banned_ids(place.scope, ctx.user_id),
        banned_users=await ctx.store.bans.user_hashes(place.scope),
        seen_ids=await results.seen_ids(ctx.user_id, user_name),
    )
    texts = ctx.texts
    if not response.rekos:
        key = "draw-none-planned" if draw.is_planned else "draw-none"
        return {"embed": discord.Embed(description=texts(key), colour=BRAND), "view": None}
    reko = response.rekos[0]
    lines = [
        texts(
            "draw-figures",
            match=reko.match,
            score=reko.expected.score,
            enjoyment=reko.expected.enjoyment,
        ),
        " · ".join(title_details(reko.info, texts)),
        plain(", ".join(reko.info.genres), MAX_GENRES),
    ]
    embed = anime_embed(reko.info, name_in(await ctx.title_language(), reko.info.titles), lines)
    key = "draw-for-planned" if draw.is_planned else "draw-for"
    embed.set_footer(text=texts(key, user=user_label(user_name, texts)))
    view = discord.ui.View(timeout=None)
    view.add_item(DrawAgain(draw, label=texts("button-draw")))
    return {"embed": fit_embeds([embed])[0], "view": view}


class DrawAgain(PersistentButton, template=rf"reko:draw:{_DRAW}"):
    """Draws another title, in the same message; for the person who asked only."""

    def __init__(self, draw: Draw, *, label: str = "…") -> None:
        self.draw = draw
        super().__init__(discord.ui.Button(emoji="🎲", label=label, custom_id=f"reko:draw:{draw}"))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        planned = match["planned"] == "1"
        return cls(Draw(int(match["owner"]), match["user"], planned, match["kind"]))

    async def press(self, ctx: Context) -> None:
        """Draw again. Raises NotOwner, OnCooldown, and as `draw_message`."""
        ctx.require_owner(self.draw.owner)
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        await ctx.reply.update(content=None, **await draw_message(ctx, self.draw))
