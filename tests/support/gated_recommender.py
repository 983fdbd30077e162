"""A recommender that waits as for a slow MAL, until a test releases it.

SimCord settles what the bot does before its clock advances, so a real wait would hold up the very
progress messages that report it: the wait is declared, and the test advances the time.
"""

import asyncio
from typing import Any


class GatedRecommender:
    """A recommender behind a gate."""

    def __init__(self, core: Any, env: Any) -> None:
        self._core = core
        self._env = env
        self._gate = asyncio.Event()
        self.n_waiting = 0

    async def recommend(self, request: Any, on_page: Any = None, **options: Any) -> Any:
        self._hear = on_page
        self.n_waiting += 1
        try:
            await self._env.external_wait(self._gate.wait(), reason="a slow MAL")
        finally:
            self.n_waiting -= 1
        return await self._core.recommend(request, on_page, **options)

    def read(self, n_entries: int) -> None:
        """Report progress: entries of the list read so far."""
        self._hear(n_entries)

    async def let_go(self) -> None:
        """Release the response of MAL."""
        self._gate.set()
        await self._env.settle()
