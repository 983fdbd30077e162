"""The threads that compute answers, and who waits for one of them."""

import asyncio
import contextvars
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

from reko_core.observability.metrics import EngineMetrics

__all__ = ["Computed", "EnginePool"]

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Computed(Generic[T]):
    """What was computed, how long it waited for a thread, and how long it took."""

    value: T
    queue_s: float
    engine_s: float


class EnginePool:
    """Runs functions on a pool of threads that the caller owns."""

    def __init__(self, executor: ThreadPoolExecutor, metrics: EngineMetrics) -> None:
        self._executor = executor
        # Sets, as an asker who gives up and a thread that begins may come at the same time.
        self._waiting: set[object] = set()
        self._running: set[object] = set()
        metrics.waiting.set_function(lambda: len(self._waiting))
        metrics.running.set_function(lambda: len(self._running))

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Computed[T]:
        """Wait for a thread, and for it to run the function, which logs as the caller would."""
        context = contextvars.copy_context()
        ticket, asked = object(), time.perf_counter()

        def compute() -> Computed[T]:
            self._waiting.discard(ticket)
            self._running.add(ticket)
            try:
                started = time.perf_counter()
                value = context.run(function, *args, **kwargs)
                return Computed(value, started - asked, time.perf_counter() - started)
            finally:
                self._running.discard(ticket)

        self._waiting.add(ticket)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, compute)
        finally:
            self._waiting.discard(ticket)
