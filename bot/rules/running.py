"""The interactions that are being handled, by person."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import DataDeleted

__all__ = ["RunningInteractions"]


@dataclass(eq=False, slots=True)
class _Running:
    task: asyncio.Task[object] | None
    timeout: asyncio.Timeout = field(default_factory=lambda: asyncio.timeout(None))
    is_stopped: bool = False
    has_ended: asyncio.Event = field(default_factory=asyncio.Event)


class RunningInteractions:
    """Ends what a person has asked for, so that it writes nothing any more."""

    def __init__(self) -> None:
        self._of: defaultdict[int, set[_Running]] = defaultdict(set)

    @asynccontextmanager
    async def track(self, person_id: int) -> AsyncIterator[None]:
        """Run the handler of an interaction. Raises DataDeleted where `stop` ends it."""
        running = _Running(asyncio.current_task())
        self._of[person_id].add(running)
        try:
            async with running.timeout:
                yield
        except TimeoutError:
            if running.is_stopped:
                raise DataDeleted from None
            raise
        finally:
            running.has_ended.set()
            self._of[person_id].discard(running)
            if not self._of[person_id]:
                del self._of[person_id]

    async def stop(self, person_id: int) -> None:
        """End all other interactions of a person, and wait for their handlers."""
        now, current = asyncio.get_running_loop().time(), asyncio.current_task()
        others = [one for one in self._of.get(person_id, ()) if one.task is not current]
        # Two that stop each other would both end: what stops others is not stopped itself.
        self._of[person_id] = set(others)
        for one in others:
            if not one.is_stopped:
                one.is_stopped = True
                one.timeout.reschedule(now)
        for one in others:
            await one.has_ended.wait()
