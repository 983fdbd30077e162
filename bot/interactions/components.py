"""What all buttons share: the edge around the press."""

import re
from abc import abstractmethod
from typing import Any, Self

import discord

from bot.interactions.reply import Answer, Interaction, answering

__all__ = ["Choose", "Press"]


class PersistentItem:
    """Something pressable that is made again from its custom_id, whenever it is used.

    Subclasses have a template of their own; `parse` makes one from what it matched.
    """

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make it again."""
        del interaction, item
        return cls.parse(match)

    @classmethod
    @abstractmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make it from the match of its template."""


class Press(  # type: ignore[misc] # our client, not any
    PersistentItem, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?!)"
):
    """A button that holds everything it needs in its custom_id."""

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override] # as above
        """Answer a press."""
        async with answering(interaction) as answer:
            await self.press(answer)

    @abstractmethod
    async def press(self, answer: Answer) -> None:
        """Do what the button is for."""


class Choose(  # type: ignore[misc] # as above
    PersistentItem, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"(?!)"
):
    """A menu that holds everything it needs in its custom_id."""

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override] # as above
        """Answer a choice."""
        data: Any = interaction.data or {}
        async with answering(interaction) as answer:
            await self.choose(answer, tuple(data.get("values", ())))

    @abstractmethod
    async def choose(self, answer: Answer, values: tuple[str, ...]) -> None:
        """Do what the menu is for, with what was chosen."""
