"""The schedule of faults: drawn by a seed, each kind at least once."""

import asyncio
import random
import time
from collections.abc import Sequence

from soak.faults import KILLS, LANES, Kind
from soak.world import World

__all__ = ["ALL_KINDS", "draw_kinds", "inject", "kill"]

# The minimum time between two faults of a lane.
SLOT_S = 3.0
LONE_SLOT_S = 12.0
BETWEEN_KILLS_S = (0.5, 6.0)
ALL_KINDS = tuple(kind.name for lane in (*LANES.values(), KILLS) for kind in lane)


def draw_kinds(kinds: Sequence[Kind], duration_s: float, rng: random.Random) -> list[Kind]:
    """Return as many faults as fit the time, each at least once, in random order."""
    slot_s = SLOT_S if len(kinds) > 1 else LONE_SLOT_S
    n_kinds = max(len(kinds), round(duration_s / slot_s))
    drawn = [*kinds, *rng.choices(kinds, k=n_kinds - len(kinds))]
    rng.shuffle(drawn)
    return drawn


async def inject(
    world: World, kinds: Sequence[Kind], duration_s: float, rng: random.Random
) -> None:
    """Inject faults sequentially, each in its share of the time."""
    began = time.monotonic()
    for n_before, kind in enumerate(kinds):
        slot_s = began + (n_before + 1) * duration_s / len(kinds) - time.monotonic()
        lasts_s = min(rng.uniform(kind.min_s, kind.max_s), max(kind.min_s, 0.8 * slot_s))
        await asyncio.sleep(rng.uniform(0, max(0, slot_s - lasts_s)))
        with world.journal.fault(kind.name):
            async with kind.holding(world, rng):
                await asyncio.sleep(lasts_s)


async def kill(world: World, duration_s: float, rng: random.Random) -> None:
    """Kill and stop the program for the given time, in each way at least once."""
    began = time.monotonic()
    kinds = draw_kinds(KILLS, 0, rng)
    while kinds or time.monotonic() - began < duration_s:
        kind = kinds.pop() if kinds else rng.choice(KILLS)
        await asyncio.sleep(rng.uniform(*BETWEEN_KILLS_S))
        with world.journal.fault(kind.name):
            async with kind.holding(world, rng):
                pass
