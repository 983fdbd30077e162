"""Who is in a server, asked of Discord when people are listed: the bot gets no list of members."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import discord
import structlog
from cachetools import TTLCache

from bot.errors import DISCORD_ERRORS
from bot.rules.channels import find_guild
from reko_core.errors import StoreError
from reko_core.service.digests.digests import people_of_server
from reko_core.store import Store

__all__ = ["Members"]

_KEPT_S = 600
_MAX_KEPT = 20_000
_MAX_CONCURRENT = 4
_BATCH = 10

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Members:
    """Names of the members of servers, kept for ten minutes.

    A few requests are sent at a time, over all servers, so that Discord has no reason to limit the
    bot. Of people who left it is no longer stored that they used the bot there.
    """

    def __init__(self, client: discord.Client, store: Store) -> None:
        self._client = client
        self._store = store
        self._names: TTLCache[tuple[int, int], str | None] = TTLCache(_MAX_KEPT, _KEPT_S)
        self._turns = asyncio.Semaphore(_MAX_CONCURRENT)

    async def name(self, guild_id: int, discord_id: int) -> str | None:
        """Return a member's name in a server, None for a bot and for somebody who is not there.

        Raises discord.HTTPException.
        """
        key = (guild_id, discord_id)
        async with self._turns:
            if key not in self._names:
                self._names[key] = await self._fetch(guild_id, discord_id)
            return self._names[key]

    async def names(
        self, guild_id: int, discord_ids: Sequence[int], at_least: int
    ) -> dict[int, str | None]:
        """Return the names of people, as `name` does, until `at_least` of them are members.

        Raises as `name`.
        """
        found: dict[int, str | None] = {}
        for start in range(0, len(discord_ids), _BATCH):
            some = discord_ids[start : start + _BATCH]
            names = await asyncio.gather(*(self.name(guild_id, one) for one in some))
            found |= zip(some, names, strict=True)
            if sum(name is not None for name in found.values()) >= at_least:
                break
        return found

    async def forget_departed(self, before: datetime) -> None:
        """Look for those who left a server of this process whose digest is due before a time.

        Digests are made without Discord, from the lists of those who are stored. Raises StoreError.
        """
        for guild_id in await self._store.digests.servers_due(before):
            if self._client.get_guild(guild_id) is None:
                continue
            ids = [one.discord_id for one in await people_of_server(guild_id, self._store)]
            try:
                await self.names(guild_id, ids, at_least=len(ids))
            except DISCORD_ERRORS as error:
                _log.warning("members of a server not checked", error=type(error).__name__)

    async def _fetch(self, guild_id: int, discord_id: int) -> str | None:
        try:
            guild = await find_guild(self._client, guild_id)
            member = await guild.fetch_member(discord_id)
        except discord.NotFound:
            await self._remove(guild_id, discord_id)
            return None
        return None if member.bot else member.display_name

    async def _remove(self, guild_id: int, discord_id: int) -> None:
        try:
            await self._store.people.remove(guild_id, discord_id)
        except StoreError as error:
            # They are not shown all the same, and it is tried again when they are looked up next.
            _log.warning("departed member not deleted", reason=error.reason)
