"""Metrics of the event loop."""

import time
from collections import deque
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Gauge, Histogram

from reko_core.observability.metrics.buckets import LAG_S

__all__ = ["MAX_WINDOW_S", "LoopMetrics"]

MAX_WINDOW_S = 60.0


class LoopMetrics:
    """Lag of the event loop: how late it runs a task that is due."""

    def __init__(
        self, registry: CollectorRegistry, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._now_s = now_s
        # (time, lag) of the samples in the window that no later sample exceeds, oldest first.
        self._maxima: deque[tuple[float, float]] = deque()
        self._lag = Histogram(
            "reko_loop_lag_seconds",
            "Lag of the event loop, sampled.",
            buckets=LAG_S,
            registry=registry,
        )
        Gauge(
            "reko_loop_lag_max_seconds",
            f"Largest lag of the last {MAX_WINDOW_S:.0f} s.",
            registry=registry,
        ).set_function(self._max_s)

    def observe(self, lag_s: float) -> None:
        """Record one sample."""
        self._lag.observe(lag_s)
        while self._maxima and self._maxima[-1][1] <= lag_s:
            self._maxima.pop()
        self._maxima.append((self._now_s(), lag_s))
        self._drop_old()

    def _max_s(self) -> float:
        self._drop_old()
        return self._maxima[0][1] if self._maxima else 0.0

    def _drop_old(self) -> None:
        oldest_s = self._now_s() - MAX_WINDOW_S
        while self._maxima and self._maxima[0][0] < oldest_s:
            self._maxima.popleft()
