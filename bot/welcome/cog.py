"""Introduces the bot where it was added: once per server, in the first channel it may write in."""

from collections.abc import Iterator
from typing import Any

import discord
import structlog
from discord.ext import commands
from discord.utils import utcnow

from bot.client import RekoBot
from bot.errors import DISCORD_ERRORS
from bot.i18n.texts import Texts, texts_for
from bot.recommend.link_buttons import LinkList
from reko_core.errors import RekoError

__all__ = ["WelcomeCog"]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class WelcomeCog(commands.Cog):
    """Sends the welcome message. discord.py tells joining from reconnecting."""

    def __init__(self, client: RekoBot) -> None:
        self._client = client

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Introduce the bot, unless it was in this server before."""
        channel = next(_writable_channels(guild), None)
        if channel is None:
            return
        services, key = self._client.services, f"welcomed:{guild.id}"
        parts = _message(texts_for(guild.preferred_locale), services.settings.docs_url)
        try:
            async with services.shutdown.work(services.settings.request_timeout_s):
                if await services.store.state.get(key) is None:
                    # Stored first: a message too few annoys less than one too many.
                    await services.store.state.put(key, utcnow().isoformat())
                    await channel.send(**parts, suppress_embeds=True)
        except (RekoError, *DISCORD_ERRORS) as error:
            _log.warning("welcome not sent", error=type(error).__name__)


def _writable_channels(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Yield where the bot may write: the channel for system messages first, then from the top."""
    first = [guild.system_channel] if guild.system_channel else []
    for channel in (*first, *guild.text_channels):
        permissions = channel.permissions_for(guild.me)
        if permissions.view_channel and permissions.send_messages:
            yield channel


def _message(texts: Texts, docs_url: str) -> dict[str, Any]:
    view = discord.ui.View(timeout=None)
    view.add_item(LinkList(label=texts("button-link")))
    text = texts("welcome")
    if docs_url:
        text += "\n" + texts("welcome-privacy", url=f"{docs_url.rstrip('/')}/privacy.md")
    return {"content": text, "view": view}
