"""What all buttons share: the edge around the press."""

import re
from abc import abstractmethod
from typing import Any, Self

import discord

from bot.answer import Answer, Interaction, answering

__all__ = ["Choose", "Press"]


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?!)"):
    """A button that holds everything it needs in its custom_id.

    Subclasses have a template of their own; `parse` makes one from what it matched.
    """

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # type: ignore[override] # our client, not any
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button again from its custom_id."""
        del interaction, item
        return cls.parse(match)

    @classmethod
    @abstractmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the button from the match of its template."""

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override] # as above
        """Answer a press."""
        async with answering(interaction) as answer:
            await self.press(answer)

    @abstractmethod
    async def press(self, answer: Answer) -> None:
        """Do what the button is for."""


class Choose(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"(?!)"):
    """A menu that holds everything it needs in its custom_id."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # type: ignore[override] # our client, not any
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the menu again from its custom_id."""
        del interaction, item
        return cls.parse(match)

    @classmethod
    @abstractmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Make the menu from the match of its template."""

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override] # as above
        """Answer a choice."""
        data: Any = interaction.data or {}
        async with answering(interaction) as answer:
            await self.choose(answer, tuple(data.get("values", ())))

    @abstractmethod
    async def choose(self, answer: Answer, values: tuple[str, ...]) -> None:
        """Do what the menu is for, with what was chosen."""
