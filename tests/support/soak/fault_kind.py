"""Kinds of faults, and how they are drawn by a seed and injected, each at least once."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from soak.journal import Journal

__all__ = ["Kind", "draw_kinds", "inject"]

# The minimum time between two faults of a lane.
SLOT_S = 3.0
LONE_SLOT_S = 12.0


class HasJournal(Protocol):
    @property
    def journal(self) -> Journal:
        """Where faults are recorded."""


W = TypeVar("W", bound=HasJournal)


@dataclass(frozen=True)
class Kind(Generic[W]):
    """A fault: its context manager, and its minimum and maximum duration."""

    name: str
    holding: Callable[[W, random.Random], AbstractAsyncContextManager[None]]
    min_s: float = 0.3
    max_s: float = 2.5


def draw_kinds(
    kinds: Sequence[Kind[W]], duration_s: float, rng: random.Random, slot_s: float = SLOT_S
) -> list[Kind[W]]:
    """Return as many faults as fit the time, each at least once, in random order."""
    if len(kinds) == 1:
        slot_s = LONE_SLOT_S
    n_kinds = max(len(kinds), round(duration_s / slot_s))
    drawn = [*kinds, *rng.choices(kinds, k=n_kinds - len(kinds))]
    rng.shuffle(drawn)
    return drawn


async def inject(world: W, kinds: Sequence[Kind[W]], duration_s: float, rng: random.Random) -> None:
    """Inject faults sequentially, each in its share of the time."""
    began = time.monotonic()
    for n_before, kind in enumerate(kinds):
        slot_s = began + (n_before + 1) * duration_s / len(kinds) - time.monotonic()
        lasts_s = min(rng.uniform(kind.min_s, kind.max_s), max(kind.min_s, 0.8 * slot_s))
        await asyncio.sleep(rng.uniform(0, max(0, slot_s - lasts_s)))
        with world.journal.fault(kind.name):
            async with kind.holding(world, rng):
                await asyncio.sleep(lasts_s)
