"""The reply to an interaction, in the way that Discord still accepts."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import discord

from bot.client import Interaction

__all__ = ["Reply"]

_ALREADY_ACKNOWLEDGED = 40060


class Reply:
    """What a person gets for one interaction.

    `send` makes a new message; `update` changes the existing one: the message with the button, or
    a command's own deferred response.
    """

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        # Of a button, or of a form that a button opened.
        self._has_message = interaction.message is not None
        self._is_thinking = False
        self._is_public = False
        self._has_tried_to_defer = False
        self._is_acknowledged = False
        self._shows_progress = False
        # An initial response and its deferral must not be sent concurrently.
        self._lock = asyncio.Lock()

    @property
    def is_responded(self) -> bool:
        """Whether Discord has an initial response."""
        return self._is_acknowledged or self._interaction.response.is_done()

    async def defer(self, *, ephemeral: bool = True) -> None:
        """Acknowledge the interaction, unless it has a response already."""
        async with self._lock:
            if self.is_responded:
                return
            self._has_tried_to_defer = True
            if self._has_message:
                await self._interaction.response.defer()
            else:
                await self._interaction.response.defer(ephemeral=ephemeral, thinking=True)
                self._is_thinking, self._is_public = True, not ephemeral

    async def send(self, content: str | None = None, **parts: Any) -> None:
        """Send a message that only this person sees."""
        async with self._lock:
            send = self._interaction.response.send_message
            if await self._try_initial_response(send, content=content, ephemeral=True, **parts):
                return
            if self._is_thinking:
                # The first message after a deferral takes its place, and its visibility.
                await self._edit(content=content, **parts)
            else:
                await self._interaction.followup.send(content or "", ephemeral=True, **parts)

    async def post(self, **parts: Any) -> None:
        """Send a new message that everybody sees who sees the one with the button."""
        async with self._lock:
            send = self._interaction.response.send_message
            if not await self._try_initial_response(send, **parts):
                await self._interaction.followup.send(**parts)

    async def update(self, **parts: Any) -> int | None:
        """Change the existing message; return its id."""
        async with self._lock:
            edit = self._interaction.response.edit_message
            if self._has_message and await self._try_initial_response(edit, **parts):
                message = self._interaction.message
                return message.id if message else None
            return (await self._edit(**parts)).id

    async def show_progress(self, text: str) -> None:
        """Show a text where the reply will be; only possible after a deferral."""
        async with self._lock:
            await self._interaction.edit_original_response(content=text)
            self._shows_progress = True

    async def show_form(self, form: discord.ui.Modal) -> None:
        """Open a form; only possible as the initial response."""
        async with self._lock:
            await self._interaction.response.send_modal(form)

    def spare_public_message(self) -> None:
        """Reply in a new message if others see the one with the button, too.

        Only possible before a response.
        """
        message = self._interaction.message
        if message is not None and not message.flags.ephemeral:
            self._has_message = False

    async def send_error(self, message: str, items: Iterable[discord.ui.Item[Any]] = ()) -> None:
        """Send an error message, with the buttons that help, to this person only."""
        parts: dict[str, Any] = {}
        if items := tuple(items):
            parts["view"] = view = discord.ui.View(timeout=None)
            for item in items:
                view.add_item(item)
        if self._is_thinking and self._is_public:
            # A public deferral would make the error public, too: complete and delete it.
            await self._edit(content="…")
            await self.send(message, **parts)
            await self._interaction.delete_original_response()
            return
        await self.send(message, **parts)
        if self._shows_progress:
            # Restore the message with the button.
            before = self._interaction.message
            await self._edit(content=before.content or None if before else None)

    async def _try_initial_response(
        self, send: Callable[..., Awaitable[Any]], **parts: Any
    ) -> bool:
        """Send the initial response if there is none yet; return whether it was sent."""
        if self.is_responded:
            return False
        try:
            await send(**parts)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED:
                raise
            # Discord received an earlier response, but its confirmation was lost.
            self._is_acknowledged = True
            self._is_thinking = self._has_tried_to_defer and not self._has_message
            return False
        return True

    async def _edit(self, **parts: Any) -> discord.InteractionMessage:
        if self._is_thinking and "file" in parts:
            parts["attachments"] = [parts.pop("file")]
        message = await self._interaction.edit_original_response(**parts)
        self._is_thinking = self._shows_progress = False
        return message
