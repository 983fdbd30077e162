"""The engine's threads, and the queue in front of them."""

import asyncio
import contextvars
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

from reko_core.observability.metrics import EngineMetrics

__all__ = ["EnginePool", "TimedResult"]

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TimedResult(Generic[T]):
    """A result, how long it waited for a thread, and how long it took to compute."""

    value: T
    queue_s: float
    engine_s: float


class EnginePool:
    """Runs functions on a pool of threads that the caller owns."""

    def __init__(self, executor: ThreadPoolExecutor, metrics: EngineMetrics) -> None:
        self._executor = executor
        # Sets of tickets, because a caller that is cancelled and a thread that starts may race.
        self._waiting: set[object] = set()
        self._running: set[object] = set()
        metrics.waiting.set_function(lambda: len(self._waiting))
        metrics.running.set_function(lambda: len(self._running))

    async def run(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> TimedResult[T]:
        """Run a function on the next free thread, with the context variables of the caller."""
        context = contextvars.copy_context()
        ticket, submitted = object(), time.perf_counter()

        def compute() -> TimedResult[T]:
            self._waiting.discard(ticket)
            self._running.add(ticket)
            try:
                started = time.perf_counter()
                value = context.run(function, *args, **kwargs)
                return TimedResult(value, started - submitted, time.perf_counter() - started)
            finally:
                self._running.discard(ticket)

        self._waiting.add(ticket)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, compute)
        finally:
            self._waiting.discard(ticket)
