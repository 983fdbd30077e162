"""Base classes of buttons and menus that keep working after a restart."""

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from bot.client import Interaction
from bot.interactions.context import Context
from bot.interactions.respond import respond

__all__ = ["PersistentButton", "PersistentSelect", "ResultButton", "make_menu"]


class PersistentItem:
    """A component that is created again from its custom_id whenever it is used.

    Subclasses have a template whose groups are named as the arguments of their constructor, or
    override `parse`.
    """

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Create it from a custom_id."""
        del interaction, item
        return cls.parse(match)

    @classmethod
    def parse(cls, match: re.Match[str]) -> Self:
        """Create it from the match of its template."""
        return cls(**match.groupdict())


class PersistentButton(  # type: ignore[misc] # our client, not any
    PersistentItem, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?!)"
):
    """A button whose custom_id holds all of its state."""

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override] # as above
        """Handle a press."""
        await respond(interaction, self.press)

    @abstractmethod
    async def press(self, ctx: Context) -> None:
        """Do what the button is for."""


class ResultButton(PersistentButton, template=r"(?!)"):
    """A button about a result, below those that turn its pages.

    Subclasses have a template of their `word` and a result_id.
    """

    word: ClassVar[str]
    icon: ClassVar[str]

    def __init__(self, result_id: str, *, label: str = "…") -> None:
        self.result_id = result_id
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=self.icon,
                label=label,
                custom_id=f"reko:{self.word}:{result_id}",
                row=2,
            )
        )


class PersistentSelect(  # type: ignore[misc] # as above
    PersistentItem,
    discord.ui.DynamicItem[
        discord.ui.Select[Any] | discord.ui.ChannelSelect[Any] | discord.ui.UserSelect[Any]
    ],
    template=r"(?!)",
):
    """A menu whose custom_id holds all of its state."""

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override] # as above
        """Handle a choice."""
        data: Any = interaction.data or {}
        await respond(interaction, self.choose, tuple(data.get("values", ())))

    @abstractmethod
    async def choose(self, ctx: Context, values: tuple[str, ...]) -> None:
        """Do what the menu is for, with the chosen values."""


def make_menu(
    custom_id: str,
    options: Sequence[discord.SelectOption],
    placeholder: str,
    *,
    row: int | None = None,
    takes_several: bool = False,
) -> discord.ui.Select[Any]:
    """Return the menu of a PersistentSelect, which has no options when it is created again.

    takes_several: all of the options may be chosen together.
    """
    return discord.ui.Select(
        custom_id=custom_id,
        placeholder=placeholder or None,
        options=list(options),
        max_values=max(1, len(options)) if takes_several else 1,
        row=row,
    )
