"""The first steps of a person: linking a list, and the first recommendations for it."""

import re
from collections.abc import Iterator
from typing import Any

import discord

from bot.errors import LinkedListPrivate, LinkedNameGone, NameMissing
from bot.i18n.texts import Texts
from bot.interactions.components import PersistentButton
from bot.interactions.connecting import ConnectAccount
from bot.interactions.context import Context
from bot.interactions.forms import FormValues, PersistentForm
from bot.interactions.linking import link_list
from bot.interactions.user_names import MAX_NAME
from bot.recommend.answer import recommend
from reko_core.errors import ConnectionLost, NotConnected

__all__ = [
    "LinkForm",
    "LinkList",
    "ShowRecommendations",
    "error_items",
    "linked_message",
    "unlinked_message",
]


def error_items(
    error: Exception, texts: Texts, *, can_connect: bool = False
) -> Iterator[discord.ui.Item[Any]]:
    """Return the buttons that help after an error about a person's list or account.

    can_connect: accounts can be connected, so that a private list can be read for its owner.
    """
    if isinstance(error, NameMissing):
        yield LinkList(label=texts("button-link"))
    helps = can_connect and isinstance(error, LinkedListPrivate)
    if helps or isinstance(error, NotConnected | ConnectionLost):
        yield ConnectAccount(label=texts("button-connect"))
    if isinstance(error, LinkedListPrivate):
        yield ShowRecommendations(label=texts("button-mine"))
    if isinstance(error, LinkedListPrivate | LinkedNameGone):
        yield LinkList(label=texts("button-link-other"))


def linked_message(ctx: Context, is_linked: bool, message: str) -> dict[str, Any]:  # noqa: FBT001
    """Return the parts of the message after linking, with what comes next."""
    view = discord.ui.View(timeout=None)
    if is_linked:
        view.add_item(ShowRecommendations(label=ctx.texts("button-mine")))
    return {"content": message, "view": view}


def unlinked_message(ctx: Context, message: str) -> dict[str, Any]:
    """Return the parts of a message to a person without a linked list."""
    view = discord.ui.View(timeout=None)
    view.add_item(LinkList(label=ctx.texts("button-link")))
    return {"content": message, "view": view}


class LinkList(PersistentButton, template=r"reko:link"):
    """Opens the form that links a MAL user."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary, label=label, custom_id="reko:link", emoji="🔗"
            )
        )

    async def press(self, ctx: Context) -> None:
        """Show the form."""
        await ctx.reply.show_form(LinkForm(ctx.texts))


class LinkForm(PersistentForm):
    """Asks for a MAL name and links it, once its list was looked at."""

    template = "reko:form:link"

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("button-link"), "reko:form:link")
        self.name = discord.ui.TextInput[Any](custom_id="name", min_length=1, max_length=MAX_NAME)
        self.add_item(
            discord.ui.Label(
                text=texts("form-link-name"),
                description=texts("form-link-about"),
                component=self.name,
            )
        )

    @staticmethod
    async def submit(ctx: Context, state: re.Match[str], values: FormValues) -> None:
        """Link the name. Raises as `link_list`."""
        del state
        ctx.reply.spare_public_message()
        await ctx.reply.update(**linked_message(ctx, *await link_list(ctx, *values["name"])))


class ShowRecommendations(PersistentButton, template=r"reko:mine"):
    """Shows the recommendations for the linked list of the person who presses."""

    def __init__(self, *, label: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.primary, label=label, custom_id="reko:mine", emoji="✨"
            )
        )

    async def press(self, ctx: Context) -> None:
        """Show them in place of the message with the button. Raises as `recommend`."""
        ctx.reply.spare_public_message()
        await recommend(ctx, {})
