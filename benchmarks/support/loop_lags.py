"""The lag of an event loop, sampled: how late it wakes a task that sleeps."""

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
    """Samples of the lag."""

    seconds: list[float] = field(default_factory=list)

    @property
    def max_ms(self) -> float:
        """The longest time that the loop was blocked."""
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
        # One more sample, which sees a loop that was blocked to the very end.
        await asyncio.sleep(2 * SAMPLE_S)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def reference(*, is_busy: bool) -> Lags:
    """Measure an idle loop, next to a thread that computes in Python if `is_busy`."""
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
