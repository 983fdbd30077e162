"""Progress messages while a slow list is fetched."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import DISCORD_ERRORS
from bot.formatting.markdown import plain
from bot.interactions.context import Context

__all__ = ["FetchProgress"]

FIRST_UPDATE_S = 3.0
UPDATE_INTERVAL_S = 2.5


class FetchProgress:
    """Shows how many entries were fetched, in the place of the reply, after `FIRST_UPDATE_S`."""

    def __init__(self, ctx: Context, user_name: str) -> None:
        self._ctx = ctx
        self._user = plain(user_name)
        self._n_entries = 0
        self._is_over = asyncio.Event()

    def set_fetched(self, n_entries: int) -> None:
        """Set how many entries of the list have been fetched."""
        self._n_entries = n_entries

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Show the progress while the context lasts."""
        writer = asyncio.create_task(self._write())
        try:
            yield
        finally:
            # Wait for an update in flight: it must not arrive after the reply.
            self._is_over.set()
            await writer

    async def _write(self) -> None:
        shown = ""
        pause_s = FIRST_UPDATE_S
        while not await self._ends_within(pause_s):
            key = "progress-reading" if self._n_entries else "progress-waiting"
            text = self._ctx.texts(key, user=self._user, n=self._n_entries)
            if text != shown:
                # The reply does not depend on its progress being shown.
                with suppress(*DISCORD_ERRORS):
                    await self._ctx.reply.show_progress(text)
                shown = text
            pause_s = UPDATE_INTERVAL_S

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_over.wait()
        return self._is_over.is_set()
