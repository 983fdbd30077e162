"""Forms that keep working after a restart, and in another process of the bot."""

import re
import secrets
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, TypeAlias

import discord
from discord import InteractionType
from discord.ext import commands

from bot.client import Interaction
from bot.interactions.context import Context
from bot.interactions.respond import respond

__all__ = ["FormValues", "FormsCog", "PersistentForm"]

FormValues: TypeAlias = Mapping[str, tuple[str, ...]]
"""custom_id of an input -> the text entered, or the options chosen."""

_ROW = 1
_NONCE_BYTES = 6
_NONCE = r":[\w-]{8}"


class PersistentForm(discord.ui.Modal):
    """A form whose custom_id holds all of its state.

    Subclasses have a `template` of that state.
    """

    template: ClassVar[str]

    def __init__(self, title: str, state: str) -> None:
        # Discord shows what was entered before in a form of the same custom_id.
        custom_id = f"{state}:{secrets.token_urlsafe(_NONCE_BYTES)}"
        super().__init__(title=title, custom_id=custom_id, timeout=None)
        # discord.py would keep it to handle it, which `FormsCog` does.
        self.stop()

    @classmethod
    def matches(cls, custom_id: str) -> re.Match[str] | None:
        """Return the match of the template, if it is a form of this class."""
        return re.fullmatch(cls.template + _NONCE, custom_id)

    @staticmethod
    @abstractmethod
    async def submit(ctx: Context, state: re.Match[str], values: FormValues) -> None:
        """Handle what was entered."""


class FormsCog(commands.Cog):
    """Handles the forms that people submit."""

    def __init__(self, forms: Iterable[type[PersistentForm]]) -> None:
        self._forms = tuple(forms)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Handle a submitted form; forms of older versions are left to `UnansweredCog`."""
        if interaction.type is not InteractionType.modal_submit:
            return
        data: Any = interaction.data
        for form in self._forms:
            if state := form.matches(str(data["custom_id"])):
                await respond(interaction, form.submit, state, dict(_inputs(data["components"])))


def _inputs(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in components:
        if each["type"] == _ROW:
            yield from _inputs(each["components"])
        else:
            # A label holds its input.
            found = each.get("component", each)
            values = found.get("values")
            yield found["custom_id"], (found["value"],) if values is None else tuple(values)
