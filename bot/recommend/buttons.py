"""Turning pages, and refreshing a result."""

import re
from typing import Self

import discord

from bot.interactions.components import PersistentButton, ResultButton
from bot.interactions.context import Context
from bot.recommend.answer import recommend_again
from bot.results.results import RESULT_ID

__all__ = ["Refresh", "TurnPage"]

_EMOJI = {"first": "⏮️", "prev": "◀️", "next": "▶️", "last": "⏭️"}
_STEPS = {"prev": -1, "count": 0, "next": 1}
_ENDS = {"first": 0, "last": 10**6}


class TurnPage(
    PersistentButton,
    template=rf"reko:(?P<verb>first|prev|count|next|last):(?P<result>{RESULT_ID}):(?P<page>\d{{1,3}})",
):
    """Turns to another page; for the owner only."""

    def __init__(
        self,
        verb: str,
        result_id: str,
        page: int,
        *,
        label: str | None = None,
        is_disabled: bool = False,
    ) -> None:
        self.verb, self.result_id, self.page = verb, result_id, page
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=_EMOJI.get(verb),
                label=label,
                custom_id=f"reko:{verb}:{result_id}:{page}",
                disabled=is_disabled,
                row=0,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the button from the match of its template."""
        return cls(match["verb"], match["result"], int(match["page"]))

    async def press(self, ctx: Context) -> None:
        """Show the other page. Raises Expired, NotOwner."""
        results = ctx.client.results
        async with results.locked(self.result_id) as result:
            ctx.require_owner(result.owner_id)
            await ctx.show_page(await results.page(result, await ctx.place(), self._target))

    @property
    def _target(self) -> int:
        """The page to turn to; a number beyond the end means the last."""
        step = _STEPS.get(self.verb)
        return _ENDS[self.verb] if step is None else self.page + step


class Refresh(ResultButton, template=rf"reko:refresh:(?P<result_id>{RESULT_ID})"):
    """Fetches the list again and replaces the result, in the same message; for the owner only."""

    word, icon = "refresh", "🔄"

    async def press(self, ctx: Context) -> None:
        """Recommend again. Raises Expired, NotOwner, OnCooldown and what the core raises."""
        await recommend_again(ctx, await ctx.client.results.find(self.result_id))
