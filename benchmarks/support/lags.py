"""Lag of an event loop, sampled."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

SAMPLE_S = 0.005
REFERENCE_S = 3.0


@dataclass(slots=True)
class Lags:
    """Sampled lags of the loop."""

    seconds: list[float] = field(default_factory=list)

    @property
    def max_ms(self) -> float:
        """The largest lag."""
        return 1000 * max(self.seconds)


@asynccontextmanager
async def sampled(lags: Lags) -> AsyncIterator[None]:
    """Measure the lag of the loop while the context runs."""

    async def sample() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(SAMPLE_S)
            lags.seconds.append(max(0.0, time.perf_counter() - before - SAMPLE_S))

    task = asyncio.create_task(sample())
    try:
        yield
        # Sample once more, or a lag at the very end would be missed.
        await asyncio.sleep(2 * SAMPLE_S)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def reference(*, is_busy: bool) -> Lags:
    """Measure an idle loop, alone and beside a thread that computes in Python."""
    stopped = threading.Event()

    def compute() -> None:
        while is_busy and not stopped.is_set():
            sum(range(1000))

    thread = threading.Thread(target=compute)
    thread.start()
    lags = Lags()
    async with sampled(lags):
        await asyncio.sleep(REFERENCE_S)
    stopped.set()
    thread.join()
    return lags
