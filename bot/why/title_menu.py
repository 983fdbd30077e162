"""The menu that asks which title was meant."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.card.buttons import card_buttons
from bot.card.card import send_card
from bot.errors import WrongInput
from bot.interactions.components import PersistentSelect, make_menu
from bot.interactions.context import Context
from bot.interactions.title_option import parse_choice, title_options
from bot.interactions.user_names import USER, as_kept, name_of
from reko_core.contract.explain import WhyRequest
from reko_core.contract.title_query import TitleMatches
from reko_core.errors import AnimeNotFound

__all__ = ["ChooseTitle", "explain", "title_question"]


async def title_question(ctx: Context, user_name: str, titles: TitleMatches) -> dict[str, Any]:
    """Return the parts of the message that asks which of the titles was meant."""
    options = await title_options(ctx, titles)
    view = discord.ui.View(timeout=None)
    view.add_item(ChooseTitle(as_kept(user_name), options, ctx.texts("why-choose")))
    return {"content": ctx.texts("why-several"), "view": view}


async def explain(ctx: Context, user_name: str, anime_id: int) -> None:
    """Send the card of a title. Raises WrongInput, and what the core raises."""
    place = await ctx.place()
    request = WhyRequest(
        user_name=user_name,
        anime_id=anime_id,
        accuracy=place.settings.accuracy,
    )
    seen_ids = await ctx.client.results.seen_ids(ctx.user_id, user_name)
    buttons = await card_buttons(ctx, None, anime_id)
    try:
        await send_card(ctx, request, place.scope, seen_ids=seen_ids, buttons=buttons)
    except AnimeNotFound as error:
        raise WrongInput("error-no-title", title=f"MAL {anime_id}") from error


class ChooseTitle(PersistentSelect, template=rf"reko:why:(?P<whose>{USER})"):
    """Explains the title that is chosen."""

    def __init__(
        self, whose: str, options: Sequence[discord.SelectOption] = (), placeholder: str = ""
    ) -> None:
        self.whose = whose
        super().__init__(make_menu(f"reko:why:{whose}", options, placeholder))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Send the card. Raises WrongInput, OnCooldown, and what the core raises."""
        anime_id = parse_choice(values)
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        await explain(ctx, await name_of(ctx, self.whose), anime_id)
