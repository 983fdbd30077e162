"""Interactions that nobody answers: buttons of older versions, forms from before a restart, losses.

discord.py drops an interaction silently where it finds nothing that takes it, and Discord then
shows "This application did not respond".
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from discord import InteractionType
from discord.ext import commands, tasks
from discord.utils import utcnow

from bot.errors import Expired, Lost
from bot.interactions.reply import CLAIMED, Interaction, answering

__all__ = ["UnansweredCog"]

# Discord gives up after three seconds.
_LATE = timedelta(seconds=1.5)
_INTERVAL_S = 0.5

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class UnansweredCog(commands.Cog):
    """Answers what nobody knows at once, and what got lost in time.

    templates: what the custom_ids of all buttons and menus look like.
    """

    def __init__(self, templates: Sequence[re.Pattern[str]]) -> None:
        self._templates = templates
        self._open: dict[int, tuple[Interaction, datetime]] = {}

    async def cog_load(self) -> None:
        """Begin to watch."""
        self._watch.start()

    async def cog_unload(self) -> None:
        """Watch no longer."""
        self._watch.cancel()

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer buttons that nobody knows; watch over the others."""
        if interaction.type is InteractionType.autocomplete:
            return
        if interaction.type is InteractionType.component and not self._is_known(interaction):
            async with answering(interaction):
                raise Expired
        self._open[interaction.id] = interaction, utcnow()

    def _is_known(self, interaction: Interaction) -> bool:
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        return any(template.fullmatch(custom_id) for template in self._templates)

    @tasks.loop(seconds=_INTERVAL_S)
    async def _watch(self) -> None:
        late = utcnow() - _LATE
        for interaction_id, (interaction, since) in list(self._open.items()):
            if interaction.response.is_done() or CLAIMED in interaction.extras:
                del self._open[interaction_id]
            elif since < late:
                del self._open[interaction_id]
                async with answering(interaction):
                    # A form that was open while the bot restarted is known to nobody.
                    is_form = interaction.type is InteractionType.modal_submit
                    raise Expired if is_form else Lost
