"""The menu under each page that opens the card of one of its titles."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

import discord

from bot.card.buttons import card_buttons
from bot.card.card import send_card
from bot.errors import WrongInput
from bot.formatting.markdown import shortened
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentSelect, make_menu
from bot.interactions.context import Context
from bot.interactions.user_names import require_shared
from bot.results.page_view import PageView
from bot.results.results import RESULT_ID
from bot.rules.title_names import name_in
from reko_core.contract.explain import WhyRequest
from reko_core.contract.recommend import Recommendation
from reko_core.store import StoredResult

__all__ = ["MoreAbout", "card_items"]

_MAX_LABEL = 100


def card_items(page: PageView, texts: Texts) -> Iterator[discord.ui.Item[Any]]:
    """Return the menu with the titles of a page."""
    if page.titles:
        options = [
            discord.SelectOption(label=_label(page, rank, reko), value=str(reko.id))
            for rank, reko in enumerate(page.titles, page.first_rank)
        ]
        yield MoreAbout(page.result.id, options, texts("more-about"))


def _label(page: PageView, rank: int, reko: Recommendation) -> str:
    return shortened(f"{rank} · {name_in(page.title_language, reko.info.titles)}", _MAX_LABEL)


class MoreAbout(PersistentSelect, template=rf"reko:more:(?P<result>{RESULT_ID})"):
    """Opens a card for the person who chooses; anybody may."""

    def __init__(
        self, result_id: str, options: Sequence[discord.SelectOption] = (), placeholder: str = ""
    ) -> None:
        self.result_id = result_id
        super().__init__(make_menu(f"reko:more:{result_id}", options, placeholder, row=3))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the menu from the match of its template."""
        return cls(match["result"])

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Send the card. Raises Expired, NotOwner, NotShared, WrongInput and what the core raises.

        It shows scores of the list, so a list that somebody uploaded is theirs to share.
        """
        result = await ctx.client.results.find(self.result_id)
        reko = await _shown_title(ctx, result, values)
        await require_shared(ctx, result.request.user_name)
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        asked = result.request
        request = WhyRequest(
            user_name=asked.user_name,
            anime_id=reko.id,
            accuracy=asked.accuracy,
            banned_users=asked.banned_users,
        )
        seen_ids = await ctx.client.results.seen_ids(result.owner_id, asked.user_name)
        buttons = await card_buttons(ctx, result, reko.id)
        await send_card(ctx, request, result.scope, seen_ids=seen_ids, buttons=buttons)


async def _shown_title(
    ctx: Context, result: StoredResult, values: tuple[str, ...]
) -> Recommendation:
    """Return the chosen title, which must be on the page that the message shows.

    Raises Expired, NotOwner, and WrongInput for one that was banned or may not be shown any more.
    """
    place = await ctx.place_of(result)
    page = await ctx.client.results.page(result, place, result.page)
    titles = {str(reko.id): reko for reko in page.titles}
    if len(values) != 1 or values[0] not in titles:
        raise WrongInput("error-not-on-page")
    return titles[values[0]]
