"""A core held up as by a slow MAL, and a simulation that does not mind.

SimCord settles what the bot does before its clock goes on, so a real wait would hold up the very
notes that tell of it: the wait is declared to it, and time is moved by the test.
"""

import asyncio
from typing import Any

import simcord.env

# What waits for the end of something with a bound on it, where SimCord knows sleeps only.
_PAUSES = {"FetchProgress._write", "_deferred_in_time.<locals>.defer"}

_is_parked = simcord.env._is_parked


class GatedRecommender:
    """The core behind a gate."""

    def __init__(self, core: Any, env: Any) -> None:
        self._core = core
        self._env = env
        self._gate = asyncio.Event()

    async def recommend(self, request: Any, on_page: Any = None, **options: Any) -> Any:
        self._hear = on_page
        await self._env.external_wait(self._gate.wait(), reason="a slow MAL")
        return await self._core.recommend(request, on_page, **options)

    def read(self, n_entries: int) -> None:
        """Let so many entries of the list be read."""
        self._hear(n_entries)

    async def let_go(self) -> None:
        """Let MAL answer at last."""
        self._gate.set()
        await self._env.settle()


def knows_pauses(state: Any, task: asyncio.Task[Any], deadline: float) -> bool:
    """Say whether a task waits for what only a later time can bring, for SimCord."""
    waiter = getattr(task, "_fut_waiter", None)
    is_waiting = waiter is not None and not waiter.done()
    name = getattr(task.get_coro(), "__qualname__", "")
    return _is_parked(state, task, deadline) or (is_waiting and name in _PAUSES)
