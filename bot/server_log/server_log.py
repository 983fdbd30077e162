"""Writes what was banned or changed in a server to the channel that its managers chose."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import discord
import structlog
from discord.utils import utcnow

from bot.errors import DISCORD_ERRORS
from bot.formatting.mal import BRAND
from bot.formatting.markdown import plain
from bot.i18n.texts import Texts, texts_for
from bot.outbox.sender import OutboxSender
from bot.rules.bans import Outcome
from bot.rules.channels import find_channel, find_guild
from bot.rules.place import place_in
from bot.rules.title_names import server_title_language, title_names
from reko_core.errors import RekoError
from reko_core.guilds.models import Scope
from reko_core.store import Store

__all__ = ["ServerLog"]

# discord.py waits where it has asked for too many servers or channels.
_WRITE_TIMEOUT_S = 30.0
_CLOSE_TIMEOUT_S = 3.0
_KIND = "log"
_MAX_AGE = timedelta(hours=6)
_MAX_NAME = 120
_NO_TITLES: Mapping[int, str] = MappingProxyType({})

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class ServerLog:
    """Puts entries into the outbox in the background: nothing waits for them or fails with them."""

    def __init__(self, client: discord.Client, store: Store, outbox: OutboxSender) -> None:
        self._client = client
        self._store = store
        self._outbox = outbox
        outbox.add_kind(_KIND, _render)
        self._tasks: set[asyncio.Task[None]] = set()

    def texts(self, guild_id: int) -> Texts:
        """Return the texts in the language of a server."""
        guild = self._client.get_guild(guild_id)
        return texts_for(guild.preferred_locale if guild else "")

    def write_ban(self, scope: Scope, outcome: Outcome, *, by: int) -> None:
        """Log the titles that a person banned, or whose ban their vote decided."""
        if outcome.banned:
            key = "log-banned-by-vote" if outcome.is_by_vote else "log-banned"
            self.write(scope, key, by=by, titles=outcome.banned)

    def write(
        self,
        scope: Scope,
        key: str,
        *,
        by: int,
        titles: Mapping[int, str] = _NO_TITLES,
        channel_ids: Iterable[int | None] | None = None,
        **values: str | float,
    ) -> None:
        """Log the text of a key, with a mention of the person as `who` and the names of titles.

        channel_ids: where to, by default to the log channel of the server, if it has one.
        """
        if scope.guild_id is not None:
            entry = _Entry(scope, key, by, titles, values, utcnow())
            task = asyncio.create_task(self._write(entry, channel_ids))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Wait a few seconds for entries that are not in the outbox yet."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_CLOSE_TIMEOUT_S)
            for task in late:
                task.cancel()

    async def _write(self, entry: "_Entry", channel_ids: Iterable[int | None] | None) -> None:
        try:
            async with asyncio.timeout(_WRITE_TIMEOUT_S):
                if channel_ids is None:
                    settings = await self._store.guilds.settings(entry.scope.id)
                    channel_ids = (settings.log_channel_id,)
                for channel_id in filter(None, dict.fromkeys(channel_ids)):
                    await self._put(entry, channel_id)
        except (RekoError, discord.InvalidData, *DISCORD_ERRORS) as error:
            # The channel was deleted, or the bot may not write there any more.
            _log.warning("server log not written", error=type(error).__name__)

    async def _put(self, entry: "_Entry", channel_id: int) -> None:
        client = self._client
        # A reaction is confirmed in a direct message, which another process may get.
        guild = await find_guild(client, entry.scope.id)
        texts = texts_for(guild.preferred_locale)
        # An adult title is named in age-restricted channels only.
        place = await place_in(entry.scope, await find_channel(guild, channel_id), self._store)
        language = server_title_language(place, texts.locale)
        names = await title_names(entry.titles, place, language, self._store, texts)
        titles = ", ".join(f"**{plain(name, _MAX_NAME)}**" for name in names.values())
        text = texts(entry.key, who=f"<@{entry.by}>", titles=titles, **entry.values)
        payload = {"channel_id": channel_id, "text": text, "at": entry.at.isoformat()}
        await self._store.outbox.put(_KIND, payload, discord_id=entry.by, expires_in=_MAX_AGE)
        self._outbox.wake()


def _render(payload: Mapping[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(payload["at"])
    embed = discord.Embed(description=payload["text"], colour=BRAND, timestamp=at)
    return {"embed": embed, "allowed_mentions": discord.AllowedMentions.none()}


@dataclass(frozen=True, slots=True)
class _Entry:
    scope: Scope
    key: str
    by: int
    titles: Mapping[int, str]
    values: Mapping[str, str | float]
    at: datetime
