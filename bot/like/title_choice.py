"""The menu that asks which title others are to be like."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

import discord

from bot.interactions.components import PersistentSelect, make_menu
from bot.interactions.context import Context
from bot.interactions.title_option import parse_choice, title_options
from bot.like.like_page import QUESTION, LikeQuestion, like_message
from reko_core.contract.title_query import TitleMatches

__all__ = ["ChooseLike", "like_question"]


async def like_question(
    ctx: Context, question: LikeQuestion, titles: TitleMatches
) -> dict[str, Any]:
    """Return the parts of the message that asks for the first title of the question."""
    view = discord.ui.View(timeout=None)
    view.add_item(ChooseLike(question, await title_options(ctx, titles), ctx.texts("why-choose")))
    return {"content": ctx.texts("why-several"), "view": view}


class ChooseLike(PersistentSelect, template=rf"reko:like-title:{QUESTION}"):
    """Shows titles like the one that is chosen, which stands for the first of the question."""

    def __init__(
        self,
        question: LikeQuestion,
        options: Sequence[discord.SelectOption] = (),
        placeholder: str = "",
    ) -> None:
        self.question = question
        super().__init__(make_menu(f"reko:like-title:{question}", options, placeholder))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create the menu from the match of its template."""
        return cls(LikeQuestion.parse(match))

    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Show the titles. Raises NotOwner, OnCooldown, and as `like_message`."""
        ctx.require_owner(self.question.owner)
        chosen, (_, *others) = parse_choice(values), self.question.like
        ctx.client.cooldowns.take(ctx.user_id)
        await ctx.reply.defer()
        question = replace(self.question, like=tuple(dict.fromkeys((chosen, *others))))
        await ctx.reply.update(content=None, **await like_message(ctx, question))
