"""Replies to interactions that no handler takes.

discord.py drops an interaction silently if it finds no handler (buttons and forms of older
versions), and Discord then shows "This application did not respond".
"""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from discord import InteractionType
from discord.ext import commands

from bot.client import Interaction
from bot.errors import Expired, UnhandledInteraction
from bot.interactions.respond import is_claimed, respond_with_error, set_response_timer

__all__ = ["UnansweredCog"]

# Discord gives up after three seconds.
UNANSWERED_AFTER_S = 1.5


class UnansweredCog(commands.Cog):
    """Replies at once to unknown buttons, and to what no handler took in time.

    templates: of the custom_ids of all buttons and menus.
    """

    def __init__(self, templates: Sequence[re.Pattern[str]]) -> None:
        self._templates = templates
        self._replies: set[asyncio.Task[None]] = set()

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Reply to unknown buttons; start a timer for what is not being handled yet."""
        if interaction.type is InteractionType.autocomplete or is_claimed(interaction):
            return
        if interaction.type is InteractionType.component and not self._is_known(interaction):
            await respond_with_error(interaction, Expired())
            return
        loop = asyncio.get_running_loop()
        timer = loop.call_later(UNANSWERED_AFTER_S, self._start_reply, interaction)
        set_response_timer(interaction, timer)

    def _is_known(self, interaction: Interaction) -> bool:
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        return any(template.fullmatch(custom_id) for template in self._templates)

    def _start_reply(self, interaction: Interaction) -> None:
        if is_claimed(interaction) or interaction.client.is_closed():
            return
        # A form that an older version showed has no handler.
        is_form = interaction.type is InteractionType.modal_submit
        error = Expired() if is_form else UnhandledInteraction()
        reply = asyncio.create_task(respond_with_error(interaction, error))
        self._replies.add(reply)
        reply.add_done_callback(self._replies.discard)
