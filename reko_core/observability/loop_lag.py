"""Event loop lag, measured by a task that sleeps and compares when it wakes up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from reko_core.observability.metrics import LoopMetrics

__all__ = ["monitored_loop"]

INTERVAL_S = 0.1


@asynccontextmanager
async def monitored_loop(
    metrics: LoopMetrics, interval_s: float = INTERVAL_S
) -> AsyncIterator[None]:
    """Sample the lag of the running loop until the context ends."""
    watcher = asyncio.create_task(_watch(metrics, interval_s))
    try:
        yield
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)


async def _watch(metrics: LoopMetrics, interval_s: float) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + interval_s
        await asyncio.sleep(interval_s)
        # Clocks may round down: waking up early is no lag.
        metrics.observe(max(loop.time() - due, 0.0))
