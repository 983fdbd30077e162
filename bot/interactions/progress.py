"""Progress messages while a slow list is fetched."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import DISCORD_ERRORS, InteractionExpired, wrap_discord_error
from bot.formatting.user_labels import user_values
from bot.interactions.context import Context

__all__ = ["FetchProgress"]

FIRST_UPDATE_S = 3.0
UPDATE_INTERVAL_S = 2.5


class FetchProgress:
    """Shows how many entries were fetched, in the place of the reply, after `FIRST_UPDATE_S`."""

    def __init__(self, ctx: Context, user_name: str) -> None:
        self._ctx = ctx
        self._user = user_values(user_name)
        self._n_entries = 0
        self._is_over = asyncio.Event()
        self._until_expired = asyncio.timeout(None)

    def set_fetched(self, n_entries: int) -> None:
        """Set how many entries of the list have been fetched."""
        self._n_entries = n_entries

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Show the progress while the context lasts.

        Raises InteractionExpired as soon as there is no reply any more to show it in.
        """
        writer = asyncio.create_task(self._write())
        try:
            async with self._until_expired:
                yield
        except TimeoutError:
            if self._until_expired.expired():
                raise InteractionExpired("progress") from None
            raise
        finally:
            # Wait for an update in flight: it must not arrive after the reply.
            self._is_over.set()
            await writer

    async def _write(self) -> None:
        shown = ""
        pause_s = FIRST_UPDATE_S
        while not await self._ends_within(pause_s):
            key = "progress-reading" if self._n_entries else "progress-waiting"
            text = self._ctx.texts(key, **self._user, n=self._n_entries)
            if text != shown:
                try:
                    await self._ctx.reply.show_progress(text)
                except DISCORD_ERRORS as error:
                    # Otherwise the reply does not depend on its progress being shown.
                    if isinstance(wrap_discord_error(error), InteractionExpired):
                        self._end()
                        return
                shown = text
            pause_s = UPDATE_INTERVAL_S

    def _end(self) -> None:
        if not self._is_over.is_set():
            self._until_expired.reschedule(asyncio.get_running_loop().time())

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_over.wait()
        return self._is_over.is_set()
