"""What is going on, told while a slow list is fetched."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import DISCORD_ERRORS
from bot.formatting.markdown import plain
from bot.interactions.reply import Answer

__all__ = ["FetchNote"]

FIRST_NOTE_S = 3.0
NEXT_NOTE_S = 2.5


class FetchNote:
    """A line in the place of the answer, from `FIRST_NOTE_S` on, with how much was read."""

    def __init__(self, answer: Answer, user_name: str) -> None:
        self._answer = answer
        self._user = plain(user_name)
        self._n_entries = 0
        self._is_over = asyncio.Event()

    def count(self, n_entries: int) -> None:
        """Take in how many entries of the list have been read."""
        self._n_entries = n_entries

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Show the note while the context lasts, once it lasts long."""
        writer = asyncio.create_task(self._write())
        try:
            yield
        finally:
            # A note on its way is waited for: it must not arrive after the answer.
            self._is_over.set()
            await writer

    async def _write(self) -> None:
        told = ""
        pause_s = FIRST_NOTE_S
        while not await self._ends_within(pause_s):
            key = "progress-reading" if self._n_entries else "progress-waiting"
            text = self._answer.texts(key, user=self._user, n=self._n_entries)
            if text != told:
                # A note that cannot be delivered is no reason to give up the answer.
                with suppress(*DISCORD_ERRORS):
                    await self._answer.note(text)
                told = text
            pause_s = NEXT_NOTE_S

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_over.wait()
        return self._is_over.is_set()
