"""Turning pages, and asking again."""

import re
from typing import Self

import discord

from bot.errors import NotOwner
from bot.interactions.components import Press
from bot.interactions.progress import FetchNote
from bot.interactions.reply import Answer
from bot.results.results import RESULT_ID
from bot.rules.place import place_of
from reko_core.store import StoredResult

__all__ = ["Refresh", "Turn", "require_owner"]

_EMOJI = {"first": "⏮️", "prev": "◀️", "next": "▶️", "last": "⏭️"}
_STEPS = {"prev": -1, "count": 0, "next": 1}
_ENDS = {"first": 0, "last": 10**6}


class Turn(
    Press,
    template=rf"reko:(?P<verb>first|prev|count|next|last):(?P<result>{RESULT_ID}):(?P<page>\d{{1,3}})",
):
    """Turns to another page; only who asked may."""

    def __init__(
        self,
        verb: str,
        result_id: str,
        page: int,
        *,
        label: str | None = None,
        is_off: bool = False,
    ) -> None:
        self.verb, self.result_id, self.page = verb, result_id, page
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=_EMOJI.get(verb),
                label=label,
                custom_id=f"reko:{verb}:{result_id}:{page}",
                disabled=is_off,
                row=0,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        return cls(match["verb"], match["result"], int(match["page"]))

    async def press(self, answer: Answer) -> None:
        """Show the other page. Raises Expired, NotOwner."""
        client = answer.interaction.client
        async with client.results.lock(self.result_id):
            result = await client.results.find(self.result_id)
            require_owner(answer, result)
            place = await place_of(answer.interaction)
            await client.pages.show(answer, result, place, self._target)

    @property
    def _target(self) -> int:
        """Return the page to turn to; beyond the end stands for the last."""
        step = _STEPS.get(self.verb)
        return _ENDS[self.verb] if step is None else self.page + step


class Refresh(Press, template=rf"reko:refresh:(?P<result>{RESULT_ID})"):
    """Fetches the list again and answers anew, in the same message; only who asked may."""

    def __init__(self, result_id: str, *, label: str = "↻") -> None:
        self.result_id = result_id
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji="🔄",
                label=label,
                custom_id=f"reko:refresh:{result_id}",
                row=2,
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        return cls(match["result"])

    async def press(self, answer: Answer) -> None:
        """Answer anew. Raises Expired, NotOwner, OnCooldown and what the core raises."""
        client = answer.interaction.client
        result = await client.results.find(self.result_id)
        require_owner(answer, result)
        client.cooldowns.take(answer.interaction.user.id)
        await answer.defer()
        place = await place_of(answer.interaction)
        note = FetchNote(answer, result.request.user_name)
        async with note.shown():
            result = await client.results.refresh(result, place, note.count)
        async with client.results.lock(self.result_id):
            await client.pages.show(answer, result, place, 0)


def require_owner(answer: Answer, result: StoredResult) -> None:
    """Raise NotOwner unless the person is the one who asked."""
    if answer.interaction.user.id != result.owner_id:
        raise NotOwner(result.owner_id)
