"""Forgetting a person, after asking them."""

import re
from typing import Any, Self

import discord

from bot.errors import NotOwner
from bot.i18n.texts import Texts
from bot.interactions.components import Press
from bot.interactions.reply import Answer
from reko_core.store import Forgotten

__all__ = ["Forget", "forget_question"]


def forget_question(discord_id: int, texts: Texts) -> dict[str, Any]:
    """Return the parts of the message that asks whether to forget a person."""
    view = discord.ui.View(timeout=None)
    view.add_item(Forget("yes", discord_id, label=texts("button-forget")))
    view.add_item(Forget("no", discord_id, label=texts("button-cancel")))
    return {"content": texts("forget-ask"), "view": view}


class Forget(Press, template=r"reko:forget:(?P<verb>yes|no):(?P<person>\d{1,20})"):
    """Deletes everything stored about the person who presses, or leaves it."""

    def __init__(self, verb: str, discord_id: int, *, label: str = "…") -> None:
        self.verb, self.discord_id = verb, discord_id
        is_yes = verb == "yes"
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.danger if is_yes else discord.ButtonStyle.secondary,
                label=label,
                custom_id=f"reko:forget:{verb}:{discord_id}",
            )
        )

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""
        return cls(match["verb"], int(match["person"]))

    async def press(self, answer: Answer) -> None:
        """Do it. Raises NotOwner."""
        if answer.interaction.user.id != self.discord_id:
            raise NotOwner(self.discord_id)
        told = answer.texts("forget-not")
        if self.verb == "yes":
            accounts = answer.interaction.client.services.store.accounts
            told = _told(await accounts.forget(self.discord_id), answer.texts)
        await answer.update(content=told, view=None)


def _told(forgotten: Forgotten, texts: Texts) -> str:
    if not forgotten.total:
        return texts("forget-nothing")
    counts = {
        "link": forgotten.link,
        "lists": forgotten.lists,
        "results": forgotten.results,
        "votes": forgotten.votes,
        "names": forgotten.names,
        "bans": forgotten.bans,
        "signatures": forgotten.signatures,
    }
    lines = [texts(f"forgot-{what}", n=n) for what, n in counts.items() if n]
    return "\n".join([texts("forget-done"), *(f"- {line}" for line in lines)])
