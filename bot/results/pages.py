"""Shows pages of results in Discord messages."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import discord
import structlog

from bot.errors import DISCORD_ERRORS
from bot.results.page_view import PageView
from bot.results.results import Results
from bot.rules.channels import find_channel, find_guild
from bot.rules.place import place_in
from reko_core.errors import RekoError
from reko_core.store import Store, StoredResult

__all__ = ["Pages"]

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Pages:
    """Shows results in the messages that hold them; `render` makes the parts of a message."""

    def __init__(
        self,
        client: discord.Client,
        store: Store,
        results: Results,
        render: Callable[[PageView], dict[str, Any]],
    ) -> None:
        self._client = client
        self._store = store
        self._results = results
        self._render = render

    async def show(
        self, page: PageView, update: Callable[..., Awaitable[int | None]], channel_id: int | None
    ) -> None:
        """Show a page in the message that `update` changes, and remember the message.

        update: takes the parts of the message and returns its id.
        """
        message_id = await update(content=None, **self._render(page))
        await self._results.remember(page, channel_id, message_id)

    async def redraw(self, result: StoredResult) -> None:
        """Show the current page again, outside of an interaction with its message.

        If the bot cannot reach the message (it is ephemeral, or the bot may not see the channel),
        the next turn of a page shows what changed.
        """
        if result.channel_id is None or result.message_id is None:
            return
        channel = self._client.get_partial_messageable(
            result.channel_id, guild_id=result.scope.guild_id
        )
        try:
            page = await self.current(result)
            await channel.get_partial_message(result.message_id).edit(
                allowed_mentions=discord.AllowedMentions.none(), **self._render(page)
            )
            await self._results.remember(page)
        except (RekoError, *DISCORD_ERRORS) as error:
            _log.debug("page not redrawn", error=type(error).__name__)

    async def current(self, result: StoredResult) -> PageView:
        """Return the page that the message of a result should show now.

        Raises StoreError, HTTPException.
        """
        channel = None
        if result.scope.guild_id is not None and result.channel_id is not None:
            with suppress(discord.NotFound, discord.Forbidden, discord.InvalidData):
                guild = await find_guild(self._client, result.scope.guild_id)
                channel = await find_channel(guild, result.channel_id)
        place = await place_in(result.scope, channel, self._store)
        return await self._results.page(result, place, result.page)
