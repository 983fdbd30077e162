"""Figures of the event loop."""

from prometheus_client import CollectorRegistry, Gauge, Histogram

from reko_core.observability.metrics.buckets import LAG_S

__all__ = ["LoopMetrics"]


class LoopMetrics:
    """How late the event loop comes to what is due."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._lag = Histogram(
            "reko_loop_lag_seconds",
            "How late the event loop woke a task, sampled.",
            buckets=LAG_S,
            registry=registry,
        )
        self._max_s = 0.0
        Gauge(
            "reko_loop_lag_max_seconds",
            "Longest lag since the figures were read last.",
            registry=registry,
        ).set_function(self._take_max_s)

    def observe(self, lag_s: float) -> None:
        """Count one sample."""
        self._lag.observe(lag_s)
        self._max_s = max(self._max_s, lag_s)

    def _take_max_s(self) -> float:
        taken, self._max_s = self._max_s, 0.0
        return taken
