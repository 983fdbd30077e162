"""Introduces the bot where it was added: once per server, in the first channel it may write in."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
import structlog
from discord.ext import commands

from bot.client import RekoBot
from bot.i18n.texts import Texts, texts_for
from bot.recommend.link_buttons import LinkList
from reko_core.errors import RekoError

__all__ = ["WelcomeCog"]

_KIND = "welcome"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class WelcomeCog(commands.Cog):
    """Sends the welcome message. discord.py tells joining from reconnecting."""

    def __init__(self, client: RekoBot) -> None:
        self._client = client
        client.outbox.add_kind(_KIND, self._render)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Introduce the bot, unless it was in this server before."""
        channel = next(_writable_channels(guild), None)
        if channel is None:
            return
        store, key = self._client.services.store, f"welcomed:{guild.id}"
        payload = {"channel_id": channel.id, "locale": str(guild.preferred_locale)}
        try:
            # Versions without an outbox stored the key there.
            if await store.state.get(key) is None:
                await store.outbox.put(_KIND, payload, key=key)
                self._client.outbox.wake()
        except RekoError as error:
            _log.warning("welcome not sent", error=type(error).__name__)

    def _render(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        docs_url = self._client.services.settings.docs_url
        return _message(texts_for(payload["locale"]), docs_url)


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
    return {"content": text, "view": view, "suppress_embeds": True}
