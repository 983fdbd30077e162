"""All kinds of faults of one program, and the lane that kills it."""

import asyncio
import random
import time

from soak.fault_kind import draw_kinds
from soak.faults import KILLS, LANES
from soak.world import World

__all__ = ["ALL_KINDS", "kill"]

BETWEEN_KILLS_S = (0.5, 6.0)
ALL_KINDS = tuple(kind.name for lane in (*LANES.values(), KILLS) for kind in lane)


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
